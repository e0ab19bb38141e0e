using BashTool.Core.Interpreter;
using BashTool.Core.Streams;

namespace BashTool.Core.Builtins;

/// <summary>The job specifications of <c>jobs</c>, <c>kill</c>, <c>fg</c> and their like.</summary>
internal static class JobArgument
{
    /// <summary>The job of <c>%1</c>, <c>%name</c>, <c>1</c>; reports one that is not there.</summary>
    public static Job? Find(BuiltinCall call, string word, bool quiet = false)
    {
        Job? job = call.State.Jobs.Find(word, out bool ambiguous);
        if (ambiguous)
        {
            call.Fail($"{word.TrimStart('%').TrimStart('?')}: ambiguous job spec");
        }

        if (job is null && !quiet)
        {
            call.Fail($"{word}: no such job");
        }

        return job;
    }

    /// <summary><c>fg</c> and <c>bg</c>.</summary>
    public static int RunForegroundOrBackground(BuiltinCall call, bool foreground, Builtin builtin)
    {
        ShellState state = call.State;
        if (!state.Options[Expansion.ShellOption.Monitor])
        {
            return call.Fail("no job control");
        }

        int first = call.Count > 0 && call[0] == "--" ? 1 : 0;
        if (call.Count > first && call[first].Length > 1 && call[first][0] == '-' && call[first] is not "-")
        {
            return call.FailUsage($"{call[first][..2]}: invalid option", builtin);
        }

        int status = 0;
        int i = first;
        do
        {
            Job? job;
            if (i < call.Count)
            {
                job = Find(call, call[i]);
            }
            else
            {
                job = state.Jobs.Current;
                if (job is null)
                {
                    call.Fail("current: no such job");
                }
            }

            if (job is null)
            {
                status = 1;
            }
            else if (foreground)
            {
                call.WriteLine(job.CommandText);
                job.Deliver(Signals.Continue);
                if (state.Jobs.Wait(job, call.Shell.Cancellation) == JobWaitResult.Ended)
                {
                    status = job.Status ?? 0;
                    job.Notified = true;
                    state.Jobs.RemoveNotified();
                }
            }
            else if (!job.IsRunning)
            {
                status = call.Fail("job has terminated");
            }
            else if (job.State == JobState.Running)
            {
                call.Fail($"job {job.Number} already in background");
            }
            else
            {
                job.Deliver(Signals.Continue);
                call.WriteLine($"[{job.Number}]{state.Jobs.Mark(job)} {job.CommandText} &");
            }
        }
        while (!foreground && ++i < call.Count);

        return status;
    }
}
