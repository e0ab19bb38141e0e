using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Display status of jobs.</summary>
public sealed class JobsBuiltin : Builtin
{
    public override string Synopsis => "[-lnprs] [jobspec ...] or jobs -x command [args]";

    public override string Summary => "Display status of jobs.";

    public override string Details => """
        Options:
          -l	show process ids too
          -n	only jobs that changed since they were last shown
          -p	process ids only
          -r	running jobs only
          -s	stopped jobs only
          -x	run COMMAND with each job specification in ARGS replaced by its process id
        """;

    public override int Run(BuiltinCall call)
    {
        JobTable jobs = call.State.Jobs;
        bool longForm = false;
        bool onlyIds = false;
        bool onlyChanged = false;
        bool running = false;
        bool stopped = false;
        bool execute = false;
        var options = new BuiltinOptions(call, "lpnxrs");
        while (!execute && options.Next(out char option))
        {
            switch (option)
            {
                case 'l':
                    longForm = true;
                    break;
                case 'p':
                    onlyIds = true;
                    break;
                case 'n':
                    onlyChanged = true;
                    break;
                case 'r':
                    running = true;
                    break;
                case 's':
                    stopped = true;
                    break;
                default:
                    execute = true;
                    break;
            }
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        if (execute)
        {
            return Execute(call, options.Index);
        }

        jobs.RemoveNotified();
        if (options.Index == call.Count)
        {
            foreach (Job job in jobs.All)
            {
                if ((!running && !stopped) || (running && job.State == JobState.Running) || (stopped && job.State == JobState.Stopped))
                {
                    Print(call, job, longForm, onlyIds, onlyChanged);
                }
            }

            return 0;
        }

        int status = 0;
        for (int i = options.Index; i < call.Count; i++)
        {
            if (JobArgument.Find(call, call[i]) is { } job)
            {
                Print(call, job, longForm, onlyIds, onlyChanged: false);
            }
            else
            {
                status = 1;
            }
        }

        return status;
    }

    private static void Print(BuiltinCall call, Job job, bool longForm, bool onlyIds, bool onlyChanged)
    {
        if (onlyIds)
        {
            call.WriteLine(ShellVariable.Format(job.ProcessId));
            return;
        }

        if (onlyChanged && (job.IsRunning || job.Notified))
        {
            return;
        }

        call.Write(call.State.Jobs.Format(job, longForm));
        if (!job.IsRunning && !call.State.Jobs.IsForeign)
        {
            job.Notified = true;
        }
    }

    private static int Execute(BuiltinCall call, int first)
    {
        if (first == call.Count)
        {
            return 0;
        }

        List<string> words = call.Arguments(first);
        for (int i = 0; i < words.Count; i++)
        {
            if (words[i].StartsWith('%') && call.State.Jobs.Find(words[i], out _) is { } job)
            {
                words[i] = ShellVariable.Format(job.ProcessId);
            }
        }

        return call.Shell.RunCommandWords(words, functions: true);
    }
}
