using System.Management.Automation;
using BashTool.Core.CommandModel;
using BashTool.Core.Files;
using BashTool.Core.Planning;
using BashTool.Core.Sandbox;
using BashTool.PowerShell.Stages;

namespace BashTool.PowerShell.Engine;

/// <summary>What this machine has, and beside it the commands of the caller's session. Asked on the caller's thread.</summary>
internal sealed class SessionCapabilities(ICapabilities machine, SessionState session, SandboxPolicy policy) : ICapabilities
{
    public bool IsBuiltin(string name) => machine.IsBuiltin(name);

    public CommandSpec? FindCommand(string name) => machine.FindCommand(name);

    public string? FindProgram(string name) => machine.FindProgram(name);

    public AccessDenial? CheckProgram(string name) => machine.CheckProgram(name);

    public string? FindInBash(string name) => machine.FindInBash(name);

    public bool HasPowerShellCommand(string name) =>
        RegisteredCommands.Current.Find(name) is not null
        || (PowerShellCommands.Check(policy, name) is null && !name.Contains('/') && PowerShellCommands.Resolve(session, name) is not null);
}
