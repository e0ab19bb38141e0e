using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Interpreter;
using BashTool.Core.Streams;
using BashTool.Core.Text;
using System.Globalization;
using System.Text;

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
                history.Add(string.Join(' ', call.Arguments(first)));
            }

            return 0;
        }

        if (modes.Contains('p'))
        {
            for (int i = first; i < call.Count; i++)
            {
                call.WriteLine(history.Count > 0 ? call[i].Replace("!!", history[history.Count - 1], StringComparison.Ordinal) : call[i]);
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
            throw new ExpansionException($"{call.Name}: too many arguments");
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
            call.WriteLine($"{history.FirstNumber + i,5}  {history[i]}");
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
            return 0;
        }

        IFileSystem files = call.Shell.Session.Files;
        VirtualPath path = call.State.WorkingDirectory.Combine(name);
        try
        {
            if (mode is 'a' or 'w')
            {
                OpenMode open = OpenMode.Write | OpenMode.Create | (mode == 'a' ? OpenMode.Append : OpenMode.Truncate);
                using IFileHandle handle = files.Open(path, open, 0x180);
                var text = new StringBuilder();
                for (int i = mode == 'a' ? history.WrittenCount : 0; i < history.Count; i++)
                {
                    text.Append(history[i]).Append('\n');
                }

                handle.Write(EscapedUtf8.Encode(text.ToString()));
                history.WrittenCount = history.Count;
                return 0;
            }

            using (IFileHandle handle = files.Open(path, OpenMode.Read))
            {
                var file = new OpenedFile(handle, name, canRead: true, canWrite: false);
                var lines = new LineReader(file, call.Shell.Cancellation);
                while (lines.TryRead(out ReadOnlySpan<byte> line))
                {
                    history.Add(EscapedUtf8.Decode(line));
                }
            }

            history.WrittenCount = history.Count;
            return 0;
        }
        catch (FileSystemException)
        {
            return 1;
        }
    }
}
