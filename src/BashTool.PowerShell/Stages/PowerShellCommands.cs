using System.Management.Automation;
using BashTool.Core.CommandModel;
using BashTool.Core.Files;
using BashTool.Core.Sandbox;
using BashTool.PowerShell.Pump;

namespace BashTool.PowerShell.Stages;

/// <summary>The commands of the caller's session, for one call of Invoke-Bash: cmdlets, functions, aliases, and what was registered.</summary>
internal sealed class PowerShellCommands(MessagePump pump, Action pass, SessionState session, SandboxPolicy policy, RegisteredCommands registered)
{
    private const CommandTypes Kinds = CommandTypes.Cmdlet | CommandTypes.Function | CommandTypes.Filter | CommandTypes.Alias;

    private readonly Dictionary<string, BashCommand?> found = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A command that was registered; these go before bash's own.</summary>
    public BashCommand? FindRegistered(string name) => registered.Find(name) switch
    {
        null => null,
        { Script: { } script } => new PowerShellStageCommand(this, name, script),
        { Command: var command } => command,
    };

    /// <summary>A command of the session that nothing of bash's is named like. Called on threads of the engine.</summary>
    public BashCommand? Find(string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAny("/\\*?[]"))
        {
            return null;
        }

        lock (found)
        {
            if (found.TryGetValue(name, out BashCommand? known))
            {
                return known;
            }
        }

        CommandInfo? info = null;
        try
        {
            pump.RunOnCaller(() => info = Resolve(session, name));
        }
        catch (Exception e) when (e is RuntimeException or OperationCanceledException)
        {
            return null;
        }

        BashCommand? command = info is null ? null : new PowerShellStageCommand(this, name, info) { Denial = Check(policy, name) };
        lock (found)
        {
            found[name] = command;
        }

        return command;
    }

    /// <summary>Why a command of PowerShell may not be a stage; null where it may.</summary>
    public static AccessDenial? Check(SandboxPolicy policy, string name) => policy.NativePrograms.Check(name, policy.Profile);

    /// <summary>The command of a name; null if there is none. Only for a name of the form Verb-Noun modules are looked through.</summary>
    public static CommandInfo? Resolve(SessionState session, string name)
    {
        CommandInfo? info = null;
        if (name.Contains('-'))
        {
            info = session.InvokeCommand.GetCommand(name, Kinds);
        }
        else
        {
            foreach (CommandInfo each in session.InvokeCommand.GetCommands(name, Kinds, nameIsPattern: false))
            {
                info = each;
                break;
            }
        }

        // An alias of a program is that program, which bash finds by itself.
        return info is AliasInfo alias ? alias.ResolvedCommand is { } target && (target.CommandType & Kinds) != 0 ? target : null : info;
    }

    public int Run(string name, object command, CommandContext context)
    {
        context.FlushOutput();
        string shown = command is CommandInfo info ? info.Name : name;
        return new PowerShellStage(pump, pass, session.PSVariable, shown, command, context.Cancellation)
            .Run(context.Arguments, 0, hasInput: true, context.StandardInput, context.StandardOutput, context.StandardError);
    }
}
