namespace BashTool.Commands.Text;

/// <summary>
/// Reads paragraphs and writes them filled. Among all ways to break a paragraph into lines the one with the least cost is taken; the costs
/// are those of GNU fmt, which is what makes the result the same.
/// </summary>
internal sealed class ParagraphFiller(CommandContext context, int width, int goal)
{
    private const int End = -1;
    private const int MostWords = 1000;
    private const int MostBytes = 5000;
    private const int TabWidth = 8;
    private const int DefaultIndent = 3;

    private const long Worst = long.MaxValue;
    private const long LineCost = 70 * 70;
    private const long SentenceBonus = 50 * 50;
    private const long NoBreakCost = 600 * 600;
    private const long ParenthesisBonus = 40 * 40;
    private const long PunctuationBonus = 40 * 40;
    private const long LineCredit = 3 * 3;

    private readonly ByteWriter output = context.Output;
    private readonly byte[] text = new byte[MostBytes];
    private readonly Word[] words = new Word[MostWords + 1];
    private byte[] prefix = [];
    private int prefixLeadingSpace;
    private int prefixFullLength;
    private int textLength;
    private int count;
    private OpenFile file = null!;
    private byte[] block = new byte[32 * 1024];
    private int blockAt;
    private int blockEnd;
    private bool tabs;
    private int inColumn;
    private int outColumn;
    private int nextPrefixIndent;
    private int prefixIndent;
    private int firstIndent;
    private int otherIndent;
    private int nextCharacter;
    private int lastLineLength;

    public bool Crown { get; init; }

    public bool Tagged { get; init; }

    public bool Splits { get; init; }

    public bool Uniform { get; init; }

    public void SetPrefix(ReadOnlySpan<byte> given)
    {
        ReadOnlySpan<byte> rest = given.TrimStart((byte)' ');
        prefixLeadingSpace = given.Length - rest.Length;
        prefixFullLength = rest.Length;
        prefix = rest.TrimEnd((byte)' ').ToArray();
    }

    public void Run(OpenFile source)
    {
        file = source;
        blockAt = blockEnd = 0;
        tabs = false;
        otherIndent = 0;
        nextCharacter = ReadPrefix();
        while (ReadParagraph())
        {
            Fill();
            WriteLines(count);
        }
    }

    private static long Square(long n) => n * n;

    private static long ShortCost(long n) => Square(n * 10);

    private static long RaggedCost(long n) => ShortCost(n) / 2;

    private int Next()
    {
        if (blockAt == blockEnd)
        {
            blockEnd = file.Read(block, context.Cancellation);
            blockAt = 0;
            if (blockEnd == 0)
            {
                return End;
            }
        }

        return block[blockAt++];
    }

    private int SkipSpace(int c)
    {
        while (true)
        {
            if (c == ' ')
            {
                inColumn++;
            }
            else if (c == '\t')
            {
                tabs = true;
                inColumn = ((inColumn / TabWidth) + 1) * TabWidth;
            }
            else
            {
                return c;
            }

            c = Next();
        }
    }

    // The beginning of a line up to its first word.
    private int ReadPrefix()
    {
        inColumn = 0;
        int c = SkipSpace(Next());
        if (prefix.Length == 0)
        {
            nextPrefixIndent = Math.Min(prefixLeadingSpace, inColumn);
            return c;
        }

        nextPrefixIndent = inColumn;
        foreach (byte wanted in prefix)
        {
            if (c != wanted)
            {
                return c;
            }

            inColumn++;
            c = Next();
        }

        return SkipSpace(c);
    }

    private bool ReadParagraph()
    {
        lastLineLength = 0;
        int c = nextCharacter;
        while (c is '\n' or End || nextPrefixIndent < prefixLeadingSpace || inColumn < nextPrefixIndent + prefixFullLength)
        {
            c = CopyRest(c);
            if (c == End)
            {
                nextCharacter = End;
                return false;
            }

            output.WriteByte((byte)'\n');
            c = ReadPrefix();
        }

        prefixIndent = nextPrefixIndent;
        firstIndent = inColumn;
        textLength = 0;
        count = 0;
        c = ReadLine(c);
        SetOtherIndent(IsSameParagraph(c));
        if (!Splits)
        {
            if (Crown)
            {
                if (IsSameParagraph(c))
                {
                    do
                    {
                        c = ReadLine(c);
                    }
                    while (IsSameParagraph(c) && inColumn == otherIndent);
                }
            }
            else if (Tagged)
            {
                if (IsSameParagraph(c) && inColumn != firstIndent)
                {
                    do
                    {
                        c = ReadLine(c);
                    }
                    while (IsSameParagraph(c) && inColumn == otherIndent);
                }
            }
            else
            {
                while (IsSameParagraph(c) && inColumn == otherIndent)
                {
                    c = ReadLine(c);
                }
            }
        }

        words[count - 1].Period = words[count - 1].Final = true;
        nextCharacter = c;
        return true;
    }

