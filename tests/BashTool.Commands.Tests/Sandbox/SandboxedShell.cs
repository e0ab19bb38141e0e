using System.Text;
using BashTool.Core;
using BashTool.Core.Execution;
using BashTool.Core.Files;
using BashTool.Core.Limits;
using BashTool.Core.Sandbox;
using BashTool.Core.Sandbox.Hooks;
using BashTool.Core.Streams;
using BashTool.Core.Text;

namespace BashTool.Commands.Tests.Sandbox;

/// <summary>A shell in a workspace over a directory of its own, with something outside that it must not touch.</summary>
internal sealed class SandboxedShell : IDisposable
{
    public const string Secret = "TOP-SECRET-CONTENT";

    public SandboxedShell(Func<SandboxPolicy, SandboxPolicy>? change = null, params ShellHook[] hooks)
    {
        // Not below /tmp, which the workspace has one of its own of.
        Base = Path.Combine(AppContext.BaseDirectory, "sandboxes", Path.GetRandomFileName());
        Root = Path.Combine(Base, "root");
        Outside = Path.Combine(Base, "outside");
        Directory.CreateDirectory(Path.Combine(Root, "claude"));
        Directory.CreateDirectory(Path.Combine(Root, "uploads"));
        Directory.CreateDirectory(Path.Combine(Root, "outputs"));
        Directory.CreateDirectory(Path.Combine(Outside, "dir"));
        File.WriteAllText(Path.Combine(Outside, "secret"), Secret);
        File.WriteAllText(Path.Combine(Outside, "dir", "inner"), Secret);
        File.WriteAllText(Path.Combine(Root, "uploads", "up"), "uploaded\n");
        var policy = new SandboxPolicy { Profile = SandboxProfile.Workspace, WorkspaceRoot = HostPath.OfThisMachine(Root) };
        policy = change?.Invoke(policy) ?? policy;
        Shell = new BashShell(Options(policy, hooks));
    }

    /// <summary>The directory that holds the workspace and what is outside.</summary>
    public string Base { get; }

    public string Root { get; }

    public string Outside { get; }

    public string Home => Path.Combine(Root, "claude");

    public BashShell Shell { get; }

    public LimitReport? Limit => Shell.ReachedLimit;

    public static BashShellOptions Options(SandboxPolicy policy, params ShellHook[] hooks) => new()
    {
        Commands = StandardCommands.NewCatalog(),
        System = new ContainedSystemInformation(),
        Policy = policy,
        Environment = HostEnvironment.Select(policy),
        Hooks = hooks,
    };

    public CommandResult Run(string script) => Run(Shell, script);

    public static CommandResult Run(BashShell shell, string script)
    {
        var output = new MemoryOutput();
        var error = new MemoryOutput();
        int status = shell.Run(script, new MemoryInput(default), output, error, cancellation: TestContext.Current.CancellationToken);
        return new CommandResult(status, EscapedUtf8.Decode(output.Written), EscapedUtf8.Decode(error.Written));
    }

    /// <summary>What is outside, with contents, as one text.</summary>
    public string Picture()
    {
        var text = new StringBuilder();
        foreach (string entry in Directory.EnumerateFileSystemEntries(Outside, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var info = new FileInfo(entry);
            text.Append(entry).Append(' ').Append(info.Attributes).Append(' ').Append(info.LastWriteTimeUtc.Ticks).Append(' ').Append(info.UnixFileMode);
            text.Append(' ').Append(File.Exists(entry) && info.LinkTarget is null ? File.ReadAllText(entry) : info.LinkTarget).Append('\n');
        }

        foreach (string entry in Directory.EnumerateFileSystemEntries(Base).Order(StringComparer.Ordinal))
        {
            text.Append(entry).Append('\n');
        }

        return text.ToString();
    }

    public void Dispose()
    {
        Shell.Dispose();
        TestDirectory.Delete(Base);
    }
}
