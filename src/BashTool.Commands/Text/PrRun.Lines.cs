using System.Globalization;

namespace BashTool.Commands.Text;

/// <content>Lines, numbers, separators and headers.</content>
internal sealed partial class PrRun
{
    private void StoreColumns()
    {
        storedCount = storedStart = 0;
        lineStarts.Clear();
        lineEnds.Clear();
        foreach (PrColumn column in columns)
        {
            column.LinesStored = 0;
        }

        foreach (PrColumn column in columns)
        {
            if (filesReady <= 0)
            {
                break;
            }

            column.CurrentLine = lineStarts.Count;
            for (int i = bodyLines; i > 0 && filesReady > 0; i--)
            {
                if (column.Status != PrStatus.Open)
                {
                    continue;
                }

                inputPosition = 0;
                if (!ReadLine(column, store: true))
                {
                    ReadRestOfLine(column);
                }

                if (column.Status == PrStatus.Open || storedStart != storedCount)
                {
                    column.LinesStored++;
                    lineStarts.Add(storedStart);
                    lineEnds.Add(inputPosition);
                    storedStart = storedCount;
                }
            }
        }

        int total = lineStarts.Count;
        lineStarts.Add(storedStart);
        int first = 0;
        for (int i = 0; i < columns.Length; i++)
        {
            int lines = (total / columns.Length) + (i < total % columns.Length ? 1 : 0);
            columns[i].LinesStored = lines;
            columns[i].CurrentLine = first;
            first += lines;
        }
    }

    private void PrintStored(PrColumn column)
    {
        int line = column.CurrentLine++;
        padsVertically = true;
        if (printsHeader)
        {
            PrintHeader();
        }

        if (column.Status == PrStatus.FormFeedFound)
        {
            foreach (PrColumn other in columns)
            {
                other.Status = PrStatus.OnHold;
            }

            if (columns[0].LinesToPrint <= 0)
            {
                padsVertically = layout.Extremities;
                return;
            }
        }

        Approach();
        if (line + 1 >= lineStarts.Count)
        {
            return;
        }

        foreach (byte value in stored.AsSpan(lineStarts[line], lineStarts[line + 1] - lineStarts[line]))
        {
            PrintCharacter(value);
        }

        if (spacesNotPrinted == 0)
        {
            outputPosition = column.StartPosition + lineEnds[line];
            if (column.StartPosition - layout.Separator.Length == layout.Margin)
            {
                outputPosition -= layout.Separator.Length;
            }
        }
    }

    // False if the line was cut because it is too long for its column.
    private bool ReadLine(PrColumn column, bool store)
    {
        PrInput input = column.Input;
        int c = input.Next();
        int before = inputPosition;
        if (c == '\f' && column.FullPagePrinted)
        {
            c = input.Next();
            c = c == '\n' ? input.Next() : c;
        }

        column.FullPagePrinted = false;
        int length = 0;
        if (c == '\f')
        {
            input.Skip((byte)'\n');
            onlyFormFeed = true;
            if (printsHeader && !layout.Stores)
            {
                padsVertically = true;
                PrintHeader();
            }
            else if (layout.KeepsFormFeeds)
            {
                printsFormFeed = true;
            }

            Hold(column);
            return true;
        }

        if (c == PrInput.End)
        {
            Close(column);
            return true;
        }

        if (c != '\n')
        {
            length = MakeClump(c);
        }

        if (layout.Truncates && inputPosition > charactersPerColumn)
        {
            inputPosition = before;
            return false;
        }

        if (!store)
        {
            padsVertically = true;
            if (printsHeader && !layout.Stores)
            {
                PrintHeader();
            }

            if (layout.Parallel && alignsEmptyColumns)
            {
                int empty = separatorsNotPrinted;
                separatorsNotPrinted = 0;
                for (int i = 0; i < empty; i++)
                {
                    Align(columns[i]);
                    separatorsNotPrinted++;
                }

                paddingNotPrinted = column.StartPosition;
                spacesNotPrinted = layout.Truncates ? charactersPerColumn : 0;
                alignsEmptyColumns = false;
            }

            Approach();
        }

        if (column.Numbered)
        {
            AddNumber(store);
        }

        emptyLine = false;
        if (c == '\n')
        {
            return true;
        }

        while (true)
        {
            for (int i = 0; i < length; i++)
            {
                Put(clump[i], store);
            }

            c = input.Next();
            switch (c)
            {
                case '\n':
                    return true;
                case '\f':
                    input.Skip((byte)'\n');
                    printsFormFeed |= layout.KeepsFormFeeds;
                    Hold(column);
                    return true;
                case PrInput.End:
                    Close(column);
                    return true;
            }

            before = inputPosition;
            length = MakeClump(c);
            if (layout.Truncates && inputPosition > charactersPerColumn)
            {
                inputPosition = before;
                return false;
            }
        }
    }

    private void ReadRestOfLine(PrColumn column)
    {
        while (true)
        {
            switch (column.Input.Next())
            {
                case '\n':
                    return;
                case '\f':
                    column.Input.Skip((byte)'\n');
                    printsFormFeed |= layout.KeepsFormFeeds;
                    Hold(column);
                    return;
                case PrInput.End:
                    Close(column);
                    return;
            }
        }
    }

