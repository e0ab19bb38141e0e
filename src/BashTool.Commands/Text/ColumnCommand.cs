using System.Globalization;

namespace BashTool.Commands.Text;

/// <summary><c>column</c>: lists in columns, and tables.</summary>
public sealed class ColumnCommand : BashCommand
{
    private const int TabWidth = 8;

    private static readonly CommandSpec Declaration = new("column")
    {
        Summary = "Columnate lists.",
        LongNamesFirst = "output-separator table table-columns table-columns-limit table-hide table-name table-noextreme table-noheadings table-order table-right table-truncate table-wrap table-empty-lines table-header-repeat",
        Usage = ["[options] [<file>...]"],
        Imitates = "from util-linux 2.38.1",
        Examples = [new("printf 'a:bb\\nccc:d\\n' | column -t -s :", "two aligned columns")],
    };

    private static readonly Option Table = Declaration.Flag("t", "table", "create a table");
    private static readonly Option TableName = Declaration.Required("n", "table-name", "name", "table name for JSON output");
    private static readonly Option TableOrder = Declaration.Required("O", "table-order", "columns", "specify order of output columns");
    private static readonly Option TableColumns = Declaration.Required("N", "table-columns", "names", "comma separated columns names");
    private static readonly Option ColumnsLimit = Declaration.Required("l", "table-columns-limit", "num", "maximal number of input columns");
    private static readonly Option NoExtreme = Declaration.Required("E", "table-noextreme", "columns", "don't count long text from the columns to column width");
    private static readonly Option NoHeadings = Declaration.Flag("d", "table-noheadings", "don't print header");
    private static readonly Option HeaderRepeat = Declaration.Flag("e", "table-header-repeat", "repeat header for each page");
    private static readonly Option Hide = Declaration.Required("H", "table-hide", "columns", "don't print the columns");
    private static readonly Option Right = Declaration.Required("R", "table-right", "columns", "right align text in these columns");
    private static readonly Option Truncate = Declaration.Required("T", "table-truncate", "columns", "truncate text in the columns when necessary");
    private static readonly Option Wrap = Declaration.Required("W", "table-wrap", "columns", "wrap text in the columns when necessary");
    private static readonly Option KeepEmptyLines = Declaration.Flag("L", "keep-empty-lines table-empty-lines", "don't ignore empty lines");
    private static readonly Option Json = Declaration.Flag("J", "json", "use JSON output format for table");
    private static readonly Option Tree = Declaration.Required("r", "tree", "column", "column to use tree-like output for the table");
    private static readonly Option TreeId = Declaration.Required("i", "tree-id", "column", "line ID to specify child-parent relation");
    private static readonly Option TreeParent = Declaration.Required("p", "tree-parent", "column", "parent to specify child-parent relation");
    private static readonly Option OutputWidth = Declaration.Required("c", "output-width columns", "width", "width of output in number of characters");
    private static readonly Option OutputSeparator = Declaration.Required("o", "output-separator", "string", "columns separator for table output (default is two spaces)");
    private static readonly Option Separator = Declaration.Required("s", "separator", "string", "possible table delimiters");
    private static readonly Option FillRows = Declaration.Flag("x", "fillrows", "fill rows before columns");
    private static readonly Option HelpOption = Declaration.Flag("h", "help", "display this help");
    private static readonly Option Version = Declaration.Flag("V", "version", "display version");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context.Arguments);
        if (arguments.Has(HelpOption) || arguments.Has(Version))
        {
            context.Output.Write(arguments.Has(HelpOption) ? HelpText.Render(Declaration, context.Name) : $"column {Declaration.Imitates}\n");
            return 0;
        }

        long width = context.Environment.Get("COLUMNS") is { } columns && int.TryParse(columns, NumberStyles.None, CultureInfo.InvariantCulture, out int wide) && wide > 0
            ? wide
            : context.StandardOutput.IsTerminal ? context.System.TerminalColumns : 80;
        foreach (string text in arguments.Values(OutputWidth))
        {
            width = ReadNumber(text, "invalid columns argument");
        }

        long limit = -1;
        foreach (string text in arguments.Values(ColumnsLimit))
        {
            limit = ReadNumber(text, "invalid columns limit argument");
            if (limit == 0)
            {
                throw new CommandException("columns limit must be greater than zero");
            }
        }

        bool json = arguments.Has(Json);
        bool isTable = json || arguments.Has(Table);
        if (isTable && arguments.Has(FillRows))
        {
            throw new CommandException($"mutually exclusive arguments: {(json ? "--json" : "--table")} --fillrows");
        }

        if (arguments.Has(Tree) && !(arguments.Has(TreeId) && arguments.Has(TreeParent)))
        {
            throw new CommandException("options --tree-id and --tree-parent are required for tree formatting");
        }

        if (!isTable && arguments.LastOf(TableName, TableOrder, TableColumns, NoExtreme, Hide, Right, Truncate, Wrap) is not null)
        {
            throw new CommandException("option --table required for all --table-*");
        }

        string? names = arguments.Value(TableColumns);
        if (json && names is null)
        {
            throw new CommandException("option --table-columns required for --json");
        }

        ColumnTable? table = isTable ? new ColumnTable(context) { Width = width, Json = json } : null;
        if (table is not null)
        {
            table.Name = arguments.Value(TableName) ?? "table";
            table.Separator = EscapedUtf8.Encode(arguments.Value(OutputSeparator) ?? "  ");
            table.HasHeading = names is not null && !arguments.Has(NoHeadings);
            table.HidesUnnamed = arguments.Value(Hide) is { } hidden && hidden.Split(',').Contains("-");
            foreach (string name in names?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [])
            {
                table.AddColumn(name);
            }
        }

        var entries = new List<byte[]>();
        byte[] separators = EscapedUtf8.Encode(arguments.Value(Separator) ?? "\t ");
        int status = 0;
        foreach (string name in InputOperands.OrStandardInput(arguments.Operands))
        {
            try
            {
                // A dash is the name of a file here.
                OpenFile file = context.OpenInput(name, dashIsInput: arguments.Operands.Count == 0);
                try
                {
                    Read(context, file, table, entries, separators, !arguments.Has(Separator), limit, arguments.Has(KeepEmptyLines));
                }
                finally
                {
                    file.Release();
                }
            }
            catch (FileSystemException problem) when (problem.Error == FileError.EISDIR)
            {
                throw new CommandException("read failed: Is a directory");
            }
            catch (FileSystemException problem)
            {
                context.Complain($"{name}: {problem.Description}");
                status++;
            }
        }

        if (table is null)
        {
            WriteList(context, entries, width, arguments.Has(FillRows));
        }
        else if (table.RowCount > 0)
        {
            table.Order(arguments.Value(TableOrder));
            table.Mark(arguments.Value(Truncate), c => c.Truncates = true);
            table.Mark(arguments.Value(Wrap), c => c.Wraps = true);
            table.Mark(arguments.Value(Right), c => c.IsRight = true);
            table.Mark(arguments.Value(NoExtreme), c => c.NoExtremes = true);
            table.Mark(arguments.Value(Hide), c => c.IsHidden = true);
            if (arguments.Value(Tree) is { } tree)
            {
                table.MakeTree(tree, arguments.Value(TreeId)!, arguments.Value(TreeParent)!);
            }

            table.Print();

            // A table is a success, whatever was missing.
            return 0;
        }

        return status & 0xFF;
    }

    private static long ReadNumber(string text, string complaint) =>
        !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? throw new CommandException($"{complaint}: '{text}'")
            : value is < 0 or > uint.MaxValue ? throw new CommandException($"{complaint}: '{text}': Numerical result out of range") : value;

    private static void Read(CommandContext context, OpenFile file, ColumnTable? table, List<byte[]> entries, byte[] separators, bool greedy, long limit, bool keepsEmpty)
    {
        bool isUtf8 = context.IsUtf8;
        var reader = new LineReader(file, context.Cancellation);
        while (reader.TryRead(out ReadOnlySpan<byte> read))
        {
            if (read.IndexOfAnyExcept(" \t\v\f\r"u8) < 0)
            {
                if (keepsEmpty)
                {
                    table?.AddRow([]);
                    if (table is null)
                    {
                        entries.Add([]);
                    }
                }

                continue;
            }

            byte[] line = Readable(read, isUtf8);
            if (table is null)
            {
                entries.Add(line);
            }
            else
            {
                table.AddRow(Cells(line, separators, greedy, limit));
            }
        }
    }

    // Bytes that are not UTF-8 are shown as \xHH.
    private static byte[] Readable(ReadOnlySpan<byte> line, bool isUtf8)
    {
        if (isUtf8 ? global::System.Text.Unicode.Utf8.IsValid(line) : line.IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0)
        {
            return line.ToArray();
        }

        var result = new List<byte>(line.Length * 2);
        while (!line.IsEmpty)
        {
            EscapedUtf8.DecodeRune(line, out int length);
            length = isUtf8 ? length : 1;
            if (length == 1 && line[0] >= 0x80)
            {
                result.AddRange(EscapedUtf8.Encode(string.Create(CultureInfo.InvariantCulture, $"\\x{line[0]:x2}")));
            }
            else
            {
                result.AddRange(line[..length]);
            }

            line = line[length..];
        }

        return [.. result];
    }

    private static List<byte[]> Cells(byte[] line, byte[] separators, bool greedy, long limit)
    {
        var cells = new List<byte[]>();
        int at = 0;

        // Where column thinks the rest begins, in characters: it counts one separator behind each cell, however many there are.
        int counted = 0;
        var ends = new List<int>();
        while (cells.Count + 1 != limit)
        {
            if (greedy)
            {
                int blanks = line.AsSpan(at).IndexOfAnyExcept(separators);
                if (blanks < 0)
                {
                    return cells;
                }

                at += blanks;
                counted += cells.Count == 0 ? blanks : 0;
            }

            int length = line.AsSpan(at).IndexOfAny(separators);
            ReadOnlySpan<byte> cell = length < 0 ? line.AsSpan(at) : line.AsSpan(at, length);
            cells.Add(cell.ToArray());
            counted += CharactersIn(cell) + 1;
            at += cell.Length;
            if (length < 0)
            {
                if (limit > 0 && cells.Count + 1 == limit)
                {
                    break;
                }

                return cells;
            }

            ends.Add(at++);
        }

        int start = 0;
        for (; counted > 0 && start < line.Length; counted--)
        {
            EscapedUtf8.DecodeRune(line.AsSpan(start), out int length);
            start += length;
        }

        if (start < line.Length || cells.Count == 0)
        {
            // What it takes for the rest may begin before the end of another cell; then it ends with that.
            int end = ends.Find(e => e >= start);
            cells.Add(end > 0 ? line[start..end] : line[start..]);
        }

        return cells;
    }

    private static int CharactersIn(ReadOnlySpan<byte> text)
    {
        int count = 0;
        for (; !text.IsEmpty; count++)
        {
            EscapedUtf8.DecodeRune(text, out int length);
            text = text[length..];
        }

        return count;
    }

    private static void WriteList(CommandContext context, List<byte[]> entries, long width, bool byRows)
    {
        if (entries.Count == 0)
        {
            return;
        }

        ByteWriter output = context.Output;
        int[] widths = [.. entries.Select(e => ColumnTable.WidthOf(e))];
        int longest = widths.Max();
        if (longest >= width)
        {
            foreach (byte[] entry in entries)
            {
                output.WriteLine(entry);
            }

            return;
        }

        int columnWidth = (longest + TabWidth) / TabWidth * TabWidth;
        int perRow = (int)Math.Max(1, Math.Min(width / columnWidth, int.MaxValue));
        int rows = (entries.Count + perRow - 1) / perRow;
        if (byRows)
        {
            int at = 0;
            int column = 0;
            int end = columnWidth;
            for (int i = 0; i < entries.Count; i++)
            {
                output.Write(entries[i]);
                at += widths[i];
                if (i == entries.Count - 1)
                {
                    break;
                }

                if (++column == perRow)
                {
                    at = column = 0;
                    end = columnWidth;
                    output.WriteByte((byte)'\n');
                    continue;
                }

                Tabs(output, ref at, end);
                end += columnWidth;
            }

            if (at > 0)
            {
                output.WriteByte((byte)'\n');
            }

            return;
        }

        for (int row = 0; row < rows; row++)
        {
            int at = 0;
            int end = columnWidth;
            for (int i = row, column = 0; column < perRow; column++)
            {
                output.Write(entries[i]);
                at += widths[i];
                i += rows;
                if (i >= entries.Count)
                {
                    break;
                }

                Tabs(output, ref at, end);
                end += columnWidth;
            }

            output.WriteByte((byte)'\n');
        }
    }

    private static void Tabs(ByteWriter output, ref int at, int end)
    {
        for (int next; (next = (at + TabWidth) / TabWidth * TabWidth) <= end; at = next)
        {
            output.WriteByte((byte)'\t');
        }
    }
}
