using BashTool.Core.Interpreter;
using System.Globalization;

namespace BashTool.Core.Builtins;

/// <summary>Display or execute commands from the history list.</summary>
public sealed class FcBuiltin : Builtin
{
    public override string Synopsis => "[-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]";

    public override string Summary => "Display or execute commands from the history list.";

    public override string Details => """
        Options:
          -l	list instead of editing
          -n	without numbers
          -r	newest first
          -s	run COMMAND again, with OLD=NEW replaced
          -e ename	the editor (none can be run here)
        """;

    public override int Run(BuiltinCall call)
    {
        bool list = false;
        bool numbers = true;
        bool reverse = false;
        bool again = false;
        string? editor = null;
        int first = 0;
        string? error = null;
        for (; first < call.Count && error is null; first++)
        {
            string word = call[first];
            if (word.Length < 2 || word[0] != '-' || char.IsAsciiDigit(word[1]))
            {
                break;
            }

            if (word == "--")
            {
                first++;
                break;
            }

            if (word == "--help")
            {
                call.Write(Help(call.Name));
                return 2;
            }

            for (int i = 1; i < word.Length; i++)
            {
                switch (word[i])
                {
                    case 'l':
                        list = true;
                        break;
                    case 'n':
                        numbers = false;
                        break;
                    case 'r':
                        reverse = true;
                        break;
                    case 's':
                        again = true;
                        break;
                    case 'e':
                        if (i + 1 < word.Length)
                        {
                            editor = word[(i + 1)..];
                        }
                        else if (first + 1 < call.Count)
                        {
                            editor = call[++first];
                        }
                        else
                        {
                            error = "-e: option requires an argument";
                        }

                        i = word.Length;
                        break;
                    default:
                        error = $"-{word[i]}: invalid option";
                        i = word.Length;
                        break;
                }
            }
        }

        if (error is not null)
        {
            call.Fail(error);
            return Usage(call);
        }

        HistoryList history = call.State.History;
        if (again || editor == "-")
        {
            return Again(call, history, first);
        }

        if (!list)
        {
            return history.Count == 0 ? 0 : call.Fail("no editor to edit commands with");
        }

        if (history.Count == 0)
        {
            return 0;
        }

        int last = Last(history);
        if (last < 0)
        {
            return call.Fail("history specification out of range");
        }

        int from = first < call.Count ? Find(history, call[first]) : Math.Max(0, last - 15);
        int to = first + 1 < call.Count ? Find(history, call[first + 1]) : last;
        if (from < 0 || to < 0)
        {
            return call.Fail("history specification out of range");
        }

        if (from > to)
        {
            (from, to) = (to, from);
            reverse = true;
        }

        for (int i = 0; i <= to - from; i++)
        {
            int index = reverse ? to - i : from + i;
            call.WriteLine(numbers ? $"{history.FirstNumber + index}\t {history[index]}" : "\t " + history[index]);
        }

        return 0;
    }

    private static int Again(BuiltinCall call, HistoryList history, int first)
    {
        var replacements = new List<(string Old, string New)>();
        for (; first < call.Count && call[first].IndexOf('=', StringComparison.Ordinal) is var at && at > 0; first++)
        {
            replacements.Add((call[first][..at], call[first][(at + 1)..]));
        }

        int index = first < call.Count ? Find(history, call[first]) : Last(history);
        if (index < 0)
        {
            return call.Fail("no command found");
        }

        string command = history[index];
        foreach ((string old, string with) in replacements)
        {
            command = command.Replace(old, with, StringComparison.Ordinal);
        }

        call.Shell.WriteError(command + "\n");

        // It takes the place of the entry that is fc itself.
        history.ReplaceLast(command);
        return call.Shell.RunText(command, "fc");
    }

    // The newest entry; the command that asks does not count.
    private static int Last(HistoryList history) => history.Count - (history.HoldsCurrent ? 2 : 1);

    private static int Find(HistoryList history, string text)
    {
        int last = Last(history);
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            int index = number < 0 || text.StartsWith('-') ? last + 1 + number : number == 0 ? last : number - history.FirstNumber;
            return last < 0 ? -1 : Math.Clamp(index, 0, number == 0 ? history.Count - 1 : last);
        }

        for (int i = last; i >= 0; i--)
        {
            if (history[i].StartsWith(text, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
