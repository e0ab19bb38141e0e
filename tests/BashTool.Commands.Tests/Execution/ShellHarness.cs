using BashTool.Core;
using BashTool.Core.CommandModel;
using BashTool.Core.Execution;
using BashTool.Core.Files;
using BashTool.Core.Interpreter;
using BashTool.Core.Sandbox;
using BashTool.Core.Streams;
using BashTool.Core.Text;

namespace BashTool.Commands.Tests.Execution;

/// <summary>A shell in a directory of its own, with a way to run things that a test says.</summary>
internal sealed class ShellHarness : IDisposable
{
    private static readonly CommandCatalog Commands = StandardCommands.NewCatalog();

    private readonly BashShell shell;

    public ShellHarness(ExecutionSettings? execution = null, SandboxPolicy? policy = null, Dictionary<string, string>? environment = null)
    {
        Root = Directory.CreateTempSubdirectory("bashtool-shell-").FullName;
        policy ??= new SandboxPolicy { Profile = SandboxProfile.None };
        bool contained = policy.Profile == SandboxProfile.Workspace;
        var variables = new Dictionary<string, string>
        {
            ["PATH"] = OperatingSystem.IsWindows() ? "/usr/bin:/bin" : Environment.GetEnvironmentVariable("PATH") + ":/usr/bin:/bin",
            ["LC_ALL"] = "C.UTF-8",
            ["TZ"] = "UTC",
        };
        if (contained)
        {
            variables["PATH"] = "/usr/local/bin:/usr/bin:/bin";
            policy = policy with { WorkspaceRoot = HostPath.OfThisMachine(Root) };
        }

        foreach ((string name, string value) in environment ?? [])
        {
            variables[name] = value;
        }

        shell = new BashShell(new BashShellOptions
        {
            Commands = Commands,
            System = new HostSystemInformation(),
            Policy = policy,
            Environment = variables,
            WorkingDirectory = contained ? default : HostPath.OfThisMachine(Root),
            Execution = execution ?? ExecutionSettings.Default,
        });
    }

    /// <summary>The directory the shell starts in, or the workspace's root.</summary>
    public string Root { get; }

    public ShellSession Session => shell.Session;

    public ShellHarness With(string name, string content, bool executable = false)
    {
        string path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, EscapedUtf8.Encode(content));
        if (executable && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return this;
    }

    public (int Status, string Output, string Error) Run(string script, string input = "", CancellationToken cancellation = default)
    {
        var output = new MemoryOutput();
        var error = new MemoryOutput();
        int status = shell.Run(
            script, new MemoryInput(EscapedUtf8.Encode(input)), output.AddReference(), error.AddReference(), cancellation: cancellation);
        return (status, EscapedUtf8.Decode(output.Written), EscapedUtf8.Decode(error.Written));
    }

    public void Dispose()
    {
        shell.Dispose();
        TestDirectory.Delete(Root);
    }
}
