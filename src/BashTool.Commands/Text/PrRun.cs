using System.Globalization;

namespace BashTool.Commands.Text;

/// <summary>Prints files page by page. Where a column stands and what has still to be printed before it follows GNU pr, white space included.</summary>
internal sealed partial class PrRun(CommandContext context, PrLayout layout)
{
    private const int Anywhere = 0;
    private const int DefaultTab = 8;
    private const int HeaderLines = 5;
    private const int FooterLines = 5;

    private readonly ByteWriter output = context.Output;
    private readonly List<int> lineStarts = [];
    private readonly List<int> lineEnds = [];
    private readonly byte[] clump = new byte[Math.Max(8, layout.InputTabWidth)];
    private PrColumn[] columns = [];
    private int columnCount = 1;
    private int bodyLines;
    private byte[] stored = new byte[1024];
    private int storedCount;
    private int storedStart;
    private int numberWidth;
    private int charactersPerColumn;
    private int lineNumber;
    private int lineCount = 1;
    private ulong pageNumber;
    private int filesReady;
    private int linesLeft;
    private int outputPosition;
    private int inputPosition;
    private int spacesNotPrinted;
    private int separatorsNotPrinted;
    private int paddingNotPrinted;
    private bool padsVertically;
    private bool alignsEmptyColumns;
    private bool emptyLine;
    private bool onlyFormFeed;
    private bool printsHeader;
    private bool printsFormFeed;
    private bool lastLine;
    private string dateText = "";
    private string fileText = "";

    public bool Failed { get; private set; }

    public void Print(List<string> files)
    {
        Measure(files.Count);
        if (!Open(files))
        {
            return;
        }

        try
        {
            if (layout.FirstPage > 1 && !SkipTo(layout.FirstPage))
            {
                return;
            }

            pageNumber = layout.FirstPage;
            PlaceColumns();
            lineNumber = lineCount;
            while (PrintPage())
            {
                context.Cancellation.ThrowIfCancellationRequested();
            }
        }
        catch (FileSystemException problem)
        {
            context.Complain($"{InputOperands.Shown(files.Count > 0 ? files[0] : "-")}: {problem.Description}");
            Failed = true;
        }
        finally
        {
            foreach (PrColumn column in layout.Parallel ? columns : columns[..Math.Min(1, columns.Length)])
            {
                column.Input.Close();
            }
        }
    }

    private static int AfterTab(int width, int position) => position + width - (position % width);

    private void Measure(int fileCount)
    {
        bodyLines = layout.PageLength - HeaderLines - FooterLines;
        if (bodyLines <= 0)
        {
            layout.Extremities = false;
            layout.KeepsFormFeeds = true;
        }

        if (!layout.Extremities)
        {
            bodyLines = layout.PageLength;
        }

        if (layout.DoubleSpace)
        {
            bodyLines = Math.Max(1, bodyLines / 2);
        }

        if (fileCount == 0)
        {
            layout.Parallel = false;
        }

        columnCount = layout.Parallel ? fileCount : layout.Columns;
        if (columnCount > 1)
        {
            if (!layout.UsesSeparator)
            {
                layout.Separator = layout.Joins ? "\t"u8.ToArray() : " "u8.ToArray();
                layout.UsesSeparator = true;
            }
            else if (!layout.Joins && layout.Separator is [(byte)'\t'])
            {
                layout.Separator = " "u8.ToArray();
            }

            layout.Truncates = true;
            layout.Untabifies |= layout.Separator is not [(byte)'\t'];
            layout.Tabifies = true;
        }
        else
        {
            layout.Stores = false;
        }

        layout.Truncates &= !layout.Joins;
        int usedByNumber = 0;
        if (layout.Numbers)
        {
            lineCount = layout.StartNumber;
            numberWidth = layout.NumberSeparator == '\t' ? AfterTab(DefaultTab, layout.NumberDigits) : layout.NumberDigits + 1;
            usedByNumber = layout.Parallel ? numberWidth : 0;
        }

        long useful = layout.PageWidth - usedByNumber - ((columnCount - 1L) * layout.Separator.Length);
        charactersPerColumn = (int)(useful / columnCount);
        if (charactersPerColumn < 1)
        {
            throw new CommandException("page width too narrow");
        }
    }

