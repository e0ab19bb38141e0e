using System.Collections.Immutable;
using BashTool.Core.Expansion;
using BashTool.Core.Streams;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Interpreter;

// Pipelines (Bash manual, 3.2.3).
public sealed partial class ShellInterpreter
{
    private static readonly int[][] SingleStatuses = MakeSingleStatuses();

    private static int[][] MakeSingleStatuses()
    {
        var made = new int[256][];
        for (int i = 0; i < made.Length; i++)
        {
            made[i] = [i];
        }

        return made;
    }

    /// <summary>PIPESTATUS of a pipeline of one command; the arrays are shared and never changed.</summary>
    private static int[] StatusOf(int status) => (uint)status < 256 ? SingleStatuses[status] : [status];

    private int ExecutePipeline(Pipeline pipeline)
    {
        Checkpoint();
        if (unwind != Unwind.None)
        {
            return State.LastStatus;
        }

        PipelineTimer? timer = pipeline.IsTimed ? new PipelineTimer(Session) : null;
        int status;
        if (pipeline.IsNegated && !State.Options.ErrExit)
        {
            // Only the command itself is exempt; what a function or group runs is not.
            if (pipeline.Commands.Length == 1)
            {
                pipeline.Commands[0].IsInverted = true;
            }

            status = ExecuteStages(pipeline) == 0 ? 1 : 0;
        }
        else if (pipeline.IsNegated)
        {
            State.IgnoreErrors++;
            try
            {
                status = ExecuteStages(pipeline);
            }
            finally
            {
                State.IgnoreErrors--;
            }

            status = status == 0 ? 1 : 0;
        }
        else
        {
            status = ExecuteStages(pipeline);
        }

        if (timer is not null)
        {
            WriteError(timer.Report(pipeline.IsTimePosix, State.Variables.Get("TIMEFORMAT")));
        }

        return status;
    }

    private int ExecuteStages(Pipeline pipeline)
    {
        ImmutableArray<Command> commands = pipeline.Commands;
        switch (commands.Length)
        {
            case 0:
                return 0;
            case 1:
                return Execute(commands[0]);
        }

        State.Line = commands[0].Line;
        Session.Meter.Require(Session.Meter.Limits.PipelineLength, commands.Length);
        AnnounceStages(commands);
        if (unwind != Unwind.None)
        {
            return unwindStatus;
        }

        int[] statuses = new int[commands.Length];
        new PipelineRun(this, pipeline, statuses, UnitsOf(pipeline)).Execute();
        State.PipeStatus = statuses;
        int status = statuses[^1];
        if (State.Options.PipeFail)
        {
            for (int i = statuses.Length - 1; i >= 0; i--)
            {
                if (statuses[i] != 0)
                {
                    status = statuses[i];
                    break;
                }
            }
        }

        State.LastStatus = status;
        if (unwind != Unwind.None)
        {
            return status;
        }

        if (!pipeline.IsNegated)
        {
            if (commands[^1] is Subshell && statuses[^1] != 0)
            {
                // The subshell's failure is told of, and then the pipeline's.
                CheckFailure(statuses[^1]);
            }

            status = CheckFailure(status);
        }

        State.PipeStatus = statuses;
        return status;
    }

    // Before a stage gets its own process the shell runs the DEBUG trap for it.
    private void AnnounceStages(ImmutableArray<Command> commands)
    {
        bool lastHere = State.Options.LastPipe && !State.IsInteractive;
        for (int i = 0; i < commands.Length; i++)
        {
            Command command = commands[i];
            if (command.Kind is not (CommandKind.Simple or CommandKind.Subshell or CommandKind.Arithmetic or CommandKind.Conditional))
            {
                continue;
            }

            State.FailureLine = command.Line;
            if (State.Traps.HasDebug && command.Kind == CommandKind.Simple && !(lastHere && i == commands.Length - 1))
            {
                State.Line = command.Line;
                RunDebugTrap(command);
                if (unwind != Unwind.None)
                {
                    return;
                }
            }
        }
    }

    /// <summary>
    /// One execution of a pipeline. A stage runs on the thread that is there; the stages behind it start when it has ended,
    /// or, on another thread, as soon as it fills its pipe or is about to wait. So a small pipeline costs no thread at all, and
    /// a large one runs on as many as it has stages.
    /// </summary>
    private sealed class PipelineRun(ShellInterpreter shell, Pipeline pipeline, int[] statuses, PipelineUnit[]? units)
    {
        private int lastUnit = (units?.Length ?? pipeline.Commands.Length) - 1;
        private OpenFile? lastOutput;
        private readonly int lastInSubshell = pipeline.Commands.Length - (shell.State.Options.LastPipe && !shell.State.IsInteractive ? 2 : 1);
        private readonly ShellSession shellSession = shell.Session;
        private Exception? failure;

        public void Execute()
        {
            int last = pipeline.Commands.Length - 1;
            if (units is not null || lastInSubshell == last)
            {
                RunFrom(0, null);
            }
            else
            {
                RunWithLastPipe(last);
            }

            if (failure is not null)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            }
        }

