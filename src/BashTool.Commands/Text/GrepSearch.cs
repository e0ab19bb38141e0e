using System.Text.Unicode;

namespace BashTool.Commands.Text;

/// <summary>
/// Searches one file after the other, block by block, and prints what is selected with its context. The block is searched
/// as a whole; only lines that are printed are looked at one by one.
/// </summary>
internal sealed partial class GrepSearch(CommandContext context, GrepSettings settings, LineMatcher matcher)
{
    private readonly ByteWriter output = context.Output;
    private bool anyPrinted;

    // About the current file. Positions count from its start.
    private string name = "";
    private long blockStart;
    private long lastPrinted;
    private long pending;
    private long left;
    private long selected;
    private long numbered;
    private long lineNumber;
    private long afterLastSelected;
    private int numberWidth;
    private bool quiet;
    private bool stopsAtFirst;
    private bool isBinary;
    private bool hidLine;
    private bool validBlock;
    private bool checkedBlock;

    /// <summary>Whether the file's name stands before each line.</summary>
    public bool ShowsNames { get; set; } = settings.ShowsNames;

    /// <summary>Searches a file; returns how many lines were selected.</summary>
    public long Search(OpenFile file, string fileName)
    {
        Begin(file, fileName);
        if (file.Objects is not null && output.WantsObjects && !settings.PrintsNothing && settings.Before < 0 && settings.After < 0 && !settings.OnlyMatching)
        {
            SearchLines(file);
            return selected;
        }

        byte delimiter = settings.Delimiter;
        int kept = 0;
        bool ended = false;
        while (!ended)
        {
            // Whole lines behind those that were kept as context.
            ReadOnlySpan<byte> block = kept == 0 ? file.Peek(context.Cancellation) : file.PeekMore(context.Cancellation);
            int before = kept;
            int end;
            while (true)
            {
                if (block.Length == before)
                {
                    ended = true;
                    end = block.Length;
                    break;
                }

                end = block[before..].LastIndexOf(delimiter);
                if (end >= 0)
                {
                    end += before + 1;
                    break;
                }

                before = block.Length;
                block = file.PeekMore(context.Cancellation);
            }

            // Of what is read first the line that is not whole yet is looked at too.
            ReadOnlySpan<byte> examined = blockStart == 0 && kept == 0 ? block : block[..end];
            if (settings.Binary != GrepBinary.Text && !isBinary && delimiter == '\n' && examined.Contains((byte)0))
            {
                if (settings.Binary == GrepBinary.WithoutMatch)
                {
                    return 0;
                }

                isBinary = true;
                if (!settings.Counts)
                {
                    quiet = stopsAtFirst = true;
                }
            }

            ReadOnlySpan<byte> text = block[..end];
            if (isBinary)
            {
                // In a binary file NUL ends a line too.
                byte[] copy = text.ToArray();
                copy.AsSpan().Replace((byte)0, (byte)'\n');
                text = copy;
            }

            checkedBlock = false;
            bool goesOn = SearchBlock(text, kept);
            if (!goesOn)
            {
                if (settings.MaxCount != long.MaxValue && !settings.StopsAtFirst)
                {
                    // Who reads on starts behind the last line selected.
                    file.Advance((int)Math.Clamp(afterLastSelected - blockStart, 0, end));
                }
                else
                {
                    file.Advance(end);
                }

                break;
            }

            int keep = ended ? end : ContextStart(text);
            if (settings.ShowsNumbers && !quiet && numbered < blockStart + keep)
            {
                lineNumber += text[(int)(numbered - blockStart)..keep].Count(delimiter);
                numbered = blockStart + keep;
            }

            file.Advance(keep);
            blockStart += keep;
            kept = end - keep;
        }

        Finish();
        return selected;
    }

    public void PrintName(string fileName)
    {
        Colored(fileName, settings.Colors?.Name);
        output.WriteByte(settings.NullAfterName ? (byte)0 : (byte)'\n');
    }

    public void PrintCount(string fileName, long count)
    {
        if (ShowsNames)
        {
            Colored(fileName, settings.Colors?.Name);
            if (settings.NullAfterName)
            {
                output.WriteByte(0);
            }
            else
            {
                Colored(":", settings.Colors?.Separator);
            }
        }

        output.Write(count);
        output.WriteByte((byte)'\n');
    }

    private void Begin(OpenFile file, string fileName)
    {
        name = fileName;
        blockStart = 0;
        lastPrinted = -1;
        pending = 0;
        left = settings.MaxCount;
        selected = 0;
        numbered = 0;
        lineNumber = 0;
        afterLastSelected = 0;
        quiet = settings.PrintsNothing;
        stopsAtFirst = settings.StopsAtFirst;
        isBinary = hidLine = false;
        numberWidth = 0;
        if (settings.AlignsTabs)
        {
            long size = file.Handle is { CanSeek: true } handle ? handle.Length : long.MaxValue;
            for (numberWidth = 1; size >= 10; size /= 10)
            {
                numberWidth++;
            }
        }
    }

    private void Finish()
    {
        if (settings.Binary == GrepBinary.Binary && !settings.PrintsNothing && (hidLine || (isBinary && selected > 0)))
        {
            context.Complain($"{name}: binary file matches");
        }
    }

    // Where the lines start that may become context of a line in the next block.
    private int ContextStart(ReadOnlySpan<byte> text)
    {
        if (settings.Before <= 0 || quiet)
        {
            return text.Length;
        }

        int start = text.Length;
        int least = (int)Math.Clamp(lastPrinted - blockStart, 0, text.Length);
        for (long i = 0; i < settings.Before && start > least; i++)
        {
            start = LineStart(text, start - 1);
        }

        return Math.Max(start, least);
    }

