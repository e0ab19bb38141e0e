namespace BashTool.Commands.Text;

/// <content>Two columns.</content>
internal sealed partial class DiffPrinter
{
    private const int Gutter = 3;

    private int halfWidth;
    private int secondColumn;

    private void PrintSideBySide()
    {
        int tab = settings.ExpandsTabs ? 1 : settings.TabSize;
        int width = settings.Width;
        int unaligned = (width >> 1) + ((tab + Gutter) >> 1) + (width & (tab + Gutter) & 1);
        int aligned = unaligned - (unaligned % tab);
        halfWidth = Math.Max(0, Math.Min(aligned - Gutter, width - aligned));
        secondColumn = halfWidth > 0 ? aligned : width;
        int i = 0;
        int j = 0;
        foreach (DiffChange change in changes)
        {
            if (IsIgnored(change))
            {
                continue;
            }

            PrintCommon(ref i, ref j, change.First, change.Second);
            if (settings.MergeAssist)
            {
                output.Write($"c{change.Deleted},{change.Inserted}\n");
            }

            int both = Math.Min(change.Deleted, change.Inserted);
            for (int k = 0; k < both; k++)
            {
                PrintRow(i++, '|', j++);
            }

            for (; i < change.First + change.Deleted; i++)
            {
                PrintRow(i, '<', -1);
            }

            for (; j < change.Second + change.Inserted; j++)
            {
                PrintRow(-1, '>', j);
            }
        }

        PrintCommon(ref i, ref j, a.Count, b.Count);
    }

    private void PrintCommon(ref int i, ref int j, int endA, int endB)
    {
        if (!settings.SuppressesCommonLines && (i != endA || j != endB))
        {
            if (settings.MergeAssist)
            {
                output.Write($"i{endA - i},{endB - j}\n");
            }

            if (!settings.LeftColumn)
            {
                while (i != endA && j != endB)
                {
                    PrintRow(i++, ' ', j++);
                }

                while (j != endB)
                {
                    PrintRow(-1, ')', j++);
                }
            }

            while (i != endA)
            {
                PrintRow(i++, '(', -1);
            }
        }

        i = endA;
        j = endB;
    }

    private void PrintRow(int left, char mark, int right)
    {
        int column = 0;
        bool newline = false;
        if (mark is '<' or '>')
        {
            Start(mark == '<' ? Removed : Added);
        }

        if (left >= 0)
        {
            newline |= !a.LacksNewline(left);
            column = PrintHalf(a[left], 0, halfWidth, a.LacksNewline(left));
        }

        if (mark != ' ')
        {
            column = MoveTo(column, (halfWidth + secondColumn - 1) / 2) + 1;
            if (mark == '|' && newline != !b.LacksNewline(right))
            {
                mark = newline ? '/' : '\\';
            }

            output.WriteByte((byte)mark);
        }

        if (right >= 0)
        {
            newline |= !b.LacksNewline(right);
            if (b[right].Length > 0)
            {
                column = MoveTo(column, secondColumn);
                PrintHalf(b[right], column, halfWidth, b.LacksNewline(right));
            }
        }

        if (newline)
        {
            output.WriteByte((byte)'\n');
        }

        if (mark is '<' or '>')
        {
            Stop();
        }
    }

    private int MoveTo(int from, int to)
    {
        if (!settings.ExpandsTabs)
        {
            for (int tab = from + settings.TabSize - (from % settings.TabSize); tab <= to; tab += settings.TabSize)
            {
                output.WriteByte((byte)'\t');
                from = tab;
            }
        }

        for (; from < to; from++)
        {
            output.WriteByte((byte)' ');
        }

        return to;
    }

    // As much of a line as fits; returns the column behind it.
    private int PrintHalf(ReadOnlySpan<byte> line, int indent, int bound, bool cutOff)
    {
        int inColumn = 0;
        int outColumn = 0;
        byte[]? pending = null;
        while (!line.IsEmpty)
        {
            byte c = line[0];
            switch (c)
            {
                case (byte)'\t':
                    int spaces = settings.TabSize - (inColumn % settings.TabSize);
                    if (inColumn == outColumn)
                    {
                        int stop = outColumn + spaces;
                        if (settings.ExpandsTabs)
                        {
                            stop = Math.Min(stop, bound);
                            for (; outColumn < stop; outColumn++)
                            {
                                output.WriteByte((byte)' ');
                            }
                        }
                        else if (stop < bound)
                        {
                            outColumn = stop;
                            output.WriteByte(c);
                        }
                    }

                    inColumn += spaces;
                    line = line[1..];
                    break;
                case (byte)'\r':
                    output.WriteByte(c);
                    MoveTo(0, indent);
                    inColumn = outColumn = 0;
                    line = line[1..];
                    break;
                case (byte)'\b':
                    if (inColumn != 0 && --inColumn < bound)
                    {
                        if (outColumn <= inColumn)
                        {
                            for (; outColumn < inColumn; outColumn++)
                            {
                                output.WriteByte((byte)' ');
                            }
                        }
                        else
                        {
                            outColumn = inColumn;
                            output.WriteByte(c);
                        }
                    }

                    line = line[1..];
                    break;
                case (byte)'\f' or (byte)'\v' or 0:
                    // No width of its own.
                    if (inColumn < bound)
                    {
                        output.WriteByte(c);
                    }

                    line = line[1..];
                    break;
                default:
                    int rune = EscapedUtf8.DecodeRune(line, out int length);
                    if (c >= 128 && length == 1)
                    {
                        // What the end of the line cuts off is remembered, and may become a character with bytes seen twice.
                        int completed = cutOff ? Complete(ref pending, line) : -1;
                        inColumn += Math.Max(0, completed);
                        if (completed >= 0 ? inColumn <= bound : inColumn < bound)
                        {
                            outColumn = completed >= 0 ? inColumn : outColumn;
                            output.WriteByte(c);
                        }

                        line = line[1..];
                        break;
                    }

                    pending = null;
                    int width = c < 128 ? (c < 32 ? 0 : 1) : Math.Max(0, CharacterWidth.Of(rune));
                    inColumn += width;
                    if (inColumn <= bound)
                    {
                        outColumn = inColumn;
                        output.Write(line[..length]);
                    }

                    line = line[length..];
                    break;
            }
        }

        return outColumn;
    }

    // As mbrtowc(3) does with a state that is kept: the width of a character that became whole, or -1.
    private static int Complete(ref byte[]? pending, ReadOnlySpan<byte> rest)
    {
        byte[] bytes = pending is null ? rest.ToArray() : [.. pending, rest[0]];
        switch (global::System.Text.Rune.DecodeFromUtf8(bytes, out global::System.Text.Rune rune, out _))
        {
            case global::System.Buffers.OperationStatus.NeedMoreData:
                pending = bytes;
                return -1;
            case global::System.Buffers.OperationStatus.Done when pending is not null:
                pending = null;
                return Math.Max(0, CharacterWidth.Of(rune.Value));
            default:
                pending = null;
                return -1;
        }
    }
}
