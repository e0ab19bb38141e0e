using System.Globalization;

namespace BashTool.Commands.Ripgrep;

/// <summary>Searches one file after the other.</summary>
internal sealed class RgSearch(CommandContext context, RgSettings settings, RgMatcher matcher)
{
    private const int BlockSize = 64 * 1024;

    private byte[] buffer = new byte[BlockSize];
    private RgPrinter printer = null!;
    private RgStats stats = new();
    private long bufferOffset;
    private long printedEnd;
    private long afterLeft;
    private long left;
    private long selected;
    private long matchCount;
    private long numbered;
    private long lineNumber;
    private long? binaryOffset;
    private bool anyPrinted;
    private bool stopped;

    /// <summary>Searches a file and prints to <paramref name="output"/>; true if something was found.</summary>
    public bool Search(OpenFile file, string name, bool isExplicit, ByteWriter output, out RgStats result)
    {
        long startTime = context.Clock.GetTimestamp();
        result = stats = new RgStats { Files = 1 };
        printer = new RgPrinter(settings, matcher, output, EscapedUtf8.Encode(name), stats);
        bufferOffset = printedEnd = afterLeft = selected = matchCount = numbered = lineNumber = 0;
        left = settings.MaxCount;
        binaryOffset = null;
        anyPrinted = stopped = false;
        char detection = settings.Text || settings.Terminator == 0 ? 'n' : isExplicit || settings.Binary ? 'c' : 'q';
        if (left == 0)
        {
            return false;
        }

        if (settings.Multiline || settings.Encoding is not ("auto" or "none") || StartsWithMark(file))
        {
            SearchWhole(RgEncoding.Decode(Text.WholeInput.Read(file, context.Cancellation), settings.Encoding), detection);
        }
        else
        {
            SearchBlocks(file, detection);
        }

        Finish(detection);
        stats.FilesWithMatches = selected > 0 ? 1 : 0;
        stats.Elapsed = context.Clock.GetElapsedTime(startTime);
        if (settings.Output == RgOutput.Json)
        {
            printer.PrintJsonEnd(binaryOffset, stats);
        }

        return settings.Output == RgOutput.FilesWithoutMatch ? selected == 0 : selected > 0;
    }

