using BashTool.Core.CommandModel;
using BashTool.Core.Execution;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Sandbox;
using BashTool.Core.Sandbox.Hooks;
using BashTool.Core.Streams;
using BashTool.Core.Text;

namespace BashTool.Core.Interpreter;

// Commands that are not part of the shell: our own, scripts, and programs of the host (Bash manual, 3.7.2).
public sealed partial class ShellInterpreter
{
    /// <summary>Runs an external command by its words and reports what goes wrong; 127 not found, 126 not runnable.</summary>
    internal int RunExternal(List<string> words, string? path = null, IReadOnlyList<string>? arguments = null) => isGuarded
        ? RunGuarded(words, SortOf(words[0]), reports: true, list => RunExternalNow(list, path, arguments))
        : RunExternalNow(words, path, arguments);

    private int RunExternalNow(List<string> words, string? path, IReadOnlyList<string>? arguments)
    {
        CommandLocation? location = Resolver.FindExternal(words[0], path);
        if (location is { IsRefused: true })
        {
            ReportError($"{location.Path}: Permission denied");
            return 126;
        }

        if (location is not null)
        {
            State.Descriptors.FlushAll();
        }

        int status = RunLocated(location, words, arguments);
        if (status == NotFound)
        {
            return ReportNotFound(words[0], words);
        }

        if (State.Jobs.All.Count > 0)
        {
            // Jobs that were killed meanwhile are reported when a command has ended.
            NotifyJobs();
        }

        return status;
    }

    /// <summary>The environment that a command such as <c>env</c> made for the one command this shell runs; null for the exported variables.</summary>
    internal IEnvironment? GivenEnvironment { get; init; }

    private int ReportNotFound(string name, List<string> words)
    {
        if (!VirtualPath.IsPlace(name))
        {
            if (State.Functions.Find("command_not_found_handle") is { } handler)
            {
                List<string> call = ["command_not_found_handle", .. words];
                return RunInSubshell(null, static (shell, c) => shell.CallFunction(c.handler, c.call), (handler, call));
            }

            // With an empty PATH the name is tried as it is.
            ReportError($"{name}: {(State.Variables.Get("PATH") is "" && name.Length > 0 ? "No such file or directory" : "command not found")}");
            return 127;
        }

        VirtualPath path = State.Resolve(name);
        FileError error = Session.Files.TryStat(path, followLinks: true, out FileMetadata metadata);
        if (error != FileError.None)
        {
            ReportError($"{name}: {error.Describe()}");
            return error is FileError.ENOENT or FileError.ENOTDIR ? (error == FileError.ENOTDIR ? 126 : 127) : 126;
        }

        ReportError($"{name}: {(metadata.IsDirectory ? "Is a directory" : "Permission denied")}");
        return 126;
    }

    /// <summary>Runs a command of the catalog.</summary>
    internal int RunCommand(BashCommand command, string name, List<string> words) => command is ShellCommand
        ? RunShellProgram(words)
        : CommandRunner.Run(command, NewContext(name, words));

    private CommandContext NewContext(string name, List<string> words, OpenFile? input = null, OpenFile? output = null) => new()
    {
        Name = name,
        Arguments = words.GetRange(1, words.Count - 1),
        StandardInput = input ?? State.Descriptors[0] ?? ClosedFile.Instance,
        StandardOutput = output ?? State.Descriptors[1] ?? ClosedFile.Instance,
        StandardError = State.Descriptors[2] ?? ClosedFile.Instance,
        Files = Session.Files,
        WorkingDirectory = State.WorkingDirectory,
        Environment = GivenEnvironment ?? new ShellEnvironment(State.Variables, words[0]),
        Host = new ShellCommandHost(this),
        System = Session.System,
        Clock = Session.Clock,
        Cancellation = Cancellation,
        Umask = State.Umask,
        Network = Session.Network,
    };

    /// <summary>Runs a file: a shell script in a shell of its own, anything else as a program of the host.</summary>
    internal int RunFile(string path, IReadOnlyList<string> words)
    {
        VirtualPath file = State.Resolve(path);
        if (OperatingSystem.IsWindows() && ProgramExtensions.IsProgram(file.FileName))
        {
            // A batch file is text as well.
            return RunNative(path, file, words);
        }

        string? interpreter = ReadInterpreter(file, out string? argument, out bool isBinary);
        if (interpreter is not null && IsShell(interpreter))
        {
            return RunScriptFile(path, file, words, argument);
        }

        if (interpreter is null && !isBinary)
        {
            // No #! line and no program: a script of ours (Bash manual, 3.7.2).
            return RunScriptFile(path, file, words, null);
        }

        if (interpreter is not null && Resolver.FindExternal(interpreter) is { Kind: CommandLocationKind.InProcess } own)
        {
            List<string> call = [interpreter];
            if (argument is not null)
            {
                call.Add(argument);
            }

            call.Add(path);
            call.AddRange(words.Skip(1));
            return RunCommand(own.Command!, Path.GetFileName(interpreter), call);
        }

        return interpreter is not null && OperatingSystem.IsWindows()
            ? RunByInterpreter(interpreter, argument, path, words)
            : RunNative(path, file, words);
    }

