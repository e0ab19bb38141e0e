namespace BashTool.Core.Interpreter;

// What builtins need of the shell.
public sealed partial class ShellInterpreter
{
    private bool optionIndexChanged;

    /// <summary>HISTSIZE was assigned.</summary>
    internal Action? HistorySizeChanged { get; set; }

    /// <summary>HISTFILESIZE was assigned.</summary>
    internal Action? HistoryFileSizeChanged { get; set; }

    /// <summary>Tells of jobs that a signal ended, as a shell does between commands.</summary>
    internal void NotifyJobs()
    {
        if (State.IsInteractive)
        {
            foreach (Job job in State.Jobs.All)
            {
                if (!job.IsRunning && !job.Notified)
                {
                    WriteError(State.Jobs.Format(job));
                    job.Notified = true;
                }
            }

            State.Jobs.RemoveNotified();
            return;
        }

        State.Jobs.NotifyAndClean(ReportError, keepEnded: State.CommandString is null);
    }

    /// <summary>The output of a command line, as <c>$(...)</c> gives it.</summary>
    internal string CaptureText(string line) => Expander.ExpandToString(Syntax.Parser.ParseWord($"\"$({line})\""));

    // Assignments that the shell itself takes notice of.
    private void VariableChanged(string name)
    {
        switch (name)
        {
            case "OPTIND":
                State.OptionCharacter = 0;
                optionIndexChanged = true;
                break;
            case "HISTSIZE":
                HistorySizeChanged?.Invoke();
                break;
            case "HISTFILESIZE":
                HistoryFileSizeChanged?.Invoke();
                break;
            case "PATH":
                State.Hash.Clear();
                break;
        }
    }
}
