namespace BashTool.Commands.Text;

/// <content>Printing lines.</content>
internal sealed partial class GrepSearch
{
    // A line with its prefix; `end` is behind its delimiter, if it has one.
    private void PrintLine(ReadOnlySpan<byte> text, int start, int end, bool isSelected)
    {
        ReadOnlySpan<byte> whole = text[start..end];
        ReadOnlySpan<byte> line = whole.Length > 0 && whole[^1] == settings.Delimiter ? whole[..^1] : whole;
        if (!settings.OnlyMatching && !PrintPrefix(text, start, line, isSelected))
        {
            return;
        }

        bool hasMatch = isSelected != settings.Inverts;
        GrepColors? colors = settings.Colors;
        if (settings.OnlyMatching)
        {
            if (hasMatch && !PrintMatches(text, start, line))
            {
                return;
            }
        }
        else if (colors is not null)
        {
            string lineColor = isSelected != colors.Swaps ? colors.SelectedLine : colors.ContextLine;
            PrintColored(line, hasMatch, lineColor, isSelected ? colors.SelectedMatch : colors.ContextMatch, colors);
        }
        else
        {
            output.Write(line);
        }

        if (!settings.OnlyMatching)
        {
            output.WriteByte(settings.Delimiter);
        }

        if (settings.FlushesLines)
        {
            output.FlushThrough();
        }

        lastPrinted = blockStart + end;
    }

    // Name, number and offset; false if the line is not to be shown because it is no text.
    private bool PrintPrefix(ReadOnlySpan<byte> text, int start, ReadOnlySpan<byte> part, bool isSelected)
    {
        if (Hides(text, part))
        {
            return false;
        }

        string separator = isSelected ? ":" : "-";
        if (ShowsNames)
        {
            Colored(name, settings.Colors?.Name);
            if (settings.NullAfterName)
            {
                output.WriteByte(0);
            }
            else
            {
                Colored(separator, settings.Colors?.Separator);
            }
        }

        if (settings.ShowsNumbers)
        {
            if (blockStart + start >= numbered)
            {
                int from = (int)Math.Max(0, numbered - blockStart);
                lineNumber += text[from..start].Count(settings.Delimiter) + 1;
                int length = text[start..].IndexOf(settings.Delimiter);
                numbered = blockStart + (length < 0 ? text.Length : start + length + 1);
            }

            PrintNumber(lineNumber, settings.Colors?.Number, separator);
        }

        if (settings.ShowsOffsets)
        {
            PrintNumber(blockStart + start, settings.Colors?.Offset, separator);
        }

        if (settings.AlignsTabs && (ShowsNames || settings.ShowsNumbers || settings.ShowsOffsets) && part.Length > 0)
        {
            output.WriteByte((byte)'\t');
        }

        return true;
    }

    private void PrintNumber(long number, string? color, string separator)
    {
        if (settings.Colors is not null)
        {
            settings.Colors.Start(output, color!);
        }

        if (numberWidth > 0)
        {
            Span<byte> digits = stackalloc byte[20];
            number.TryFormat(digits, out int length);
            for (int i = length; i < numberWidth; i++)
            {
                output.WriteByte((byte)' ');
            }
        }

        output.Write(number);
        if (settings.Colors is not null)
        {
            settings.Colors.End(output, color!);
            Colored(separator, settings.Colors.Separator);
        }
        else
        {
            output.Write(separator);
        }
    }

    private bool PrintMatches(ReadOnlySpan<byte> text, int lineStart, ReadOnlySpan<byte> line)
    {
        int at = 0;
        while (at < line.Length && matcher.TryFind(line, at, out int start, out int length) && start < line.Length)
        {
            if (length == 0)
            {
                // On by one character; an empty match is not shown.
                at = start + 1;
                while (at < line.Length && (line[at] & 0xC0) == 0x80)
                {
                    at++;
                }

                continue;
            }

            if (!PrintPrefix(text, lineStart + start, line.Slice(start, length), !settings.Inverts))
            {
                return false;
            }

            if (settings.Colors is { } colors)
            {
                colors.Start(output, colors.SelectedMatch);
                output.Write(line.Slice(start, length));
                colors.End(output, colors.SelectedMatch);
            }
            else
            {
                output.Write(line.Slice(start, length));
            }

            output.WriteByte(settings.Delimiter);
            at = start + length;
        }

        return true;
    }

    private void PrintColored(ReadOnlySpan<byte> line, bool hasMatch, string lineColor, string matchColor, GrepColors colors)
    {
        int at = 0;
        int search = 0;
        while (hasMatch && matchColor.Length > 0 && search < line.Length
            && matcher.TryFind(line, search, out int start, out int length) && start < line.Length)
        {
            if (length == 0)
            {
                search = start + 1;
                continue;
            }

            colors.Start(output, lineColor);
            output.Write(line[at..start]);
            colors.End(output, at < start ? lineColor : "");
            colors.Start(output, matchColor);
            output.Write(line.Slice(start, length));
            colors.End(output, matchColor);
            at = search = start + length;
        }

        if (at < line.Length)
        {
            colors.Start(output, lineColor);
            output.Write(line[at..]);
            colors.End(output, lineColor);
        }
    }

    private void Colored(string text, string? color)
    {
        if (settings.Colors is null || color is null)
        {
            output.Write(text);
            return;
        }

        settings.Colors.Start(output, color);
        output.Write(text);
        settings.Colors.End(output, color);
    }
}
