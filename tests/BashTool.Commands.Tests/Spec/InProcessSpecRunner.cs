using System.Text;
using BashTool.Core;
using BashTool.Core.CommandModel;
using BashTool.Core.Execution;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Interpreter;
using BashTool.Core.Sandbox;
using BashTool.Core.Streams;

namespace BashTool.Commands.Tests.Spec;

/// <summary>Replays a case with the shell in this process.</summary>
public sealed class InProcessSpecRunner : ISpecRunner
{
    private static readonly CommandCatalog Commands = StandardCommands.NewCatalog();

    public SpecResult Run(SpecCase @case, SpecWorkspace workspace, CancellationToken cancellation)
    {
        SpecResult? result = null;
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = RunInProcess(@case, workspace, cancellation);
                }
                catch (Exception e)
                {
                    failure = e;
                }
            },
            64 * 1024 * 1024);
        thread.Start();
        thread.Join();
        return failure is null ? result! : throw new InvalidOperationException(failure.ToString(), failure);
    }

    private static SpecResult RunInProcess(SpecCase @case, SpecWorkspace workspace, CancellationToken cancellation)
    {
        byte[] input = @case.Stdin ?? [];
        string[] arguments;
        switch (@case.Runner)
        {
            case "-c":
                arguments = ["-c", Core.Text.EscapedUtf8.Decode(@case.Script)];
                break;
            case "file":
                arguments = ["script.sh"];
                break;
            default:
                arguments = [];
                input = [.. @case.Script, (byte)'\n', .. input];
                break;
        }

        using var shell = new BashShell(new BashShellOptions
        {
            Commands = Commands,
            System = new HostSystemInformation(),
            Policy = new SandboxPolicy { Profile = SandboxProfile.None },
            Environment = SpecEnvironment.Of(@case, workspace.SeenAs),
            WorkingDirectory = HostPath.OfThisMachine(workspace.Root),
        });
        var output = new MemoryOutput();
        var error = new MemoryOutput();
        ShellCommandLine line = ShellCommandLine.Parse(arguments, shell.State.Options);
        int status = shell.RunProgram(line, "bash", new MemoryInput(input), output.AddReference(), error.AddReference(), cancellation);
        return new SpecResult(
            SpecWorkspace.Normalise(output.Written.ToArray(), workspace.SeenAs),
            SpecWorkspace.Normalise(error.Written.ToArray(), workspace.SeenAs),
            status);
    }
}