        /// <summary>Runs some of the stages, each by itself, between an input and an output.</summary>
        public void ExecuteRange(int first, int last, OpenFile? input, OpenFile? output)
        {
            // As lazily as a whole pipeline: what is behind starts when it has to.
            lastUnit = last;
            lastOutput = output;
            RunFrom(first, input);
            if (failure is not null)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            }
        }

        /// <summary>Runs a stage, or a unit of several, and all behind it; returns when they have ended.</summary>
        private void RunFrom(int index, OpenFile? input)
        {
            if (index == lastUnit)
            {
                RunUnit(index, input, lastOutput);
                return;
            }

            var pipe = new BytePipe(
                units is not null && units[index].CollectsOutput ? CollectedCapacity : BytePipe.DefaultCapacity,
                carriesObjects: shell.Session.CarriesObjects);
            var rest = new Rest(this, index + 1, pipe.Reader);
            pipe.WhenFull = rest.Release;
            Blocking.Push(rest);
            try
            {
                RunUnit(index, input, pipe.Writer);
            }
            finally
            {
                Blocking.Pop(rest);
                pipe.WhenFull = null;
            }

            rest.Finish();
        }

        // lastpipe: the last stage is part of this shell and runs on this thread; what is before it goes to another.
        private void RunWithLastPipe(int last)
        {
            var pipe = new BytePipe(carriesObjects: shell.Session.CarriesObjects);
            using var done = new ManualResetEventSlim(false);
            shell.Session.RunBeside(() =>
            {
                RunUpTo(0, null, pipe.Writer, last);
                done.Set();
            });
            var saved = new List<SavedDescriptor>();
            shell.Put(0, pipe.Reader, saved);
            try
            {
                statuses[last] = shell.Execute(pipeline.Commands[last]);
            }
            finally
            {
                shell.UndoRedirections(saved);
                Blocking.Announce();
                done.Wait(shell.Cancellation);
            }
        }

        private void RunUnit(int index, OpenFile? input, OpenFile? output)
        {
            if (units is null)
            {
                RunStage(index, input, output);
                return;
            }

            PipelineUnit unit = units[index];
            if (!unit.IsFused)
            {
                RunStage(unit.First, input, output);
                return;
            }

            try
            {
                if (!shell.TryRunFused(pipeline, unit, statuses, input, output))
                {
                    new PipelineRun(shell, pipeline, statuses, null).ExecuteRange(unit.First, unit.Last, input, output);
                }
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
                statuses.AsSpan(unit.First, unit.Last - unit.First + 1).Fill(128 + Signals.Terminate);
            }
        }

        private void RunUpTo(int index, OpenFile? input, OpenFile? output, int end)
        {
            if (index == end - 1)
            {
                RunStage(index, input, output);
                return;
            }

            var pipe = new BytePipe(carriesObjects: shell.Session.CarriesObjects);
            using var done = new ManualResetEventSlim(false);
            shell.Session.RunBeside(() =>
            {
                RunUpTo(index + 1, pipe.Reader, output, end);
                done.Set();
            });
            RunStage(index, input, pipe.Writer);
            Blocking.Announce();
            done.Wait();
        }

        private void RunStage(int index, OpenFile? input, OpenFile? output)
        {
            try
            {
                statuses[index] = shell.RunStage(pipeline.Commands[index], input, output, pipeline.PipesStandardError(index));
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
                statuses[index] = 128 + Signals.Terminate;
            }
        }

        /// <summary>The stages behind one that runs: started when it has ended, or earlier where it would otherwise wait for them.</summary>
        private sealed class Rest(PipelineRun run, int index, OpenFile input) : Blocking.IDeferred
        {
            private ManualResetEventSlim? done;
            private int started;

            public Blocking.IDeferred? Outer { get; set; }

            public void Release()
            {
                if (Interlocked.Exchange(ref started, 1) != 0)
                {
                    return;
                }

                done = new ManualResetEventSlim(false);
                try
                {
                    run.shellSession.RunBeside(() =>
                    {
                        run.RunFrom(index, input);
                        done.Set();
                    });
                }
                catch
                {
                    // Too much runs already: these stages never will.
                    done.Set();
                    input.Release();
                    throw;
                }
            }

            public void Finish()
            {
                if (Interlocked.Exchange(ref started, 1) == 0)
                {
                    run.RunFrom(index, input);
                    return;
                }

                Blocking.Announce();
                done!.Wait();
                done.Dispose();
            }
        }
    }

    /// <summary>Runs one stage of a pipeline in a subshell of its own.</summary>
    private int RunStage(Command command, OpenFile? input, OpenFile? output, bool pipeStandardError)
    {
        var stage = new ShellInterpreter(State.ForSubshell(), Process)
        {
            forked = command.Kind is CommandKind.Simple or CommandKind.Arithmetic or CommandKind.Conditional ? command : null,
        };
        if (command is SimpleCommand { Words: [{ LiteralText: "jobs" }, ..] })
        {
            // jobs | wc -l lists those of the shell.
            stage.State.Jobs = State.Jobs.ForSubstitution();
        }

        if (input is not null)
        {
            stage.State.Descriptors.Set(0, input);
        }

        if (output is not null)
        {
            stage.State.Descriptors.Set(1, output);
            if (pipeStandardError)
            {
                stage.State.Descriptors.Set(2, output.AddReference());
            }
        }

        // Whether the stage's failure ends a set -e shell is judged for the pipeline as a whole.
        return stage.RunToEnd(static (shell, node) => shell.RunStageCommand(node), command);
    }

    private int RunStageCommand(Command command)
    {
        if (command is Subshell subshell)
        {
            // The stage is the subshell.
            return WithRedirections(subshell.Redirections, () => Execute(subshell.Body));
        }

        return Execute(command);
    }
}
