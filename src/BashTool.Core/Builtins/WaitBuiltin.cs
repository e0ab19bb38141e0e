using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;
using System.Globalization;

namespace BashTool.Core.Builtins;

/// <summary>Wait for job completion and return exit status.</summary>
public sealed class WaitBuiltin : Builtin
{
    public override string Synopsis => "[-fn] [-p var] [id ...]";

    public override string Summary => "Wait for job completion and return exit status.";

    public override string Details => """
        Options:
          -f	wait until each job has ended
          -n	wait for the next job to end, or the next of the IDs
          -p var	put the id of the job whose status is returned into VAR
        """;

    public override bool Observes => true;

    public override int Run(BuiltinCall call)
    {
        bool next = false;
        string? variable = null;
        var options = new BuiltinOptions(call, "fnp:");
        while (options.Next(out char option))
        {
            next |= option == 'n';
            variable = option == 'p' ? options.Value : variable;
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        if (variable is not null)
        {
            if (!PrintfBuiltin.IsReference(variable))
            {
                return call.Fail($"`{variable}': not a valid identifier");
            }

            if (!call.Shell.Expander.UnsetReference(variable) && call.State.Variables.Find(variable) is { IsReadOnly: true })
            {
                return 1;
            }
        }

        JobTable jobs = call.State.Jobs;
        if (next)
        {
            return WaitNext(call, options.Index, variable);
        }

        if (options.Index == call.Count)
        {
            return WaitAll(call);
        }

        int status = 0;
        for (int i = options.Index; i < call.Count; i++)
        {
            string word = call[i];
            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int id))
            {
                if (jobs.IsForeign || jobs.FindProcess(id) is not { } process)
                {
                    if (jobs.RememberedStatus(id) is { } remembered)
                    {
                        status = remembered;
                        Record(call, variable, id);
                    }
                    else
                    {
                        status = call.Fail($"pid {word} is not a child of this shell", 127);
                    }

                    continue;
                }

                status = WaitFor(call, process, variable);
            }
            else if (word.StartsWith('%'))
            {
                Job? job = jobs.IsForeign ? null : JobArgument.Find(call, word, quiet: true);
                if (job is null)
                {
                    status = call.Fail($"{word}: no such job", 127);
                    continue;
                }

                status = WaitFor(call, job, variable);
            }
            else
            {
                status = call.Fail($"`{word}': not a pid or valid job spec");
            }

            if (call.Shell.HasPendingSignal)
            {
                break;
            }
        }

        return status;
    }

    private static int WaitFor(BuiltinCall call, Job job, string? variable)
    {
        JobWaitResult result = Await(call, [job], out _);
        if (result == JobWaitResult.Interrupted)
        {
            return 128 + call.Shell.PendingSignal;
        }

        Record(call, variable, job.ProcessId);
        return Finish(call, job);
    }

    private static int Finish(BuiltinCall call, Job job)
    {
        int status = job.Status ?? 0;
        JobTable.ReportKilled(job, call.Shell.ReportError);

        // It stays until the next look at the jobs.
        call.State.Jobs.RemoveNotified();
        job.Notified = true;
        return status;
    }

    private static int WaitAll(BuiltinCall call)
    {
        JobTable jobs = call.State.Jobs;
        if (jobs.IsForeign)
        {
            return 0;
        }

        while (true)
        {
            Job? running = null;
            foreach (Job job in jobs.All)
            {
                if (job.IsRunning)
                {
                    running = job;
                    break;
                }
            }

            if (running is null)
            {
                break;
            }

            if (Await(call, [running], out _) == JobWaitResult.Interrupted)
            {
                return 128 + call.Shell.PendingSignal;
            }
        }

        if (call.State.IsInteractive)
        {
            jobs.ForgetEnded(includingLast: true);
            return 0;
        }

        call.Shell.NotifyJobs();
        jobs.ForgetEnded();
        return 0;
    }

    private static int WaitNext(BuiltinCall call, int first, string? variable)
    {
        JobTable jobs = call.State.Jobs;
        var candidates = new List<Job>();
        if (jobs.IsForeign)
        {
            return 127;
        }

        if (first == call.Count)
        {
            foreach (Job job in jobs.All)
            {
                if (!job.Notified)
                {
                    candidates.Add(job);
                }
            }
        }
        else
        {
            for (int i = first; i < call.Count; i++)
            {
                string word = call[i];
                Job? job = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? jobs.FindProcess(id)
                    : word.StartsWith('%') ? JobArgument.Find(call, word, quiet: true) : null;
                if (job is { Notified: false })
                {
                    candidates.Add(job);
                }
                else
                {
                    call.Fail($"{word}: no such job");
                }
            }
        }

        switch (Await(call, candidates, out Job? ended))
        {
            case JobWaitResult.Interrupted:
                return 128 + call.Shell.PendingSignal;
            case JobWaitResult.Nothing:
                return 127;
            default:
                Record(call, variable, ended!.ProcessId);
                return Finish(call, ended);
        }
    }

    private static JobWaitResult Await(BuiltinCall call, IReadOnlyList<Job> jobs, out Job? ended)
    {
        JobWaitResult result;
        do
        {
            // An interruption whose signal was handled before this wait is none.
            result = call.State.Jobs.WaitAny(jobs, call.Shell.Cancellation, out ended);
        }
        while (result == JobWaitResult.Interrupted && !call.Shell.HasPendingSignal);

        // A job may end right behind the signal it sent.
        return call.Shell.HasPendingSignal ? JobWaitResult.Interrupted : result;
    }

    private static void Record(BuiltinCall call, string? variable, int id)
    {
        if (variable is not null)
        {
            call.TryAssign(variable, ShellVariable.Format(id));
        }
    }
}
