namespace BashTool.Core.Interpreter;

/// <summary>The traps of a shell by signal number: null is the default, an empty text ignores, anything else is run.</summary>
public sealed class TrapTable
{
    private readonly string?[] actions = new string?[Signals.TrapCount];

    /// <summary>What the parent had set, which <c>trap -p</c> in a subshell still shows until one is set there.</summary>
    private string?[]? inherited;

    public bool HasDebug => actions[Signals.Debug] is not null;

    public bool HasError => actions[Signals.Error] is not null;

    public bool HasReturn => actions[Signals.Return] is not null;

    public bool HasExit => actions[Signals.Exit] is not null;

    public string? this[int signal] => actions[signal];

    /// <summary>What <c>trap -p</c> shows.</summary>
    public string? Shown(int signal) => inherited is not null ? inherited[signal] : actions[signal];

    public void Set(int signal, string? action)
    {
        if (inherited is not null)
        {
            inherited = null;
        }

        actions[signal] = action;
    }

    /// <summary>Takes a trap away for the time of a function that does not inherit it.</summary>
    internal string? Hide(int signal)
    {
        string? action = actions[signal];
        actions[signal] = null;
        return action;
    }

    /// <summary>Puts a hidden trap back unless another was set meanwhile.</summary>
    internal void Reveal(int signal, string? action) => actions[signal] ??= action;

    internal TrapTable Clone()
    {
        var copy = new TrapTable { inherited = inherited };
        actions.CopyTo(copy.actions, 0);
        return copy;
    }

    /// <summary>The traps a subshell starts with: ignored signals stay ignored, others are reset; ERR, DEBUG and RETURN go along where they are inherited.</summary>
    public TrapTable ForSubshell(bool keepError, bool keepDebug)
    {
        var copy = new TrapTable();
        bool any = false;
        for (int i = 0; i < actions.Length; i++)
        {
            string? action = actions[i];
            if (action is null)
            {
                continue;
            }

            any = true;
            bool keep = i switch
            {
                Signals.Error => keepError,
                Signals.Debug or Signals.Return => keepDebug,
                Signals.Exit => false,
                _ => action.Length == 0,
            };
            if (keep)
            {
                copy.actions[i] = action;
            }
        }

        if (any || inherited is not null)
        {
            copy.inherited = (string?[])(inherited ?? actions).Clone();
        }

        return copy;
    }
}