    private bool IsSameParagraph(int c) =>
        nextPrefixIndent == prefixIndent && inColumn >= nextPrefixIndent + prefixFullLength && c is not ('\n' or End);

    private void SetOtherIndent(bool sameParagraph)
    {
        if (Splits)
        {
            otherIndent = firstIndent;
        }
        else if (Crown)
        {
            otherIndent = sameParagraph ? inColumn : firstIndent;
        }
        else if (Tagged)
        {
            if (sameParagraph && inColumn != firstIndent)
            {
                otherIndent = inColumn;
            }
            else if (otherIndent == firstIndent)
            {
                // The indent of the tag's text must be told from the tag's own.
                otherIndent = firstIndent == 0 ? DefaultIndent : 0;
            }
        }
        else
        {
            otherIndent = firstIndent;
        }
    }

    // A line that is not filled goes out as it is.
    private int CopyRest(int c)
    {
        outColumn = 0;
        if (inColumn > nextPrefixIndent || c is not ('\n' or End))
        {
            WriteSpace(nextPrefixIndent);
            for (int i = 0; outColumn != inColumn && i < prefix.Length; i++, outColumn++)
            {
                output.WriteByte(prefix[i]);
            }

            if (c is not ('\n' or End))
            {
                WriteSpace(inColumn - outColumn);
            }

            if (c == End && inColumn >= nextPrefixIndent + prefix.Length)
            {
                output.WriteByte((byte)'\n');
            }
        }

        while (c is not ('\n' or End))
        {
            output.WriteByte((byte)c);
            c = Next();
        }

        return c;
    }

    private int ReadLine(int c)
    {
        do
        {
            ref Word word = ref words[count];
            word.Start = textLength;
            do
            {
                if (textLength == MostBytes)
                {
                    SetOtherIndent(true);
                    Flush();
                    word = ref words[count];
                }

                text[textLength++] = (byte)c;
                c = Next();
            }
            while (c is not (End or ' ' or (>= 9 and <= 13)));

            word.Length = textLength - word.Start;
            inColumn += word.Length;
            Classify(ref word);
            int start = inColumn;
            c = SkipSpace(c);
            word.Space = inColumn - start;
            word.Final = c == End || (word.Period && (c == '\n' || word.Space > 1));
            if (c is '\n' or End || Uniform)
            {
                word.Space = word.Final ? 2 : 1;
            }

            if (count == MostWords - 2)
            {
                SetOtherIndent(true);
                Flush();
            }

            count++;
        }
        while (c is not ('\n' or End));

        return ReadPrefix();
    }

    private void Classify(ref Word word)
    {
        ReadOnlySpan<byte> letters = text.AsSpan(word.Start, word.Length);
        // A NUL is the end of each of C's sets, and so in all of them.
        word.Parenthesis = letters[0] is 0 or (byte)'(' or (byte)'[' or (byte)'\'' or (byte)'`' or (byte)'"';
        byte last = letters[^1];
        word.Punctuation = last is (>= 0x21 and <= 0x2f) or (>= 0x3a and <= 0x40) or (>= 0x5b and <= 0x60) or (>= 0x7b and <= 0x7e);
        while (letters.Length > 1 && letters[^1] is 0 or (byte)')' or (byte)']' or (byte)'\'' or (byte)'"')
        {
            letters = letters[..^1];
        }

        word.Period = letters[^1] is 0 or (byte)'.' or (byte)'?' or (byte)'!';
    }