    private bool Open(List<string> files)
    {
        filesReady = 0;
        if (layout.Parallel)
        {
            var opened = new List<PrColumn>();
            foreach (string name in files)
            {
                if (TryOpen(name) is { } file)
                {
                    opened.Add(new PrColumn { Input = new PrInput(file, context.Cancellation) });
                }
            }

            columns = [.. opened];
            columnCount = columns.Length;
            SetHeader("", null);
            return columns.Length > 0;
        }

        string first = files.Count > 0 ? files[0] : "-";
        if (TryOpen(first) is not { } only)
        {
            columns = [];
            return false;
        }

        SetHeader(first == "-" ? "" : first, first == "-" ? null : only);
        var input = new PrInput(only, context.Cancellation);
        columns = new PrColumn[columnCount];
        for (int i = 0; i < columnCount; i++)
        {
            columns[i] = new PrColumn { Input = input };
        }

        return true;
    }

    private OpenFile? TryOpen(string name)
    {
        try
        {
            OpenFile file = context.OpenInput(name);
            filesReady++;
            return file;
        }
        catch (FileSystemException problem)
        {
            Failed = true;
            if (!layout.Silent)
            {
                context.Complain(name, problem);
            }

            return null;
        }
    }

    private void SetHeader(string name, OpenFile? file)
    {
        UnixTime time = file?.Handle is { } handle ? handle.GetMetadata().ModifyTime : UnixTime.From(context.Clock.GetUtcNow());
        TimeZoneRules zone = context.System.ZoneRules(context.Environment.Get("TZ"));
        dateText = TimeFormat.Format(layout.DateFormat ?? "%Y-%m-%d %H:%M", new BrokenDownTime(time.Seconds, time.Nanoseconds, zone));
        fileText = layout.Header ?? name;
    }

    private void PlaceColumns()
    {
        int separator = layout.Separator.Length;
        int position = layout.Margin;
        int next = !layout.Truncates ? Anywhere
            : position + charactersPerColumn + (layout.Parallel && layout.Numbers ? numberWidth : 0);
        position += separator;
        for (int i = 0; i < columns.Length; i++)
        {
            PrColumn column = columns[i];
            column.Stores = layout.Stores;
            column.Numbered = layout.Numbers && (!layout.Parallel || i == 0);
            column.StartPosition = position;
            if (layout.Truncates)
            {
                position = next + separator;
                next = position + charactersPerColumn;
            }
            else
            {
                position = next = Anywhere;
            }
        }
    }

    private bool SkipTo(ulong page)
    {
        for (ulong n = 1; n < page; n++)
        {
            for (int i = 1; i < bodyLines; i++)
            {
                SkipLine();
            }

            lastLine = true;
            SkipLine();
            if (layout.Stores)
            {
                foreach (PrColumn column in columns)
                {
                    column.Status = column.Status == PrStatus.Closed ? PrStatus.Closed : PrStatus.OnHold;
                }
            }

            ResetStatus();
            lastLine = false;
            if (filesReady < 1)
            {
                context.Complain(string.Create(CultureInfo.InvariantCulture, $"starting page number {page} exceeds page count {n}"));
                break;
            }
        }

        return filesReady > 0;
    }

