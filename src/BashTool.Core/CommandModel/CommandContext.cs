using BashTool.Core.Files;
using BashTool.Core.Limits;
using BashTool.Core.Sandbox;
using BashTool.Core.Streams;
using BashTool.Core.Text;

namespace BashTool.Core.CommandModel;

/// <summary>Everything a command sees of the outside: arguments, streams, files, environment, clock, system.</summary>
public sealed class CommandContext : ITextLocale
{
    private bool? isUtf8;
    private ByteWriter? output;
    private ByteWriter? error;

    /// <summary>The name it was called by.</summary>
    public required string Name { get; init; }

    /// <summary>The arguments without the name.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    public required OpenFile StandardInput { get; init; }

    public required OpenFile StandardOutput { get; init; }

    public required OpenFile StandardError { get; init; }

    public required IFileSystem Files { get; init; }

    public required VirtualPath WorkingDirectory { get; init; }

    public required IEnvironment Environment { get; init; }

    public required ICommandHost Host { get; init; }

    public required ISystemInformation System { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public CancellationToken Cancellation { get; init; }

    /// <summary>Whether characters are UTF-8 sequences; if not they are bytes, as under <c>LC_ALL=C</c>.</summary>
    public bool IsUtf8 => isUtf8 ??= TextLocale.MeansUtf8(Environment, static (environment, name) => environment.Get(name));

    /// <summary>Asked before a request to the network; null where there is none.</summary>
    public NetworkAccess? Network { get; init; }

    /// <summary>The file mode creation mask, as <c>umask</c> shows it.</summary>
    public int Umask { get; init; } = 0x12;

    /// <summary>Standard output, buffered; flushed by whoever runs the command.</summary>
    public ByteWriter Output => output ??= new ByteWriter(StandardOutput, Cancellation) { IsCommandOutput = true };

    /// <summary>Standard error. What is written goes out at once, behind what standard output held.</summary>
    public ByteWriter Error => error ??= new ByteWriter(StandardError, Cancellation);

    /// <summary>Whether nothing was written so far that anybody could have seen.</summary>
    public bool HasWrittenNothing => (output is null || output.IsUntouched) && (error is null || error.IsUntouched);

    /// <summary>Standard input, line by line.</summary>
    public LineReader Lines(byte delimiter = (byte)'\n') => new(StandardInput, Cancellation, delimiter);

    /// <summary>A path operand as a path of the virtual file system.</summary>
    public VirtualPath Resolve(string path) => Operand.Resolve(Files, WorkingDirectory, path);

    /// <summary>The host's name of what an operand names, for objects that are shown to the host; null where it has none.</summary>
    public string? HostPathOf(string operand) => Files.ToHost(Resolve(operand).ResolveLexically())?.Text;

    /// <summary>Opens a file for reading; <c>-</c> is standard input where <paramref name="dashIsInput"/>. Release it after use.</summary>
    /// <exception cref="FileSystemException">It cannot be opened.</exception>
    public OpenFile OpenInput(string path, bool dashIsInput = true)
    {
        if (dashIsInput && path == "-")
        {
            return StandardInput.AddReference();
        }

        switch (path)
        {
            case "/dev/stdin" or "/dev/fd/0":
                return ReopenedHandle.Open(StandardInput, path);
            case "/dev/null":
            case var _ when OperatingSystem.IsWindows() && WindowsPath.IsNullDevice(path):
                return new NullFile();
        }

        if (TryDescriptor(path, out OpenFile? file))
        {
            return ReopenedHandle.Open(file, path);
        }

        return new OpenedFile(Files.Open(Resolve(path), OpenMode.Read, 0, Cancellation), path, canRead: true, canWrite: false);
    }

    /// <summary>Creates or truncates (or with <paramref name="append"/> extends) a file for writing. Release it after use.</summary>
    /// <exception cref="FileSystemException">It cannot be opened.</exception>
    public OpenFile OpenOutput(string path, bool append = false)
    {
        switch (path)
        {
            case "/dev/stdout" or "/dev/fd/1":
                return StandardOutput.AddReference();
            case "/dev/stderr" or "/dev/fd/2":
                return StandardError.AddReference();
            case "/dev/null":
            case var _ when OperatingSystem.IsWindows() && WindowsPath.IsNullDevice(path):
                return new NullFile();
        }

        if (TryDescriptor(path, out OpenFile? file))
        {
            return file.AddReference();
        }

        OpenMode mode = OpenMode.Write | OpenMode.Create | (append ? OpenMode.Append : OpenMode.Truncate);
        return new OpenedFile(Files.Open(Resolve(path), mode, 0x1B6 & ~Umask, Cancellation), path, canRead: false, canWrite: true);
    }

    /// <summary>Prints <c>NAME: MESSAGE</c> to standard error, behind what was written to standard output so far.</summary>
    public void Complain(string message)
    {
        FlushOutput();
        Error.Write($"{Name}: {message}\n");
        Error.FlushThrough();
    }

    /// <summary>Prints <c>NAME: PATH: strerror</c> for a failed file operation, the path quoted as GNU tools do.</summary>
    public void Complain(string path, FileSystemException problem) =>
        Complain($"{GnuQuoting.Name(path)}: {problem.Description}");

    /// <summary>Starts a child command in the caller's surroundings; output held back goes out first.</summary>
    public int Run(CommandInvocation invocation)
    {
        FlushOutput();
        return Host.Run(invocation);
    }

    /// <summary>The same surroundings with other streams.</summary>
    public CommandContext WithStreams(OpenFile? input = null, OpenFile? output = null, IReadOnlyList<string>? arguments = null, string? name = null) => new()
    {
        Name = name ?? Name,
        Arguments = arguments ?? Arguments,
        StandardInput = input ?? StandardInput,
        StandardOutput = output ?? StandardOutput,
        StandardError = StandardError,
        Files = Files,
        WorkingDirectory = WorkingDirectory,
        Environment = Environment,
        Host = Host,
        System = System,
        Clock = Clock,
        Cancellation = Cancellation,
        Umask = Umask,
    };

    /// <summary>Waits, ending early with an exception when the command is cancelled.</summary>
    public void Sleep(TimeSpan time)
    {
        FlushOutput();
        Blocking.Announce();
        if (Cancellation.WaitHandle.WaitOne(time))
        {
            Cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Hands the buffered output to the open file.</summary>
    public void FlushOutput() => output?.Flush();

    /// <summary>Forgets what was not written yet, after a write has failed.</summary>
    public void DiscardOutput() => output?.Discard();

    /// <summary>Gives the buffers back, whatever they hold.</summary>
    public void Abandon()
    {
        output?.Discard();
        error?.Discard();
    }

    /// <summary>Ends the use of the streams: everything goes out, buffers go back.</summary>
    public void Finish()
    {
        try
        {
            output?.FlushThrough();
            error?.FlushThrough();
        }
        finally
        {
            output?.Discard();
            error?.Discard();
        }
    }

    private bool TryDescriptor(string path, [global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out OpenFile? file)
    {
        file = null;
        if (path.StartsWith("/dev/fd/", StringComparison.Ordinal) && int.TryParse(path.AsSpan(8), out int number))
        {
            file = Host.Descriptor(number) ?? throw new FileSystemException(FileError.ENOENT, path);
        }

        return file is not null;
    }
}
