using BashTool.Core.CommandModel;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Limits;
using BashTool.Core.Streams;
using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Interpreter;

// Subshells (Bash manual, 3.7.3): another interpreter over a copy of the state, in the same process.
public sealed partial class ShellInterpreter
{
    /// <summary>Runs something in a subshell on this thread, while this shell waits.</summary>
    private int RunInSubshell<T>(Command? redirected, Func<ShellInterpreter, T, int> body, T argument)
    {
        var shell = new ShellInterpreter(State.ForSubshell(), Process);
        shell.State.Line = State.Line;
        ShellInterpreter? outer = Process.Shell;
        Process.Shell = shell;
        try
        {
            return shell.RunToEnd(static (inner, call) => call.redirected is null
                ? call.body(inner, call.argument)
                : inner.WithRedirections(call.redirected.Redirections, () => call.body(inner, call.argument)), (redirected, body, argument));
        }
        finally
        {
            Process.Shell = outer;
        }
    }

    /// <summary>Runs the body of a subshell or of the whole shell to its end: EXIT trap, open descriptors, and every way it can end.</summary>
    /// <returns>The exit status of the shell.</returns>
    internal int RunToEnd<T>(Func<ShellInterpreter, T, int> body, T argument) => RunToEnd(body, argument, livesOn: false, out _);

    /// <summary>As <see cref="RunToEnd{T}(Func{ShellInterpreter, T, int}, T)"/>; a shell that lives on keeps its EXIT trap until something ends it.</summary>
    /// <param name="hasExited">Whether <c>exit</c> or an error ended the shell.</param>
    internal int RunToEnd<T>(Func<ShellInterpreter, T, int> body, T argument, bool livesOn, out bool hasExited)
    {
        int status;
        hasExited = !livesOn;
        try
        {
            try
            {
                status = body(this, argument);
            }
            catch (ExpansionException e)
            {
                ReportExpansion(e);

                // Only the shell of -c itself has the status 127 of a fatal error; a subshell or a script has 1.
                status = e.Status == 127 && (State.SubshellDepth > 0 || State.CommandString is null) ? 1 : e.Status;
            }
            catch (SyntaxErrorException e)
            {
                ReportError(e.Message);
                status = 1;
            }
            catch (InsufficientExecutionStackException)
            {
                ReportError("maximum nesting level exceeded");
                status = 2;
            }

            if (unwind == Unwind.Exit)
            {
                status = unwindStatus;
                hasExited = true;
            }

            unwind = Unwind.None;
            if (HasPendingSignal)
            {
                RunPendingTraps();
            }

            if (hasExited)
            {
                status = RunExitTrap(status);
            }
        }
        catch (BrokenPipeException)
        {
            status = 128 + Signals.Pipe;
        }
        catch (OperationCanceledException) when (Process.EndedBy is not (0 or Signals.Kill) && State.Traps.HasExit && !SessionCancellation.IsCancellationRequested)
        {
            // A shell that a signal ends runs its EXIT trap all the same.
            var last = new ShellInterpreter(State, new VirtualProcess(Process.Id, SessionCancellation)) { SessionCancellation = SessionCancellation };
            last.RunExitTrap(128 + Process.EndedBy);
            throw;
        }
        catch (SubshellKilledException killed)
        {
            status = 128 + killed.Signal;
            hasExited = true;
            if (killed.Signal is not (Signals.Interrupt or Signals.Pipe))
            {
                WriteError(Signals.Description(killed.Signal) + "\n");
            }
        }
        catch (FileSystemException e)
        {
            ReportError($"write error: {e.Description}");
            status = 1;
        }
        finally
        {
            SettleCounts();
            CloseDescriptors(livesOn && !hasExited);
        }

        return status;
    }

    /// <summary>The streams a run was given at 0, 1 and 2: those alone are closed behind it where the shell lives on.</summary>
    internal OpenFile?[]? GivenStreams { get; init; }

    private void CloseDescriptors(bool livesOn)
    {
        try
        {
            if (livesOn && GivenStreams is { } given)
            {
                State.Descriptors.FlushAll();
                for (int i = 0; i < given.Length; i++)
                {
                    if (given[i] is not null && State.Descriptors[i] == given[i])
                    {
                        State.Descriptors.Set(i, null);
                    }
                }

                return;
            }

            if (State.SubshellDepth == 0)
            {
                // A job may hold them open still.
                State.Descriptors.FlushAll();
            }

            State.Descriptors.CloseAll();
        }
        catch (Exception e) when (e is BrokenPipeException or FileSystemException)
        {
            // What could not be written is lost with its reader.
        }
    }

    internal void ReportExpansion(ExpansionException problem)
    {
        if (problem.Message.Length > 0 && !problem.IsReported)
        {
            problem.IsReported = true;
            ReportError(problem.Message);
        }
    }

    /// <summary>For an exception filter: the message goes where standard error leads before the redirections are undone.</summary>
    private bool ReportBeforeUndo(ExpansionException problem)
    {
        ReportExpansion(problem);
        return false;
    }

    /// <summary>Runs the EXIT trap, once.</summary>
    private int RunExitTrap(int status)
    {
        if (State.Traps[Signals.Exit] is not { Length: > 0 } action)
        {
            return status;
        }

        State.Traps.Set(Signals.Exit, null);
        State.LastStatus = status;
        State.LoopDepth = 0;
        int result = RunTrapText(action, "exit trap", 1);
        if (unwind == Unwind.Exit)
        {
            status = unwindStatus;
        }
        else
        {
            _ = result;
        }

        unwind = Unwind.None;
        return status;
    }
}