    private bool StartsWithMark(OpenFile file)
    {
        if (settings.Encoding != "auto")
        {
            return false;
        }

        ReadOnlySpan<byte> first = file.Peek(context.Cancellation);
        return first.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || first.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff])
            || first.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]);
    }

    private void Finish(char detection)
    {
        switch (settings.Output)
        {
            case RgOutput.Count or RgOutput.CountMatches:
                long count = settings.Output == RgOutput.Count && !settings.Multiline ? selected : matchCount;
                if (binaryOffset is not null && detection == 'q')
                {
                    selected = 0;
                }
                else if (selected > 0 || settings.IncludesZero)
                {
                    printer.PrintCount(count);
                }

                break;
            case RgOutput.FilesWithMatches:
                if (binaryOffset is not null && detection == 'q')
                {
                    selected = 0;
                }
                else if (selected > 0)
                {
                    printer.PrintName();
                }

                break;
            case RgOutput.FilesWithoutMatch:
                if (selected == 0 && !(binaryOffset is not null && detection == 'q'))
                {
                    printer.PrintName();
                }

                break;
            case RgOutput.Lines when binaryOffset is { } offset && selected > 0:
                string what = detection == 'q' ? "WARNING: stopped searching binary file after match" : "binary file matches";
                printer.PrintMessage(string.Create(CultureInfo.InvariantCulture, $"{what} (found \"\\0\" byte around offset {offset})"));
                break;
        }
    }

    private void SearchBlocks(OpenFile file, char detection)
    {
        int start = 0;
        int end = 0;
        int searched = 0;

        // A file that was named is looked at where it begins.
        bool looksAtStart = detection == 'c' && file.CanSeek && !settings.Binary;
        while (!stopped)
        {
            if (end == buffer.Length)
            {
                if (start > 0)
                {
                    buffer.AsSpan(start, end - start).CopyTo(buffer);
                    bufferOffset += start;
                    end -= start;
                    searched -= start;
                    start = 0;
                }
                else
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }
            }

            int count = file.Read(buffer.AsSpan(end), context.Cancellation);
            stats.BytesSearched += count;
            bool ended = count == 0;
            if (count > 0 && detection != 'n' && !(looksAtStart && bufferOffset + end >= BlockSize) && !NoteBinary(buffer.AsSpan(end, count), bufferOffset + end, detection))
            {
                stats.BytesSearched -= count;
                return;
            }

            end += count;
            int last = buffer.AsSpan(searched, end - searched).LastIndexOf(settings.Terminator);
            int limit = ended ? end : last < 0 ? searched : searched + last + 1;
            if (limit > searched)
            {
                SearchBlock(buffer.AsSpan(0, limit), searched);
                searched = limit;
                start = KeptFrom(buffer.AsSpan(0, limit), start);
            }

            if (ended)
            {
                return;
            }
        }
    }

    // False if the file is not to be searched any further.
    private bool NoteBinary(Span<byte> block, long offset, char detection)
    {
        int at = block.IndexOf((byte)0);
        if (at < 0)
        {
            return true;
        }

        binaryOffset ??= offset + at;
        block.Replace((byte)0, (byte)'\n');
        return detection == 'c';
    }

    private void SearchWhole(ReadOnlyMemory<byte> whole, char detection)
    {
        stats.BytesSearched += whole.Length;
        byte[] text = whole.ToArray();
        if (detection != 'n' && !NoteBinary(text, 0, detection))
        {
            return;
        }

        if (!settings.Multiline)
        {
            SearchBlock(text, 0);
            return;
        }

        var matches = new List<(int Start, int Length)>();
        matcher.FindAll(text, matches);
        var blocks = new List<(int Start, int End, int Matches)>();
        foreach ((int start, int length) in matches)
        {
            if (start >= text.Length && text.Length > 0)
            {
                continue;
            }

            int from = text.AsSpan(0, start).LastIndexOf(settings.Terminator) + 1;
            int last = length == 0 ? start : start + length - 1;
            int next = text.AsSpan(Math.Min(last, text.Length)).IndexOf(settings.Terminator);
            int to = next < 0 ? text.Length : last + next + 1;
            if (blocks.Count > 0 && blocks[^1].End >= from)
            {
                blocks[^1] = (blocks[^1].Start, Math.Max(to, blocks[^1].End), blocks[^1].Matches + 1);
            }
            else
            {
                blocks.Add((from, to, 1));
            }
        }

        int done = 0;
        if (settings.Inverts)
        {
            foreach ((int from, int to, _) in blocks)
            {
                SelectLines(text, done, from);
                done = to;
            }

            SelectLines(text, done, text.Length);
        }
        else
        {
            foreach ((int from, int to, int found) in blocks)
            {
                if (stopped || left <= 0)
                {
                    break;
                }

                PrintPending(text, from);
                Select(text, from, to, found);
            }
        }

        PrintPending(text, text.Length);
    }

    // Where the lines start that may become context of a line in the next block.
    private int KeptFrom(ReadOnlySpan<byte> text, int least)
    {
        int start = text.Length;
        if (settings.Passes)
        {
            return start;
        }

        least = (int)Math.Clamp(printedEnd - bufferOffset, least, text.Length);
        for (long i = 0; i < settings.Before && start > least; i++)
        {
            start = LineStart(text, start - 1);
        }

        // The numbers of what is let go must be known.
        CountTo(text, start);
        return Math.Max(start, least);
    }

    private int LineStart(ReadOnlySpan<byte> text, int end) => text[..end].LastIndexOf(settings.Terminator) + 1;

    private void SearchBlock(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && !stopped)
        {
            if (left <= 0)
            {
                break;
            }

            bool found = matcher.TryFindLine(text, at, out int start, out int length);
            if (!found)
            {
                start = text.Length;
                length = 0;
            }

            int end = Math.Min(text.Length, start + length + 1);
            if (settings.Inverts)
            {
                SelectLines(text, at, start);
            }
            else if (found)
            {
                PrintPending(text, start);
                Select(text, start, end, 1);
            }

            at = end;
        }

        PrintPending(text, text.Length);
        stopped |= left <= 0 && afterLeft <= 0 && !settings.Passes;
    }

    private void SelectLines(ReadOnlySpan<byte> text, int start, int end)
    {
        while (start < end && left > 0 && !stopped)
        {
            int length = text[start..end].IndexOf(settings.Terminator);
            int next = length < 0 ? end : start + length + 1;
            PrintPending(text, start);
            Select(text, start, next, 1);
            start = next;
        }
    }

    private void Select(ReadOnlySpan<byte> text, int start, int end, int found)
    {
        // In a binary file the first line found ends it, unless only counts are wanted.
        if (binaryOffset is not null && settings.Output is RgOutput.Lines)
        {
            selected++;
            stopped = true;
            return;
        }

        left--;
        selected++;
        matchCount += found;
        if (settings.Output is RgOutput.FilesWithMatches or RgOutput.FilesWithoutMatch or RgOutput.Quiet && !settings.Stats)
        {
            stopped = true;
            return;
        }

        PrintBefore(text, start);
        CountTo(text, start);
        long before = stats.Matches;
        printer.PrintSelected(text[start..end], bufferOffset + start, lineNumber + 1);
        if (settings.Output == RgOutput.CountMatches && !settings.Inverts)
        {
            matchCount += stats.Matches - before - found;
        }

        printedEnd = bufferOffset + end;
        anyPrinted = true;
        afterLeft = settings.After;
    }

    private void CountTo(ReadOnlySpan<byte> text, int at)
    {
        if (!settings.ShowsNumbers && settings.Output != RgOutput.Json)
        {
            return;
        }

        int from = (int)Math.Max(0, numbered - bufferOffset);
        if (at > from)
        {
            lineNumber += text[from..at].Count(settings.Terminator);
            numbered = bufferOffset + at;
        }
    }

    private void PrintBefore(ReadOnlySpan<byte> text, int start)
    {
        if (settings.Passes)
        {
            PrintContextLines(text, (int)Math.Max(0, printedEnd - bufferOffset), start);
            return;
        }

        if (settings.Before <= 0 && settings.After <= 0)
        {
            return;
        }

        int least = (int)Math.Clamp(printedEnd - bufferOffset, 0, start);
        int from = start;
        for (long i = 0; i < settings.Before && from > least; i++)
        {
            from = LineStart(text, from - 1);
        }

        if (anyPrinted && bufferOffset + from != printedEnd)
        {
            printer.PrintSeparator();
        }

        PrintContextLines(text, from, start);
    }

    private void PrintContextLines(ReadOnlySpan<byte> text, int from, int end)
    {
        while (from < end)
        {
            int length = text[from..].IndexOf(settings.Terminator);
            int next = length < 0 ? text.Length : from + length + 1;
            CountTo(text, from);
            printer.PrintContext(text[from..next], bufferOffset + from, lineNumber + 1);
            from = next;
            printedEnd = bufferOffset + next;
        }
    }

    private void PrintPending(ReadOnlySpan<byte> text, int limit)
    {
        if (settings.Passes)
        {
            PrintContextLines(text, (int)Math.Max(0, printedEnd - bufferOffset), limit);
            return;
        }

        while (afterLeft > 0 && printedEnd - bufferOffset < limit)
        {
            int from = (int)(printedEnd - bufferOffset);
            int length = text[from..limit].IndexOf(settings.Terminator);
            PrintContextLines(text, from, length < 0 ? limit : from + length + 1);
            afterLeft--;
        }
    }
}
