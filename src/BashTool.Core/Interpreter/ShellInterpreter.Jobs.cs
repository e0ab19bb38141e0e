using BashTool.Core.Expansion;
using BashTool.Core.Streams;
using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Interpreter;

// Background commands and coprocesses (Bash manual, 3.2.4 and 3.2.6). A job is a subshell on a thread of its own.
public sealed partial class ShellInterpreter
{
    private int StartBackground(Command command)
    {
        State.Line = command.Line;
        Checkpoint();
        if (unwind != Unwind.None)
        {
            return State.LastStatus;
        }

        if (State.Traps.HasDebug && command.Kind == CommandKind.Simple)
        {
            RunDebugTrap(command);
            if (unwind != Unwind.None)
            {
                return unwindStatus;
            }
        }

        ShellState state = State.ForBackground();
        if (!State.Options[ShellOption.Monitor] && command is not Coproc)
        {
            state.Descriptors.Set(0, new NullFile());
        }

        (Task<int> completion, VirtualProcess process) = StartShell(state, command);
        string text = Printer.Print(command);
        Job job = AddJob(command is Pipeline { IsNegated: true } && text.StartsWith("! ", StringComparison.Ordinal) ? text[2..] : text, completion, process);
        if (State.IsInteractive)
        {
            WriteError($"[{job.Number}] {job.ProcessId}\n");
        }

        return 0;
    }

    internal Job AddJob(string text, Task<int> completion, VirtualProcess process)
    {
        State.LastBackgroundId = process.Id;
        var job = new Job
        {
            ProcessId = process.Id,
            CommandText = text,
            Completion = completion,
            Receive = process.TryReceive,
            ForwardAlone = process.TryForward,
            Forward = process.End,
        };
        State.Jobs.Add(job);
        return job;
    }

    /// <summary>Runs a shell over a state of its own on another thread.</summary>
    private (Task<int> Completion, VirtualProcess Process) StartShell(ShellState state, object body)
    {
        State.Descriptors.FlushAll();
        Limits.ExecutionMeter meter = Session.Meter;
        meter.StartJob();
        var process = new VirtualProcess(Session.NextProcessId(), SessionCancellation)
        {
            IgnoresInterrupt = !State.Options[ShellOption.Monitor] && body is Command { Kind: not CommandKind.Coproc },
        };
        state.ProcessId = process.Id;
        state.IgnoreErrors = 0;
        var shell = new ShellInterpreter(state, process) { SessionCancellation = SessionCancellation };
        if (body is Command { Kind: not CommandKind.Function } whole)
        {
            shell.finalRedirections = whole.Redirections;
            shell.forked = whole.Kind == CommandKind.Simple ? whole : null;
        }

        process.Begin(shell);
        Session.Register(process);
        var completion = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            Session.RunBeside(() =>
            {
                int status;
                try
                {
                    status = shell.RunToEnd(
                        static (inner, node) => node is Command command ? inner.RunStageCommand(command) : inner.Execute((CommandList)node), body);
                }
                catch (Exception e) when (e is OperationCanceledException or Limits.LimitReachedException)
                {
                    // A limit ends the whole command line, which says so.
                    status = 128 + (process.EndedBy == 0 ? Signals.Terminate : process.EndedBy);
                }
                catch (Exception e)
                {
                    shell.ReportError(e.Message);
                    status = 125;
                }

                Session.Unregister(process);
                meter.EndJob();
                completion.SetResult(status);
            });
        }
        catch
        {
            Session.Unregister(process);
            meter.EndJob();
            throw;
        }

        return (completion.Task, process);
    }

    /// <summary>What ends the whole session, jobs included.</summary>
    internal CancellationToken SessionCancellation { get; init; }

    private int ExecuteCoproc(Coproc command)
    {
        var toCoproc = new BytePipe();
        var fromCoproc = new BytePipe();
        ShellState state = State.ForBackground();
        state.Descriptors.Set(0, toCoproc.Reader);
        state.Descriptors.Set(1, fromCoproc.Writer);
        int read = 63;
        while (State.Descriptors[read] is not null)
        {
            read--;
        }

        State.Descriptors.Set(read, fromCoproc.Reader);
        int write = 60;
        while (State.Descriptors[write] is not null)
        {
            write--;
        }

        State.Descriptors.Set(write, toCoproc.Writer);
        state.Descriptors.Set(read, null);
        state.Descriptors.Set(write, null);
        (Task<int> completion, VirtualProcess process) = StartShell(state, command.Body);
        var array = new IndexedArray();
        array.Set(0, ShellVariable.Format(read));
        array.Set(1, ShellVariable.Format(write));
        State.Variables.AssignArray(State.Variables.GetOrCreate(command.Name), array);
        State.Variables.Set(command.Name + "_PID", ShellVariable.Format(process.Id));
        AddJob(Printer.Print(command), completion, process);
        return 0;
    }
}
