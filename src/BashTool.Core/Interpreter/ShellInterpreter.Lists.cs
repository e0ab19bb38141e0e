using System.Collections.Immutable;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Interpreter;

// Lists, and-or lists, groups and subshells (Bash manual, 3.2.4 and 3.2.5.3).
public sealed partial class ShellInterpreter
{
    /// <summary>Runs a list and returns the status of its last command.</summary>
    public int Execute(CommandList list)
    {
        int status = 0;
        foreach (CommandListItem item in list.Items)
        {
            status = item.IsBackground ? StartBackground(item.Command) : Execute(item.Command);
            if (unwind != Unwind.None)
            {
                return status;
            }
        }

        return status;
    }

    private int ExecuteAndOr(AndOrList list)
    {
        ImmutableArray<Command> commands = list.Commands;
        int status = 0;
        bool run = true;
        for (int i = 0; i < commands.Length; i++)
        {
            if (i > 0)
            {
                run = list.Operators[i - 1] == AndOrOperator.And ? status == 0 : status != 0;
            }

            if (!run)
            {
                continue;
            }

            if (i < commands.Length - 1)
            {
                State.IgnoreErrors++;
                try
                {
                    status = Execute(commands[i]);
                }
                finally
                {
                    State.IgnoreErrors--;
                }
            }
            else
            {
                status = Execute(commands[i]);
            }

            if (unwind != Unwind.None)
            {
                return status;
            }
        }

        return status;
    }

    /// <summary>Runs something whose failure is an answer, not an error.</summary>
    private int ExecuteCondition(CommandList condition)
    {
        State.IgnoreErrors++;
        try
        {
            return Execute(condition);
        }
        finally
        {
            State.IgnoreErrors--;
        }
    }

    private int ExecuteSubshell(Subshell subshell)
    {
        State.FailureLine = subshell.Line;
        Checkpoint();
        if (unwind != Unwind.None)
        {
            return State.LastStatus;
        }

        int status = RunInSubshell(subshell, static (shell, node) => shell.Execute(node.Body), subshell);
        State.FailureLine = subshell.Line;
        State.PipeStatus = StatusOf(status);
        return CheckFailure(status, subshell);
    }
}
