using BashTool.Core.CommandModel;
using BashTool.Core.Execution;
using BashTool.Core.Files;
using BashTool.Core.Streams;
using BashTool.Core.Text;

namespace BashTool.Commands.Tests;

/// <summary>What a command did.</summary>
internal sealed record CommandResult(int Status, string Output, string Error);

/// <summary>Runs commands in a file system in memory, in /work, on 2024-05-06 07:08:09 UTC.</summary>
internal sealed class CommandRunner
{
    public static readonly DateTimeOffset Now = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private static readonly CommandCatalog Catalog = StandardCommands.NewCatalog();

    private readonly EnvironmentVariables environment = new([new("PATH", "/usr/bin"), new("TZ", "UTC"), new("LC_ALL", "C.UTF-8")]);

    public CommandRunner()
    {
        foreach (string directory in (string[])["/work", "/tmp", "/home", "/home/claude"])
        {
            Files.CreateDirectory(VirtualPath.Parse(directory), 0x1ED);
        }
    }

    public MemoryFileSystem Files { get; } = new(new FixedClock());

    /// <summary>Makes a file with what is above it.</summary>
    public CommandRunner With(string path, string content = "", int mode = 0x1A4)
    {
        VirtualPath file = VirtualPath.Parse("/work").Combine(path);
        MakeDirectories(file.Parent);
        using IFileHandle handle = Files.Open(file, OpenMode.Write | OpenMode.Create | OpenMode.Truncate, mode);
        handle.Write(EscapedUtf8.Encode(content));
        return this;
    }

    public CommandRunner WithLink(string path, string target)
    {
        Files.CreateSymbolicLink(target, VirtualPath.Parse("/work").Combine(path));
        return this;
    }

    public CommandRunner WithVariable(string name, string value)
    {
        environment.Set(name, value);
        return this;
    }

    public string Read(string path)
    {
        using IFileHandle handle = Files.Open(VirtualPath.Parse("/work").Combine(path), OpenMode.Read);
        byte[] content = new byte[handle.Length];
        int count = 0;
        while (count < content.Length && handle.Read(content.AsSpan(count)) is var more and > 0)
        {
            count += more;
        }

        return EscapedUtf8.Decode(content);
    }

    public bool Exists(string path) => Files.TryStat(VirtualPath.Parse("/work").Combine(path), false, out _) == FileError.None;

    /// <summary>Runs a command line; blanks separate words, single quotes keep them together.</summary>
    public CommandResult Run(string line, string input = "")
    {
        var output = new MemoryOutput();
        var error = new MemoryOutput();
        int status = Execute(Split(line), new MemoryInput(EscapedUtf8.Encode(input)), output, error);
        return new CommandResult(status, EscapedUtf8.Decode(output.Written), EscapedUtf8.Decode(error.Written));
    }

    private static List<string> Split(string line)
    {
        var words = new List<string>();
        string[] parts = line.Split('\'');
        string? open = null;
        for (int i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 1)
            {
                open = (open ?? "") + parts[i];
                continue;
            }

            string[] pieces = parts[i].Split(' ');
            for (int j = 0; j < pieces.Length; j++)
            {
                if (j > 0 && open is not null)
                {
                    words.Add(open);
                    open = null;
                }

                if (pieces[j].Length > 0)
                {
                    open = (open ?? "") + pieces[j];
                }
            }
        }

        if (open is not null)
        {
            words.Add(open);
        }

        return words;
    }

    private void MakeDirectories(VirtualPath directory)
    {
        if (Files.TryStat(directory, true, out _) != FileError.None)
        {
            MakeDirectories(directory.Parent);
            Files.CreateDirectory(directory, 0x1ED);
        }
    }

    private int Execute(IReadOnlyList<string> words, OpenFile input, OpenFile output, OpenFile error)
    {
        BashCommand? command = Catalog.Find(words[0]);
        if (command is null)
        {
            return 127;
        }

        var host = new Host(this);
        var context = new CommandContext
        {
            Name = words[0],
            Arguments = [.. words.Skip(1)],
            StandardInput = input,
            StandardOutput = output,
            StandardError = error,
            Files = Files,
            WorkingDirectory = VirtualPath.Parse("/work"),
            Environment = environment,
            Host = host,
            System = new ContainedSystemInformation(),
            Clock = new FixedClock(),
        };
        host.Context = context;
        try
        {
            return command.Run(context);
        }
        catch (UsageException problem)
        {
            context.Complain(problem.Message);
            context.Error.Write($"Try '{words[0]} --help' for more information.\n");
            return command.Spec.UsageStatus;
        }
        catch (CommandException problem)
        {
            context.Complain(problem.Message);
            return problem.Status;
        }
        catch (CommandFinished finished)
        {
            return finished.Status;
        }
        finally
        {
            context.Finish();
        }
    }

    private sealed class Host(CommandRunner runner) : ICommandHost
    {
        public CommandContext Context { get; set; } = null!;

        public CommandCatalog Catalog => CommandRunner.Catalog;

        public int Run(CommandInvocation invocation) => runner.Execute(
            invocation.Words, invocation.Input ?? Context.StandardInput, invocation.Output ?? Context.StandardOutput, invocation.Error ?? Context.StandardError);

        public Task<int> Start(CommandInvocation invocation) => Task.FromResult(Run(invocation));

        public IEnumerable<string> Locate(string name) => Catalog.Find(name) is null ? [] : ["/usr/bin/" + name];

        public bool Signal(int processId, int signal) => false;

        public OpenFile? Descriptor(int number) => null;
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