    private int LineStart(ReadOnlySpan<byte> text, int end) => text[..end].LastIndexOf(settings.Delimiter) + 1;

    // Searches the whole lines of a block from `at` on; false if the file is done with.
    private bool SearchBlock(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length)
        {
            bool found = matcher.TryFindLine(text, at, out int start, out int length);
            if (!found)
            {
                start = text.Length;
                length = 0;
            }

            int end = found ? Math.Min(text.Length, start + length + 1) : text.Length;
            if (settings.Inverts)
            {
                if (start > at && !SelectAll(text, at, start))
                {
                    return false;
                }
            }
            else if (found)
            {
                PrintPending(text, start);
                if (!SelectOne(text, start, end))
                {
                    PrintPending(text, text.Length);
                    return left == 0 && pending > 0 && !stopsAtFirst;
                }
            }

            at = end;
        }

        PrintPending(text, text.Length);
        return left > 0 || pending > 0;
    }

    private bool SelectAll(ReadOnlySpan<byte> text, int start, int end)
    {
        PrintPending(text, start);
        if (quiet && !stopsAtFirst && left > end - start)
        {
            // Only counted.
            ReadOnlySpan<byte> lines = text[start..end];
            int count = lines.Count(settings.Delimiter) + (lines[^1] == settings.Delimiter ? 0 : 1);
            selected += count;
            left -= count;
            return true;
        }

        if (IsPlain && left > end - start && IsValid(text))
        {
            output.Write(text[start..end]);
            if (text[end - 1] != settings.Delimiter)
            {
                output.WriteByte(settings.Delimiter);
            }

            selected++;
            anyPrinted = true;
            left -= text[start..end].Count(settings.Delimiter);
            return true;
        }

        while (start < end)
        {
            int length = text[start..end].IndexOf(settings.Delimiter);
            int next = length < 0 ? end : start + length + 1;
            if (!SelectOne(text, start, next))
            {
                PrintPending(text, text.Length);
                return left == 0 && pending > 0 && !stopsAtFirst;
            }

            start = next;
        }

        return true;
    }

    // A selected line; false if no more are wanted.
    private bool SelectOne(ReadOnlySpan<byte> text, int start, int end)
    {
        if (left <= 0)
        {
            return true;
        }

        selected++;
        left--;
        afterLastSelected = blockStart + end;
        if (stopsAtFirst)
        {
            return false;
        }

        if (!quiet)
        {
            PrintContextBefore(text, start);
            PrintLine(text, start, end, true);
            pending = Math.Max(0, settings.After);
        }

        anyPrinted = true;
        return left > 0;
    }

    private void PrintContextBefore(ReadOnlySpan<byte> text, int start)
    {
        if (settings.Before < 0 && settings.After < 0)
        {
            return;
        }

        int least = (int)Math.Max(0, lastPrinted - blockStart);
        int from = start;
        for (long i = 0; i < settings.Before && from > least; i++)
        {
            from = LineStart(text, from - 1);
        }

        if (anyPrinted && blockStart + from != lastPrinted && settings.GroupSeparator is not null)
        {
            Colored(settings.GroupSeparator, settings.Colors?.Separator);
            output.WriteByte((byte)'\n');
        }

        while (from < start)
        {
            int next = from + text[from..].IndexOf(settings.Delimiter) + 1;
            PrintLine(text, from, next, false);
            from = next;
        }
    }

    private void PrintPending(ReadOnlySpan<byte> text, int limit)
    {
        if (pending > 0 && lastPrinted < blockStart)
        {
            lastPrinted = blockStart;
        }

        // A line that is no text and so not shown uses up context all the same.
        for (; pending > 0 && lastPrinted - blockStart < limit; pending--)
        {
            int from = (int)(lastPrinted - blockStart);
            int length = text[from..limit].IndexOf(settings.Delimiter);
            PrintLine(text, from, length < 0 ? limit : from + length + 1, false);
        }
    }

    // Nothing is printed but the lines themselves.
    private bool IsPlain => !quiet && !ShowsNames && !settings.ShowsNumbers && !settings.ShowsOffsets && !settings.OnlyMatching
        && settings.Colors is null && settings.Before < 0 && settings.After < 0 && !settings.AlignsTabs && !settings.FlushesLines;

    // A block of valid UTF-8 needs no look at its lines.
    private bool IsValid(ReadOnlySpan<byte> text)
    {
        if (settings.Binary == GrepBinary.Text || !settings.Utf8)
        {
            return true;
        }

        if (!checkedBlock)
        {
            validBlock = Utf8.IsValid(text);
            checkedBlock = true;
        }

        return validBlock;
    }

    private bool Hides(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part)
    {
        if (IsValid(text) || Utf8.IsValid(part))
        {
            return false;
        }

        hidLine = true;
        return true;
    }

    private void SearchLines(OpenFile file)
    {
        var reader = new LineReader(file, context.Cancellation, settings.Delimiter);
        long offset = 0;
        for (long position = 0; left > 0 && reader.TryRead(out ReadOnlySpan<byte> line); position = offset)
        {
            lineNumber++;
            offset = position + line.Length + 1;
            if ((line.IsEmpty ? MatchesEmpty() : matcher.TryFindLine(line, 0, out _, out _)) == settings.Inverts)
            {
                continue;
            }

            selected++;
            left--;
            anyPrinted = true;
            output.NextLineShows(reader.CurrentObject);
            checkedBlock = false;
            numbered = blockStart = position;
            long number = lineNumber--;
            PrintLine(line, 0, line.Length, true);
            lineNumber = number;
        }

        reader.Commit();
        Finish();
    }

    private bool MatchesEmpty() => matcher.TryFind(default, 0, out _, out _);
}
