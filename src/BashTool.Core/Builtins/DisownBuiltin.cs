using BashTool.Core.Interpreter;
using System.Globalization;

namespace BashTool.Core.Builtins;

/// <summary>Remove jobs from current shell.</summary>
public sealed class DisownBuiltin : Builtin
{
    public override string Synopsis => "[-h] [-ar] [jobspec ... | pid ...]";

    public override string Summary => "Remove jobs from current shell.";

    public override string Details => """
        Options:
          -a	all jobs
          -h	keep the jobs, but send them no HUP when the shell ends
          -r	running jobs only
        """;

    public override int Run(BuiltinCall call)
    {
        JobTable jobs = call.State.Jobs;
        bool keep = false;
        bool all = false;
        bool running = false;
        var options = new BuiltinOptions(call, "har");
        while (options.Next(out char option))
        {
            keep |= option == 'h';
            all |= option == 'a';
            running |= option == 'r';
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        if (options.Index == call.Count && (all || running))
        {
            foreach (Job job in jobs.All.ToArray())
            {
                if (!running || job.State == JobState.Running)
                {
                    Apply(jobs, job, keep);
                }
            }

            return 0;
        }

        int status = 0;
        int i = options.Index;
        do
        {
            string? word = i < call.Count ? call[i] : null;
            Job? job = word is null ? jobs.Current
                : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? jobs.FindProcess(id)
                : jobs.Find(word, out _);
            if (job is null)
            {
                status = call.Fail($"{word ?? "current"}: no such job");
            }
            else
            {
                Apply(jobs, job, keep);
            }
        }
        while (++i < call.Count);

        return status;
    }

    private static void Apply(JobTable jobs, Job job, bool keep)
    {
        if (keep)
        {
            job.KeptAtHangup = true;
        }
        else
        {
            jobs.Disown(job);
        }
    }
}
