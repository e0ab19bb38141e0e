using System.Management.Automation;
using BashTool.Core.CommandModel;
using BashTool.Core.Execution;
using BashTool.Core.Files;
using BashTool.Core.Sandbox;
using BashTool.PowerShell.Pump;

namespace BashTool.PowerShell.Stages;

/// <summary>The commands of the caller's session as stages of a shell: cmdlets, functions, aliases, and what was registered.</summary>
internal sealed class PowerShellCommands : IPowerShellRunner
{
    private const CommandTypes Kinds = CommandTypes.Cmdlet | CommandTypes.Function | CommandTypes.Filter | CommandTypes.Alias;

    private readonly Dictionary<string, CommandInfo?> found = new(StringComparer.OrdinalIgnoreCase);
    private MessagePump? pump;
    private Action? pass;
    private SessionState? session;
    private RegisteredCommands? registered;

    /// <summary>Names of commands that would have run; null where they are run.</summary>
    public List<string>? NotRun { get; init; }

    /// <summary>Says which call the shell serves from now on.</summary>
    public void Attach(MessagePump call, Action passOutput, SessionState caller, RegisteredCommands commands)
    {
        pump = call;
        pass = passOutput;
        session = caller;
        registered = commands;
        lock (found)
        {
            found.Clear();
        }
    }

    /// <summary>Has something done on the caller's thread.</summary>
    public void RunOnCaller(Action action) => pump!.RunOnCaller(action);

    /// <summary>A command that was registered; these go before bash's own.</summary>
    public BashCommand? FindRegistered(string name) => registered!.Find(name) switch
    {
        null => null,
        { Script: { } script } => new PowerShellStageCommand(this, name, script),
        { Command: var command } => command,
    };

    /// <summary>Whether the session has a command of that name. Called on threads of the engine.</summary>
    public bool HasCommand(string name) => Find(name) is not null;

    public int Run(PowerShellInvocation invocation)
    {
        string name = invocation.Words[0];
        return Find(name) is { } command
            ? Run(command.Name, command, invocation.Words, 1, invocation.HasInput, invocation.Input, invocation.Output, invocation.Error, invocation.Cancellation)
            : 127;
    }

    /// <summary>Runs a script block that was registered.</summary>
    public int Run(string name, ScriptBlock script, CommandContext context)
    {
        context.FlushOutput();
        return Run(name, script, context.Arguments, 0, true, context.StandardInput, context.StandardOutput, context.StandardError, context.Cancellation);
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

    private CommandInfo? Find(string name)
    {
        if (name.Length == 0 || pump is null || name.AsSpan().ContainsAny("/\\*?[]"))
        {
            return null;
        }

        lock (found)
        {
            if (found.TryGetValue(name, out CommandInfo? known))
            {
                return known;
            }
        }

        CommandInfo? info = null;
        try
        {
            SessionState caller = session!;
            pump.RunOnCaller(() => info = Resolve(caller, name));
        }
        catch (Exception e) when (e is RuntimeException or OperationCanceledException)
        {
            return null;
        }

        lock (found)
        {
            found[name] = info;
        }

        return info;
    }

    private int Run(
        string name, object command, IReadOnlyList<string> words, int first, bool hasInput,
        Core.Streams.OpenFile input, Core.Streams.OpenFile output, Core.Streams.OpenFile error, CancellationToken cancellation)
    {
        if (NotRun is { } skipped)
        {
            lock (skipped)
            {
                skipped.Add(name);
            }

            return 0;
        }

        return new PowerShellStage(pump!, pass!, session!.InvokeCommand, session.PSVariable, session.LanguageMode != PSLanguageMode.FullLanguage, name, command, cancellation).Run(words, first, hasInput, input, output, error);
    }
}