    // A character as it is shown; moves the position in the line.
    private int MakeClump(int c)
    {
        int width;
        int count;
        if (c == layout.InputTab || c == '\t')
        {
            int tab = c == layout.InputTab ? layout.InputTabWidth : DefaultTab;
            width = tab - (inputPosition % tab);
            count = 1;
            clump[0] = (byte)c;
            if (layout.Untabifies)
            {
                clump.AsSpan(0, width).Fill((byte)' ');
                count = width;
            }
        }
        else if (c is >= 0x20 and < 0x7f)
        {
            width = count = 1;
            clump[0] = (byte)c;
        }
        else if (layout.ShowsOctal || (layout.ShowsControl && c >= 0x80))
        {
            width = count = 4;
            clump[0] = (byte)'\\';
            clump[1] = (byte)('0' + (c >> 6));
            clump[2] = (byte)('0' + ((c >> 3) & 7));
            clump[3] = (byte)('0' + (c & 7));
        }
        else if (layout.ShowsControl)
        {
            width = count = 2;
            clump[0] = (byte)'^';
            clump[1] = (byte)(c ^ 0x40);
        }
        else
        {
            width = c == '\b' ? -1 : 0;
            count = 1;
            clump[0] = (byte)c;
        }

        if (width < 0 && inputPosition == 0)
        {
            return 0;
        }

        inputPosition = Math.Max(0, inputPosition + width);
        return count;
    }

    private void Put(byte value, bool store)
    {
        if (!store)
        {
            PrintCharacter(value);
            return;
        }

        if (storedCount == stored.Length)
        {
            Array.Resize(ref stored, stored.Length * 2);
        }

        stored[storedCount++] = value;
    }

    private void PrintCharacter(byte value)
    {
        if (layout.Tabifies)
        {
            if (value == ' ')
            {
                spacesNotPrinted++;
                return;
            }

            if (spacesNotPrinted > 0)
            {
                PrintWhiteSpace();
            }

            if (value is >= 0x20 and < 0x7f)
            {
                outputPosition++;
            }
            else if (value == '\b')
            {
                outputPosition--;
            }
        }

        output.WriteByte(value);
    }

    private void AddNumber(bool store)
    {
        string digits = lineNumber.ToString(CultureInfo.InvariantCulture).PadLeft(layout.NumberDigits);
        lineNumber++;
        foreach (char digit in digits.AsSpan(digits.Length - layout.NumberDigits))
        {
            Put((byte)digit, store);
        }

        if (columnCount > 1 && layout.NumberSeparator == '\t')
        {
            for (int i = numberWidth - layout.NumberDigits; i > 0; i--)
            {
                Put((byte)' ', store);
            }
        }
        else
        {
            Put(layout.NumberSeparator, store);
            if (columnCount == 1 && layout.NumberSeparator == '\t')
            {
                outputPosition = AfterTab(layout.OutputTabWidth, outputPosition);
            }
        }

        if (layout.Truncates && !layout.Parallel)
        {
            inputPosition += numberWidth;
        }
    }

    // To the start of a column, and what separates it from the one before.
    private void Approach()
    {
        int separator = layout.Separator.Length;
        if (separator < paddingNotPrinted)
        {
            PadTo(paddingNotPrinted - separator);
            paddingNotPrinted = Anywhere;
        }

        if (layout.UsesSeparator)
        {
            PrintSeparator();
        }
    }

    private void Align(PrColumn column)
    {
        paddingNotPrinted = column.StartPosition;
        Approach();
        if (column.Numbered)
        {
            AddNumber(store: false);
        }
    }

    private void PadTo(int position)
    {
        if (layout.Tabifies)
        {
            spacesNotPrinted = position - outputPosition;
            return;
        }

        for (int i = outputPosition; i < position; i++)
        {
            output.WriteByte((byte)' ');
        }

        outputPosition = position;
    }

    private void PadDown(int lines)
    {
        if (layout.FormFeed)
        {
            output.WriteByte((byte)'\f');
            return;
        }

        for (; lines > 0; lines--)
        {
            output.WriteByte((byte)'\n');
        }
    }

    private void PrintSeparator()
    {
        if (separatorsNotPrinted <= 0)
        {
            if (spacesNotPrinted > 0)
            {
                PrintWhiteSpace();
            }

            return;
        }

        // Only the first of several separators is printed in full.
        foreach (byte value in layout.Separator)
        {
            if (value == ' ')
            {
                spacesNotPrinted++;
                continue;
            }

            if (spacesNotPrinted > 0)
            {
                PrintWhiteSpace();
            }

            output.WriteByte(value);
            outputPosition++;
        }

        if (spacesNotPrinted > 0)
        {
            PrintWhiteSpace();
        }

        separatorsNotPrinted = 0;
    }

    private void PrintWhiteSpace()
    {
        int at = outputPosition;
        int goal = at + spacesNotPrinted;
        while (goal - at > 1 && AfterTab(layout.OutputTabWidth, at) is var next && next <= goal)
        {
            output.WriteByte(layout.OutputTab);
            at = next;
        }

        for (; at < goal; at++)
        {
            output.WriteByte((byte)' ');
        }

        outputPosition = goal;
        spacesNotPrinted = 0;
    }

    private void PrintHeader()
    {
        outputPosition = 0;
        PadTo(layout.Margin);
        if (spacesNotPrinted > 0)
        {
            PrintWhiteSpace();
        }

        output.Write("\n\n"u8);
        output.Write(new string(' ', layout.Margin));
        string page = string.Create(CultureInfo.InvariantCulture, $"Page {pageNumber}");
        int available = Math.Max(0, layout.PageWidth - Columns(dateText) - Columns(fileText) - Columns(page));
        int left = available >> 1;
        output.Write(dateText);
        output.Write(new string(' ', Math.Max(1, left)));
        output.Write(fileText);
        output.Write(new string(' ', Math.Max(1, available - left)));
        output.Write(page);
        output.Write("\n\n\n"u8);
        printsHeader = false;
        outputPosition = 0;
    }

    private static int Columns(string text) => CharacterWidth.Of(EscapedUtf8.Encode(text));
}
