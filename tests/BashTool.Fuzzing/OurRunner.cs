using BashTool.Commands;
using BashTool.Core;
using BashTool.Core.CommandModel;
using BashTool.Core.Execution;
using BashTool.Core.Files;
using BashTool.Core.Sandbox;
using BashTool.Core.Streams;

namespace BashTool.Fuzzing;

/// <summary>Runs our command in this process.</summary>
public sealed class OurRunner : IDisposable
{
    private const int StackSize = 16 * 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly CommandCatalog Commands = StandardCommands.NewCatalog();

    private readonly Scratch scratch;
    private readonly BashShellOptions options;
    private readonly SandboxSession sandbox;

    public OurRunner(Scratch scratch)
    {
        this.scratch = scratch;
        options = new BashShellOptions
        {
            Commands = Commands,
            System = new HostSystemInformation(),
            Policy = new SandboxPolicy { Profile = SandboxProfile.None },
            Environment = Surroundings.Environment,
            WorkingDirectory = HostPath.OfThisMachine(scratch.Path),
        };
        sandbox = BashShell.OpenSandbox(options);
    }

    public static BashCommand? Find(string name) => Commands.Find(name);

    public static IEnumerable<string> Names => Commands.Names;

    public Outcome Run(Round round, string prefix)
    {
        scratch.LayOut(round);
        var output = new MemoryOutput { Limit = 8 << 20 };
        var error = new MemoryOutput { Limit = 8 << 20 };
        using var stop = new CancellationTokenSource(Limit);
        int status = -1;
        string? trouble = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    using var shell = new BashShell(options, sandbox);
                    string line = prefix + string.Join(' ', round.Arguments.Select(w => $"'{w.Replace("'", "'\\''")}'").Prepend(round.Command));
                    status = shell.Run(line, new MemoryInput(round.Input), output.AddReference(), error.AddReference(), cancellation: stop.Token);
                }
                catch (Exception e)
                {
                    trouble = e.ToString();
                }
            },
            StackSize) { IsBackground = true };
        thread.Start();
        if (!thread.Join(Limit + Limit))
        {
            trouble = "it hangs";
        }
        else if (stop.IsCancellationRequested && trouble is null)
        {
            trouble = "it takes too long";
        }

        return new Outcome(status, Surroundings.WithoutNow(output.Written.ToArray()), Surroundings.Normalize(error.Written.ToArray(), "/usr/bin/" + round.Command, scratch.Path), scratch.Tree())
        {
            Trouble = trouble,
        };
    }

    public void Dispose() => sandbox.Dispose();
}