    // More words than there is room for: the better part goes out.
    private void Flush()
    {
        if (count == 0)
        {
            output.Write(text.AsSpan(0, textLength));
            textLength = 0;
            words[0].Start = 0;
            return;
        }

        Fill();
        int split = count;
        long best = Worst;
        for (int w = words[0].NextBreak; w != count; w = words[w].NextBreak)
        {
            long gain = words[w].BestCost - words[words[w].NextBreak].BestCost;
            if (gain < best)
            {
                split = w;
                best = gain;
            }

            if (best <= Worst - LineCredit)
            {
                best += LineCredit;
            }
        }

        WriteLines(split);
        int moved = words[split].Start;
        text.AsSpan(moved, textLength - moved).CopyTo(text);
        textLength -= moved;
        for (int i = split; i <= count; i++)
        {
            words[i].Start -= moved;
        }

        Array.Copy(words, split, words, 0, count - split + 1);
        count -= split;
    }

    private void Fill()
    {
        words[count].BestCost = 0;
        int saved = words[count].Length;
        words[count].Length = width;
        for (int start = count - 1; start >= 0; start--)
        {
            long best = Worst;
            int length = (start == 0 ? firstIndent : otherIndent) + words[start].Length;
            int w = start;
            do
            {
                w++;
                long cost = CostOfLine(w, length) + words[w].BestCost;
                if (start == 0 && lastLineLength > 0)
                {
                    cost += RaggedCost(length - lastLineLength);
                }

                if (cost < best)
                {
                    best = cost;
                    words[start].NextBreak = w;
                    words[start].LineLength = length;
                }

                if (w == count)
                {
                    break;
                }

                length += words[w - 1].Space + words[w].Length;
            }
            while (length < width);
            words[start].BestCost = best + CostOfBreakBefore(start);
        }

        words[count].Length = saved;
    }

    private long CostOfBreakBefore(int at)
    {
        long cost = LineCost;
        if (at > 0)
        {
            ref Word before = ref words[at - 1];
            if (before.Period)
            {
                cost += before.Final ? -SentenceBonus : NoBreakCost;
            }
            else if (before.Punctuation)
            {
                cost -= PunctuationBonus;
            }
            else if (at > 1 && words[at - 2].Final)
            {
                cost += Square(200) / (before.Length + 2);
            }
        }

        if (words[at].Parenthesis)
        {
            cost -= ParenthesisBonus;
        }
        else if (words[at].Final)
        {
            cost += Square(150) / (words[at].Length + 2);
        }

        return cost;
    }

    private long CostOfLine(int next, int length)
    {
        if (next == count)
        {
            return 0;
        }

        long cost = ShortCost(goal - length);
        if (words[next].NextBreak != count)
        {
            cost += RaggedCost(length - words[next].LineLength);
        }

        return cost;
    }

    private void WriteLines(int finish)
    {
        WriteLine(0, firstIndent);
        for (int w = words[0].NextBreak; w != finish; w = words[w].NextBreak)
        {
            WriteLine(w, otherIndent);
        }
    }

    private void WriteLine(int w, int indent)
    {
        outColumn = 0;
        WriteSpace(prefixIndent);
        output.Write(prefix);
        outColumn += prefix.Length;
        WriteSpace(indent - outColumn);
        int last = words[w].NextBreak - 1;
        for (; ; w++)
        {
            output.Write(text.AsSpan(words[w].Start, words[w].Length));
            outColumn += words[w].Length;
            if (w == last)
            {
                break;
            }

            WriteSpace(words[w].Space);
        }

        lastLineLength = outColumn;
        output.WriteByte((byte)'\n');
    }

    private void WriteSpace(int space)
    {
        int target = outColumn + space;
        if (tabs)
        {
            int tabTarget = target / TabWidth * TabWidth;
            if (outColumn + 1 < tabTarget)
            {
                while (outColumn < tabTarget)
                {
                    output.WriteByte((byte)'\t');
                    outColumn = ((outColumn / TabWidth) + 1) * TabWidth;
                }
            }
        }

        for (; outColumn < target; outColumn++)
        {
            output.WriteByte((byte)' ');
        }
    }

    private struct Word
    {
        public int Start;
        public int Length;
        public int Space;
        public bool Parenthesis;
        public bool Period;
        public bool Punctuation;
        public bool Final;
        public int LineLength;
        public long BestCost;
        public int NextBreak;
    }
}
