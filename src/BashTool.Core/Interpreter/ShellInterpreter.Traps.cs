using BashTool.Core.Expansion;
using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Interpreter;

// Traps (Bash manual, 4.1 trap).
public sealed partial class ShellInterpreter
{
    private int trapsRunning;
    private long pendingSignals;
    private bool runningDebugTrap;

    /// <summary>BASH_COMMAND.</summary>
    internal string CurrentCommandText => currentText ?? currentCommand switch
    {
        null => "",
        ForCommand loop => $"for {loop.Name} in {(loop.Words is { } words ? string.Join(' ', words.Select(static w => w.Text)) : "\"$@\"")}",
        SelectCommand select => $"select {select.Name} in {(select.Words is { } words ? string.Join(' ', words.Select(static w => w.Text)) : "\"$@\"")}",
        CaseCommand choice => $"case {choice.Word.Text} in ",
        ArithmeticForCommand loop => $"(({loop.Initializer?.Text}))",
        _ => Printer.Print(currentCommand),
    };

    private Command? currentCommand;
    private string? currentText;

    /// <summary>True if a trapped signal waits for the next command boundary of this shell.</summary>
    internal bool HasPendingSignal => Volatile.Read(ref pendingSignals) != 0;

    /// <summary>The lowest signal that waits; 0 if there is none.</summary>
    internal int PendingSignal
    {
        get
        {
            long now = Volatile.Read(ref pendingSignals);
            return now == 0 ? 0 : System.Numerics.BitOperations.TrailingZeroCount(now) + 1;
        }
    }

    /// <summary>True if this shell traps or ignores the signal; a trapped one waits for its next command.</summary>
    internal bool TryReceive(int signal)
    {
        if (State.Traps[signal] is not { } action)
        {
            return false;
        }

        if (action.Length > 0)
        {
            Interlocked.Or(ref pendingSignals, 1L << (signal - 1));
            State.Jobs.Interrupt();
        }

        return true;
    }

    private void RunPendingTraps()
    {
        for (int signal; (signal = PendingSignal) != 0;)
        {
            Interlocked.And(ref pendingSignals, ~(1L << (signal - 1)));
            RunTrap(signal, State.LastStatus);
            if (unwind != Unwind.None)
            {
                return;
            }
        }
    }

    /// <summary>Runs the action of a trap; <c>$?</c> is what it was before, afterwards too.</summary>
    private void RunTrap(int signal, int status)
    {
        if (State.Traps[signal] is not { Length: > 0 } action)
        {
            return;
        }

        // A trap does not set off itself.
        string? hidden = signal is Signals.Error or Signals.Return ? State.Traps.Hide(signal) : null;
        int[] pipeStatus = State.PipeStatus;
        int line = State.Line;
        int failureLine = State.FailureLine;
        State.LastStatus = status;
        try
        {
            RunTrapText(action, signal == Signals.Exit ? "exit trap" : "trap", signal switch
            {
                Signals.Error => State.FailureLine,
                Signals.Return => State.Line,
                _ => 1,
            });
        }
        finally
        {
            if (hidden is not null)
            {
                State.Traps.Reveal(signal, hidden);
            }

            State.Line = line;
            State.FailureLine = failureLine;
        }

        if (unwind == Unwind.None)
        {
            State.LastStatus = status;
            State.PipeStatus = pipeStatus;
        }
    }

    private int RunTrapText(string action, string name, int line)
    {
        trapsRunning++;
        try
        {
            return RunText(action, name, line);
        }
        finally
        {
            trapsRunning--;
        }
    }

    /// <summary>Runs the DEBUG trap before a command; false if the command is to be skipped (extdebug).</summary>
    /// <param name="command">The command; null leaves BASH_COMMAND as it is.</param>
    /// <param name="text">What BASH_COMMAND is where that is not the whole command.</param>
    private bool RunDebugTrap(Command? command, string? text = null)
    {
        if (runningDebugTrap)
        {
            return true;
        }

        currentCommand = command ?? currentCommand;
        currentText = command is null ? currentText : text;
        runningDebugTrap = true;
        int before = State.LastStatus;
        int[] pipeStatus = State.PipeStatus;
        int line = State.Line;
        int failureLine = State.FailureLine;
        int status = 0;
        try
        {
            if (State.Traps[Signals.Debug] is { Length: > 0 } action)
            {
                status = RunTrapText(action, "debug trap", State.Line);
            }
        }
        finally
        {
            runningDebugTrap = false;
            State.Line = line;
            State.FailureLine = failureLine;
        }

        if (unwind != Unwind.None)
        {
            return false;
        }

        State.LastStatus = before;
        State.PipeStatus = pipeStatus;
        if (!State.Options[ShellOption.ExtDebug] || status == 0)
        {
            return true;
        }

        if (status == 2 && (State.FunctionDepth > 0 || State.SourceDepth > 0))
        {
            BeginUnwind(Unwind.Return, before);
        }

        return false;
    }
}
