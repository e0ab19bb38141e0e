using System.Globalization;

namespace BashTool.Commands.Patch;

/// <content>The hunks of each format.</content>
internal sealed partial class PatchReader
{
    private byte[] current = [];

    /// <summary>Goes to where the patch begins.</summary>
    public void GoToStart()
    {
        source.Position = Start.Position;
        source.Line = Start.Line - 1;
    }

    /// <summary>The next hunk; null behind the last.</summary>
    public PatchHunk? ReadHunk()
    {
        PatchHunk? hunk = Kind switch
        {
            PatchKind.Unified => ReadUnified(),
            PatchKind.Context or PatchKind.NewContext => ReadContext(),
            PatchKind.Normal => ReadNormal(),
            _ => null,
        };
        return hunk;
    }

    /// <summary>A line of the patch without its indentation.</summary>
    public byte[] ReadLine(bool keepsComments = true) => current = source.Read(Indent, nesting, StripsReturns, keepsComments);

    // A line number of the current line.
    private long LineNumber(string text, ref int at)
    {
        int start = at;
        long number = 0;
        bool tooLarge = false;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            int digit = text[at++] - '0';
            tooLarge |= number > (long.MaxValue - digit) / 10;
            number = unchecked((number * 10) + digit);
        }

        string place = $"at line {Number(source.Line)}: {PatchSource.Show(current)}";
        return at == start ? throw new CommandException($"**** missing line number {place}", 2)
            : tooLarge ? throw new CommandException($"**** line number {text[start..at]} is too large {place}", 2)
            : number;
    }

    private CommandException Malformed() =>
        new($"**** malformed patch at line {source.Line.ToString(CultureInfo.InvariantCulture)}: {PatchSource.Show(current)}", 2);

    private void Behind(int position, int line)
    {
        Base = position;
        BaseLine = line;
    }

    private PatchHunk? ReadUnified()
    {
        int begin = source.Position;
        int lineBefore = source.Line;
        byte[] head = ReadLine(keepsComments: false);
        if (head.Length <= 4 || !head.AsSpan().StartsWith("@@ -"u8))
        {
            Behind(begin, lineBefore + 1);
            return null;
        }

        string text = PatchSource.Show(head);
        int at = 4;
        long oldCount = 1;
        long newCount = 1;
        long first = LineNumber(text, ref at);
        if (text[at] == ',')
        {
            at++;
            oldCount = LineNumber(text, ref at);
        }

        if (text[at] == ' ')
        {
            at++;
        }

        if (text[at++] != '+')
        {
            throw Malformed();
        }

        long newFirst = LineNumber(text, ref at);
        if (text[at] == ',')
        {
            at++;
            newCount = LineNumber(text, ref at);
        }

        if (text[at] == ' ')
        {
            at++;
        }

        if (text[at] != '@')
        {
            throw Malformed();
        }

        string function = text.AsSpan(at).StartsWith("@@ ") ? text[(at + 2)..].TrimEnd('\n') : "";
        var hunk = new PatchHunk { First = oldCount == 0 ? first + 1 : first, NewFirst = newCount == 0 ? newFirst + 1 : newFirst, Function = function };
        bool changes = false;
        while (hunk.Old.Count < oldCount || hunk.New.Count < newCount)
        {
            byte[] line = ReadLine();
            if (line.Length == 0)
            {
                // Blank lines at the end may have been lost.
                line = newCount - hunk.New.Count < 4 ? " \n"u8.ToArray() : throw new CommandException("**** unexpected end of file in patch", 2);
                current = line;
            }

            char mark = (char)line[0];
            byte[] rest = line[1..];
            if (mark is '\t' or '\n')
            {
                mark = ' ';
                rest = line;
            }

            switch (mark)
            {
                case '-' or '=' when hunk.Old.Count < oldCount:
                    hunk.Old.Add(new HunkLine('-', hunk.Old.Count == oldCount - 1 ? Complete(rest) : rest));
                    changes = true;
                    break;
                case ' ' when hunk.Old.Count < oldCount && hunk.New.Count < newCount:
                    rest = hunk.Old.Count == oldCount - 1 ? Complete(rest) : rest;
                    hunk.Old.Add(new HunkLine(' ', rest));
                    hunk.New.Add(new HunkLine(' ', rest));
                    break;
                case '+' when hunk.New.Count < newCount:
                    hunk.New.Add(new HunkLine('+', hunk.New.Count == newCount - 1 ? Complete(rest) : rest));
                    changes = true;
                    break;
                default:
                    throw Malformed();
            }
        }

        if (!changes)
        {
            throw Malformed();
        }

        hunk.CountContext();
        return hunk;
    }

    private byte[] Complete(byte[] line) => source.TakeIncomplete() && line.Length > 0 ? line[..^1] : line;

    private PatchHunk? ReadNormal()
    {
        int begin = source.Position;
        int lineBefore = source.Line;
        byte[] head = ReadLine(keepsComments: false);
        if (head.Length == 0 || !char.IsAsciiDigit((char)head[0]))
        {
            Behind(begin, lineBefore + 1);
            return null;
        }

        string text = PatchSource.Show(head);
        int at = 0;
        long first = LineNumber(text, ref at);
        long oldCount = text[at] == 'a' ? 0 : 1;
        if (text[at] == ',')
        {
            at++;
            long last = LineNumber(text, ref at);
            oldCount = last - first + 1;
        }

        char kind = text[at++];
        if (kind == 'a')
        {
            first++;
        }

        long newFirst = LineNumber(text, ref at);
        long newLast = newFirst;
        if (text[at] == ',')
        {
            at++;
            newLast = LineNumber(text, ref at);
        }

        if (kind == 'd')
        {
            newFirst++;
        }

        var hunk = new PatchHunk { First = first, NewFirst = newFirst };
        for (long i = 0; i < oldCount; i++)
        {
            byte[] line = ReadLine();
            if (line.Length == 0)
            {
                throw new CommandException($"**** unexpected end of file in patch at line {Number(source.Line)}", 2);
            }

            if (line.Length < 2 || line[0] != '<' || line[1] is not ((byte)' ' or (byte)'\t'))
            {
                throw new CommandException($"**** '<' followed by space or tab expected at line {Number(source.Line)} of patch", 2);
            }

            hunk.Old.Add(new HunkLine('-', i == oldCount - 1 ? Complete(line[2..]) : line[2..]));
        }

        if (kind == 'c')
        {
            byte[] line = ReadLine();
            if (line.Length == 0)
            {
                throw new CommandException($"**** unexpected end of file in patch at line {Number(source.Line)}", 2);
            }

            if (line[0] != '-')
            {
                throw new CommandException($"**** '---' expected at line {Number(source.Line)} of patch", 2);
            }
        }

        long newCount = newLast - newFirst + 1;
        for (long i = 0; i < newCount; i++)
        {
            byte[] line = ReadLine();
            if (line.Length == 0)
            {
                throw new CommandException($"**** unexpected end of file in patch at line {Number(source.Line)}", 2);
            }

            if (line.Length < 2 || line[0] != '>' || line[1] is not ((byte)' ' or (byte)'\t'))
            {
                throw new CommandException($"**** '>' followed by space or tab expected at line {Number(source.Line)} of patch", 2);
            }

            hunk.New.Add(new HunkLine('+', i == newCount - 1 ? Complete(line[2..]) : line[2..]));
        }

        return hunk;
    }

    private PatchHunk? ReadContext()
    {
        int begin = source.Position;
        int lineBefore = source.Line;
        byte[] stars = ReadLine(keepsComments: false);
        if (!stars.AsSpan().StartsWith("********"u8))
        {
            Behind(begin, lineBefore + 1);
            return null;
        }

        var hunk = new PatchHunk { Function = PatchSource.Show(stars.AsSpan().TrimEnd("\n"u8).TrimStart("*"u8)) };
        byte[] head = ReadLine();
        if (!head.AsSpan().StartsWith("*** "u8))
        {
            Behind(begin, lineBefore + 1);
            return null;
        }

        (hunk.First, long oldCount) = ReadRange(PatchSource.Show(head.AsSpan(4)), ofNew: false);
        bool oldThere = ReadHalf(hunk.Old, oldCount, '-', out byte[]? divider);
        if (divider is null)
        {
            divider = ReadLine();
        }

        if (!divider.AsSpan().StartsWith("--- "u8) && !divider.AsSpan().StartsWith("---\n"u8))
        {
            throw Malformed();
        }

        (hunk.NewFirst, long newCount) = ReadRange(PatchSource.Show(divider.AsSpan(Math.Min(4, divider.Length))), ofNew: true);
        bool newThere = ReadHalf(hunk.New, newCount, '+', out _);

        // A half without changes is left out: its lines are the context of the other.
        if (!oldThere && oldCount > 0)
        {
            hunk.Old = hunk.New.FindAll(l => l.Mark == ' ');
        }
        else if (!newThere && newCount > 0)
        {
            hunk.New = hunk.Old.FindAll(l => l.Mark == ' ');
        }

        if (hunk.Old.Count != oldCount || hunk.New.Count != newCount || (!oldThere && !newThere))
        {
            throw new CommandException($"**** replacement text or line numbers mangled in hunk at line {Number(lineBefore + 1)}", 2);
        }

        hunk.CountContext();
        return hunk;
    }

    // What stands before the numbers does not matter.
    private (long First, long Count) ReadRange(string text, bool ofNew)
    {
        int at = 0;
        SkipToDigit(ref at);
        at += text.AsSpan(at).StartsWith("0,0") ? 2 : 0;
        long first = LineNumber(text, ref at);
        if (at < text.Length && text[at] == ',')
        {
            SkipToDigit(ref at);
            if (at >= text.Length && ofNew)
            {
                throw Malformed();
            }

            long last = LineNumber(text, ref at);
            return last < first ? (first, 0) : (first, last - first + 1);
        }

        return first == 0 ? (1, 0) : (first, 1);

        void SkipToDigit(ref int at)
        {
            while (at < text.Length && !char.IsAsciiDigit(text[at]))
            {
                at++;
            }
        }
    }

    // The lines of one half; false if there are none where some are announced.
    private bool ReadHalf(List<HunkLine> lines, long count, char own, out byte[]? divider)
    {
        divider = null;
        while (lines.Count < count)
        {
            int position = source.Position;
            int number = source.Line;
            byte[] line = ReadLine();
            if (line.Length == 0)
            {
                if (lines.Count > 0 && count - lines.Count < 3)
                {
                    lines.Add(new HunkLine(' ', "\n"u8.ToArray()));
                    continue;
                }

                return lines.Count == 0 ? false : throw new CommandException("**** unexpected end of file in patch", 2);
            }

            if (own == '-' && line.AsSpan().StartsWith("--- "u8) && line.Length > 4 && char.IsAsciiDigit((char)line[4]))
            {
                divider = line;
                return lines.Count == 0 ? false : throw Malformed();
            }

            char mark = (char)line[0];
            if (mark is '\t' or '\n' && (mark == '\n' || line.Length > 1))
            {
                lines.Add(new HunkLine(' ', mark == '\n' ? line : line[1..]));
                continue;
            }

            if ((mark != ' ' && mark != '!' && mark != own) || line.Length < 2 || line[1] is not ((byte)' ' or (byte)'\t' or (byte)'\n'))
            {
                source.Position = position;
                source.Line = number;
                return lines.Count == 0 ? false : throw Malformed();
            }

            byte[] rest = line[1] == '\n' ? line[1..] : line[2..];
            lines.Add(new HunkLine(mark, lines.Count == count - 1 ? Complete(rest) : rest));
        }

        return true;
    }
}
