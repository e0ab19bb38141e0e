using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;
using BashTool.Core.Text;
using System.Globalization;

namespace BashTool.Core.Builtins;

/// <summary>Display or manipulate the history list.</summary>
public sealed class HistoryBuiltin : Builtin
{
    public override string Synopsis => "[-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]";

    public override string Summary => "Display or manipulate the history list.";

    public override string Details => """
        Options:
          -c	clear the list	-d offset	remove an entry, or a range FIRST-LAST
          -a	append to the history file	-w	write it	-r, -n	read it
          -p	print the ARGs	-s	add the ARGs as one entry
        """;

    public override int Run(BuiltinCall call)
    {
        HistoryList history = call.State.History;
        string modes = "";
        string? delete = null;
        var options = new BuiltinOptions(call, "acd:npsrw");
        while (options.Next(out char option))
        {
            modes += option;
            delete = option == 'd' ? options.Value : delete;
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        int first = options.Index;
        if (modes.Count(static m => m is 'a' or 'n' or 'r' or 'w') > 1)
        {
            return call.Fail("cannot use more than one of -anrw");
        }

        if (modes.Contains('c'))
        {
            history.Clear();
            if (modes == "c" && first == call.Count)
            {
                return 0;
            }
        }

        if (modes.Contains('s'))
        {
            if (first < call.Count)
            {
                Forget(history);
                history.Add(string.Join(' ', call.Arguments(first)), call.Shell.Session.Clock.GetUtcNow().ToUnixTimeSeconds());
            }

            return 0;
        }

        if (modes.Contains('p'))
        {
            Forget(history);
            for (int i = first; i < call.Count; i++)
            {
                HistoryExpansion expansion = HistoryExpansion.Expand(history, call[i]);
                if (expansion.Error is not null)
                {
                    return call.Fail($"{call[i]}: history expansion failed");
                }

                call.WriteLine(expansion.Text);
            }

            return 0;
        }

        if (delete is not null)
        {
            return Delete(call, history, delete);
        }

        if (modes.Length > 0 && modes != "c")
        {
            return Files(call, history, modes[^1], first < call.Count ? call[first] : call.State.Variables.Get("HISTFILE"));
        }

        if (call.Count - first > 1)
        {
            return call.FailTooMany();
        }

        int from = 0;
        if (first < call.Count)
        {
            if (!long.TryParse(call[first], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long count))
            {
                return call.Fail($"{call[first]}: numeric argument required");
            }

            from = (int)Math.Max(0, history.Count - Math.Abs(count));
        }

        for (int i = from; i < history.Count; i++)
        {
            call.WriteLine($"{history.FirstNumber + i,5}  {Time(call, history.TimeOf(i))}{history[i]}");
        }

        return 0;
    }

    private static int Delete(BuiltinCall call, HistoryList history, string range)
    {
        int dash = range.IndexOf('-', 1 < range.Length ? 1 : 0);
        string firstText = dash > 0 ? range[..dash] : range;
        string lastText = dash > 0 ? range[(dash + 1)..] : range;
        if (!TryPosition(history, firstText, out int from) || !TryPosition(history, lastText, out int to) || from > to)
        {
            return call.Fail($"{range}: history position out of range");
        }

        history.RemoveRange(from, to - from + 1);
        return 0;
    }

    private static bool TryPosition(HistoryList history, string text, out int index)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            index = -1;
            return false;
        }

        index = number < 0 ? history.Count + number : number - history.FirstNumber;
        return index >= 0 && index < history.Count;
    }

    private static int Files(BuiltinCall call, HistoryList history, char mode, string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return call.State.IsInteractive || call.State.Options[ShellOption.History] ? 1 : 0;
        }

        var recorder = new HistoryRecorder(call.Shell);
        switch (mode)
        {
            case 'a':
                int fresh = Math.Min(history.SessionCount, history.Count);
                if (fresh > 0)
                {
                    if (!recorder.Write(name, append: true, history.Count - fresh))
                    {
                        return 1;
                    }

                    history.FileCount += fresh;
                    history.SessionCount = 0;
                }

                return 0;
            case 'w':
                bool written = recorder.Write(name, append: false, 0);
                history.FileCount = written ? history.Count : history.FileCount;
                history.SessionCount = written ? 0 : history.SessionCount;
                return written ? 0 : 1;
        }

        if (!recorder.TryRead(name, out List<(string Text, long Time)> lines, out int count))
        {
            return 1;
        }

        for (int i = mode == 'n' ? Math.Min(history.FileCount, lines.Count) : 0; i < lines.Count; i++)
        {
            history.AddRead(lines[i].Text, lines[i].Time);
        }

        history.FileCount = count;
        return 0;
    }

    // The command itself leaves the history.
    private static void Forget(HistoryList history)
    {
        if (history.HoldsCurrent && history.Count > 0)
        {
            history.RemoveRange(history.Count - 1, 1);
            history.SessionCount = Math.Max(0, history.SessionCount - 1);
            history.HoldsCurrent = false;
        }
    }

    private static string Time(BuiltinCall call, long time) =>
        call.State.Variables.Get("HISTTIMEFORMAT") is { Length: > 0 } format
            ? time == 0 ? "??" : TimeFormat.Format(format, new BrokenDownTime(time, 0, call.Shell.Session.System.ZoneRules(call.State.Variables.GetExported("TZ"))))
            : "";
}
