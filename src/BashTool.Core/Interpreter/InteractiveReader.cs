using BashTool.Core.Expansion;
using BashTool.Core.Streams;
using BashTool.Core.Text;

namespace BashTool.Core.Interpreter;

/// <summary>Reads the lines of an interactive shell: prompts, PROMPT_COMMAND, history expansion and the history itself.</summary>
internal sealed class InteractiveReader(ShellInterpreter shell, HistoryRecorder recorder)
{
    private OpenFile? input;
    private LineReader? lines;
    private bool inside;

    private ShellState State => shell.State;

    /// <summary>The next line starts a command.</summary>
    public void NextCommand()
    {
        inside = false;
        recorder.NextCommand();
    }

    /// <summary>The next line with its newline; null at the end.</summary>
    public string? Read()
    {
        while (true)
        {
            string prompt = Prompt();
            OpenFile current = State.Descriptors[0] ?? ClosedFile.Instance;
            if (current != input || lines is null)
            {
                input = current;
                lines = new LineReader(input, shell.Cancellation);
            }

            shell.WriteError(prompt);
            State.Descriptors.FlushAll();
            if (!lines.TryRead(out ReadOnlySpan<byte> bytes))
            {
                return null;
            }

            string line = EscapedUtf8.Decode(bytes);
            lines.Commit();
            shell.WriteError(line + "\n");
            if (State.Options[ShellOption.HistExpand] && State.Options[ShellOption.History])
            {
                HistoryExpansion expansion = HistoryExpansion.Expand(State.History, line);
                if (expansion.Error is { } error)
                {
                    shell.ReportError(error);
                    continue;
                }

                if (expansion.Changed)
                {
                    line = expansion.Text;
                    shell.WriteError(line + "\n");
                    if (expansion.PrintsOnly)
                    {
                        recorder.Add(line);
                        recorder.NextCommand();
                        continue;
                    }
                }
            }

            State.History.HoldsCurrent = false;
            if (State.Options[ShellOption.History])
            {
                recorder.Add(line);
                State.History.HoldsCurrent = true;
            }

            if (line.TrimStart() is { Length: > 0 } text && text[0] != '#')
            {
                inside = true;
            }

            return line + "\n";
        }
    }

    private string Prompt()
    {
        if (inside)
        {
            return Expanded("PS2");
        }

        State.History.HoldsCurrent = false;
        int status = State.LastStatus;
        int[] statuses = State.PipeStatus;
        ShellVariable? command = State.Variables.Resolve("PROMPT_COMMAND");
        if (command?.Indexed is { } array)
        {
            foreach (KeyValuePair<long, string> item in array)
            {
                Run(item.Value, status);
            }
        }
        else if (command?.Value is { Length: > 0 } text)
        {
            Run(text, status);
        }

        State.LastStatus = status;
        State.PipeStatus = statuses;
        shell.NotifyJobs();
        return Expanded("PS1");
    }

    private void Run(string text, int status)
    {
        State.LastStatus = status;
        try
        {
            shell.RunText(text, "PROMPT_COMMAND");
        }
        catch (ExpansionException e)
        {
            shell.ReportExpansion(e);
        }
    }

    private string Expanded(string name)
    {
        try
        {
            return shell.Expander.ExpandPrompt(State.Variables.Get(name) ?? "");
        }
        catch (ExpansionException e)
        {
            shell.ReportExpansion(e);
            return "";
        }
    }
}