    private void SkipLine()
    {
        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i].Status == PrStatus.Open)
            {
                SkipLine(columns[i], i == 0);
            }
        }
    }

    private void SkipLine(PrColumn column, bool first)
    {
        int c = column.Input.Next();
        if (c == '\f' && column.FullPagePrinted)
        {
            c = column.Input.Next();
            c = c == '\n' ? column.Input.Next() : c;
        }

        column.FullPagePrinted = false;
        bool loneFormFeed = c == '\f';
        if (lastLine)
        {
            column.FullPagePrinted = true;
        }

        while (c != '\n')
        {
            if (c == '\f')
            {
                if (lastLine)
                {
                    foreach (PrColumn other in layout.Parallel ? [column] : columns)
                    {
                        other.FullPagePrinted = false;
                    }
                }

                column.Input.Skip((byte)'\n');
                Hold(column);
                break;
            }

            if (c == PrInput.End)
            {
                Close(column);
                break;
            }

            c = column.Input.Next();
        }

        if (layout.CountsSkipped && (!layout.Parallel || first) && !loneFormFeed)
        {
            lineCount++;
        }
    }

    private bool PrintPage()
    {
        BeginPage();
        if (ColumnsReady() == 0)
        {
            return false;
        }

        printsHeader |= layout.Extremities;
        padsVertically = false;
        bool printed = false;
        linesLeft = bodyLines * (layout.DoubleSpace ? 2 : 1);
        while (linesLeft > 0 && ColumnsReady() > 0)
        {
            PrintLine(ref printed);
            if (padsVertically)
            {
                output.WriteByte((byte)'\n');
                linesLeft--;
            }

            if (ColumnsReady() <= 0 && !layout.Extremities)
            {
                break;
            }

            if (layout.DoubleSpace && printed)
            {
                output.WriteByte((byte)'\n');
                linesLeft--;
            }
        }

        if (linesLeft == 0)
        {
            foreach (PrColumn column in columns)
            {
                column.FullPagePrinted |= column.Status == PrStatus.Open;
            }
        }

        padsVertically = printed;
        if (padsVertically && layout.Extremities)
        {
            PadDown(linesLeft + FooterLines);
        }
        else if (layout.KeepsFormFeeds && printsFormFeed)
        {
            output.WriteByte((byte)'\f');
            printsFormFeed = false;
        }

        if (layout.LastPage < ++pageNumber)
        {
            return false;
        }

        ResetStatus();
        return true;
    }

    private void PrintLine(ref bool printed)
    {
        outputPosition = 0;
        spacesNotPrinted = 0;
        separatorsNotPrinted = 0;
        padsVertically = false;
        alignsEmptyColumns = false;
        emptyLine = true;
        foreach (PrColumn column in columns)
        {
            inputPosition = 0;
            if (column.LinesToPrint > 0 || column.Status == PrStatus.FormFeedFound)
            {
                onlyFormFeed = false;
                paddingNotPrinted = column.StartPosition;
                if (column.Stores)
                {
                    PrintStored(column);
                }
                else if (!ReadLine(column, store: false))
                {
                    ReadRestOfLine(column);
                }

                printed |= padsVertically;
                if (--column.LinesToPrint <= 0 && ColumnsReady() <= 0)
                {
                    break;
                }

                if (layout.Parallel && column.Status != PrStatus.Open)
                {
                    if (emptyLine)
                    {
                        alignsEmptyColumns = true;
                    }
                    else if (column.Status == PrStatus.Closed || (column.Status == PrStatus.OnHold && onlyFormFeed))
                    {
                        Align(column);
                    }
                }
            }
            else if (layout.Parallel)
            {
                if (emptyLine)
                {
                    alignsEmptyColumns = true;
                }
                else
                {
                    Align(column);
                }
            }

            separatorsNotPrinted += layout.UsesSeparator ? 1 : 0;
        }
    }

    private void BeginPage()
    {
        if (layout.Stores)
        {
            StoreColumns();
        }

        foreach (PrColumn column in columns)
        {
            column.LinesToPrint = layout.Stores ? column.LinesStored : column.Status == PrStatus.Open ? bodyLines : 0;
        }
    }

    private int ColumnsReady()
    {
        int ready = 0;
        foreach (PrColumn column in columns)
        {
            if (column.Status is PrStatus.Open or PrStatus.FormFeedFound || (layout.Stores && column.LinesStored > 0 && column.LinesToPrint > 0))
            {
                ready++;
            }
        }

        return ready;
    }

    private void Hold(PrColumn column)
    {
        if (layout.Parallel)
        {
            column.Status = PrStatus.OnHold;
        }
        else
        {
            foreach (PrColumn other in columns)
            {
                other.Status = layout.Stores ? PrStatus.FormFeedFound : PrStatus.OnHold;
            }
        }

        column.LinesToPrint = 0;
        filesReady--;
    }

    private void Close(PrColumn column)
    {
        if (column.Status == PrStatus.Closed)
        {
            return;
        }

        if (layout.Parallel)
        {
            column.Status = PrStatus.Closed;
            column.LinesToPrint = 0;
        }
        else
        {
            foreach (PrColumn other in columns)
            {
                other.Status = PrStatus.Closed;
                if (other.LinesStored == 0)
                {
                    other.LinesToPrint = 0;
                }
            }
        }

        filesReady--;
    }

    private void ResetStatus()
    {
        foreach (PrColumn column in columns)
        {
            if (column.Status == PrStatus.OnHold)
            {
                column.Status = PrStatus.Open;
                filesReady++;
            }
        }

        if (layout.Stores)
        {
            filesReady = columns[0].Status == PrStatus.Closed ? 0 : 1;
        }
    }
}