    // Windows starts programs only: the first line is for the shell to follow. An interpreter of /usr/bin is one of PATH.
    private int RunByInterpreter(string interpreter, string? argument, string path, IReadOnlyList<string> words)
    {
        CommandLocation? location = Resolver.FindExternal(interpreter)
            ?? (interpreter[..(interpreter.LastIndexOf('/') + 1)] is "/bin/" or "/usr/bin/" or "/usr/local/bin/" ? Resolver.FindExternal(Path.GetFileName(interpreter)) : null);
        if (location is null)
        {
            ReportError($"{path}: cannot execute: required file not found");
            return 127;
        }

        List<string> call = argument is null ? [interpreter, path] : [interpreter, argument, path];
        call.AddRange(words.Skip(1));
        return RunLocated(location, call, null);
    }

    private static bool IsShell(string interpreter)
    {
        ReadOnlySpan<char> name = interpreter.AsSpan(interpreter.LastIndexOf('/') + 1);
        return name is "bash" or "sh" or "dash" or "rbash";
    }

    private string? ReadInterpreter(VirtualPath file, out string? argument, out bool isBinary)
    {
        argument = null;
        isBinary = true;
        byte[] head = new byte[256];
        int count;
        try
        {
            using IFileHandle handle = Session.Files.Open(file, OpenMode.Read, 0, Cancellation);
            count = handle.Read(head);
        }
        catch (FileSystemException)
        {
            // Executable but not readable: only the system can run it.
            return null;
        }

        ReadOnlySpan<byte> text = head.AsSpan(0, count);
        int end = text.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? text : text[..end];
        if (!line.StartsWith("#!"u8))
        {
            isBinary = line.Contains((byte)0) || line.StartsWith("MZ"u8);
            return null;
        }

        string[] parts = EscapedUtf8.Decode(line[2..]).Trim().Split((char[])[' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 0)
        {
            return null;
        }

        if (parts.Length > 1)
        {
            argument = parts[1];
        }

        if (parts[0].EndsWith("/env", StringComparison.Ordinal) && argument is not null && !argument.StartsWith('-'))
        {
            string program = argument.Split(' ')[0];
            if (IsShell(program))
            {
                argument = null;
                return program;
            }
        }

        return parts[0];
    }

    private int RunScriptFile(string path, VirtualPath file, IReadOnlyList<string> words, string? option)
    {
        List<string> call = ["bash"];
        if (option is not null)
        {
            call.Add(option);
        }

        call.Add(path);
        call.AddRange(words.Skip(1));
        return RunShellProgram(call);
    }

    /// <summary>Runs <c>bash ARG...</c> as a new shell in this process: it sees the environment, not the state.</summary>
    internal int RunShellProgram(List<string> words)
    {
        ShellState state = ShellProgram.NewState(Session, GivenEnvironment?.All ?? State.Variables.Exported, State.WorkingDirectory);
        state.Umask = State.Umask;
        state.Descriptors = State.Descriptors.Clone();
        state.ProcessId = Session.NextProcessId();
        ShellProgram.ImportFunctions(state, State);
        for (int signal = 1; signal < Signals.Count; signal++)
        {
            if (State.Traps[signal] is "")
            {
                state.Traps.Set(signal, "");
            }
        }

        // A process of its own: kill $$ in it ends it and nothing else.
        // One that is all of a background command takes its place.
        bool replaces = (IsReplaced || forked is not null) && State.SubshellDepth > 0 && Process.Shell == this && State.FunctionDepth == 0 && !finalRedirections.IsDefault;
        if (replaces)
        {
            state.ProcessId = Process.Id;
        }

        VirtualProcess process = replaces ? Process : new VirtualProcess(state.ProcessId, Cancellation);
        var shell = new ShellInterpreter(state, process) { SessionCancellation = SessionCancellation };
        if (process.Owner is null || process.Owner == this)
        {
            process.Begin(shell);
        }
        else
        {
            process.Shell = shell;
        }

        state.ShellProcessId = process.Id;
        if (replaces)
        {
            return new ShellProgram(shell).Run(words.GetRange(1, words.Count - 1), words[0]);
        }

        Session.Register(process);
        try
        {
            return new ShellProgram(shell).Run(words.GetRange(1, words.Count - 1), words[0]);
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            return ReportKilled(process, words);
        }
        finally
        {
            Session.Unregister(process);
        }
    }

    // What a shell says of a command that a signal ended; nothing for the common ones.
    private int ReportKilled(VirtualProcess process, List<string> words)
    {
        if (process.EndedBy is not (Signals.Interrupt or Signals.Pipe))
        {
            string what = Signals.Description(process.EndedBy);
            if (process.EndedBy == Signals.Terminate)
            {
                WriteError(what + "\n");
            }
            else
            {
                ReportError($"{process.Id} {what,-24}{string.Join(' ', words)}");
            }
        }

        return 128 + process.EndedBy;
    }

    /// <summary>A program takes this shell's place (<c>exec</c>).</summary>
    internal bool IsReplaced { get; set; }
}
