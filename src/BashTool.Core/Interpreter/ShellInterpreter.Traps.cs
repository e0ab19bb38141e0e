using BashTool.Core.Expansion;
using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Interpreter;

// Traps (Bash manual, 4.1 trap).
public sealed partial class ShellInterpreter
{
    private int trapsRunning;
    private bool runningDebugTrap;

    /// <summary>BASH_COMMAND.</summary>
    internal string CurrentCommandText => currentCommand switch
    {
        null => "",
        ForCommand loop => $"for {loop.Name} in {(loop.Words is { } words ? string.Join(' ', words.Select(static w => w.Text)) : "\"$@\"")}",
        SelectCommand select => $"select {select.Name} in {(select.Words is { } words ? string.Join(' ', words.Select(static w => w.Text)) : "\"$@\"")}",
        CaseCommand choice => $"case {choice.Word.Text} in ",
        ArithmeticForCommand loop => $"(({loop.Initializer?.Text}))",
        _ => Printer.Print(currentCommand),
    };

    private Command? currentCommand;

    private void RunPendingTraps()
    {
        for (int signal; (signal = Process.TakePending()) != 0;)
        {
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
        State.LastStatus = status;
        try
        {
            RunTrapText(action, signal == Signals.Exit ? "exit trap" : "trap");
        }
        finally
        {
            if (hidden is not null)
            {
                State.Traps.Reveal(signal, hidden);
            }

            State.Line = line;
        }

        if (unwind == Unwind.None)
        {
            State.LastStatus = status;
            State.PipeStatus = pipeStatus;
        }
    }

    private int RunTrapText(string action, string name)
    {
        trapsRunning++;
        try
        {
            return RunText(action, name, fixedLine: State.Line);
        }
        finally
        {
            trapsRunning--;
        }
    }

    /// <summary>Runs the DEBUG trap before a command; false if the command is to be skipped (extdebug).</summary>
    private bool RunDebugTrap(Command command)
    {
        if (runningDebugTrap)
        {
            return true;
        }

        currentCommand = command;
        runningDebugTrap = true;
        int before = State.LastStatus;
        int[] pipeStatus = State.PipeStatus;
        int line = State.Line;
        int status = 0;
        try
        {
            if (State.Traps[Signals.Debug] is { Length: > 0 } action)
            {
                status = RunTrapText(action, "debug trap");
            }
        }
        finally
        {
            runningDebugTrap = false;
            State.Line = line;
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
