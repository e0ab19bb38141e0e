using BashTool.Core.Interpreter;
using BashTool.Core.CommandModel;
using BashTool.Core.Files;
using BashTool.Core.Planning;
using BashTool.Core.Sandbox;

namespace BashTool.Core.Tests.Planning;

/// <summary>A machine that has what a test says.</summary>
internal sealed class KnownCapabilities : ICapabilities
{
    private static readonly CommandSpec Partial = NewPartial();

    private readonly Dictionary<string, CommandSpec> commands = new(StringComparer.Ordinal) { ["partial"] = Partial };

    public KnownCapabilities(string inProcess = "find xargs grep sort uniq head wc cat ls rm tee sed cp mv mkdir touch", string native = "git grep python3 cmd")
    {
        foreach (string name in inProcess.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            commands[name] = new CommandSpec(name) { Summary = "", Usage = [""] };
        }

        Native = [.. native.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    public HashSet<string> Native { get; }

    public HashSet<string> BashTools { get; init; } = [];

    public HashSet<string> Cmdlets { get; init; } = [];

    public bool AllowsPrograms { get; init; } = true;

    public bool IsBuiltin(string name) => BuiltinCatalog.Names.Contains(name);

    public CommandSpec? FindCommand(string name) => commands.GetValueOrDefault(name);

    public string? FindProgram(string name) => Native.Contains(name) ? "/opt/" + name : null;

    public AccessDenial? CheckProgram(string name) => AllowsPrograms ? null : SandboxCodes.ProgramNotAllowed(name);

    public string? FindInBash(string name) => BashTools.Contains(name) ? "/git/usr/bin/" + name : null;

    public bool HasPowerShellCommand(string name) => Cmdlets.Contains(name);

    private static CommandSpec NewPartial()
    {
        var spec = new CommandSpec("partial") { Summary = "", Usage = [""] };
        spec.Flag("a", "all", "");
        spec.Required("w", "width", "N", "");
        spec.Unsupported("x", "extra", OptionValue.None, "", "nobody wrote it");
        return spec;
    }
}
