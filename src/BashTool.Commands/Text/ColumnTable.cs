using System.Globalization;
using System.Text;

namespace BashTool.Commands.Text;

/// <summary>A table as <c>column -t</c> lays it out.</summary>
internal sealed class ColumnTable(CommandContext context)
{
    private readonly ByteWriter output = context.Output;
    private readonly List<Column> columns = [];
    private readonly List<Row> rows = [];
    private List<Column> shown = [];
    private Column? tree;

    public long Width { get; init; }

    public bool Json { get; init; }

    public string Name { get; set; } = "table";

    public byte[] Separator { get; set; } = [];

    public bool HasHeading { get; set; }

    public bool HidesUnnamed { get; set; }

    public int RowCount => rows.Count;

    public static int WidthOf(ReadOnlySpan<byte> text)
    {
        int width = 0;
        while (!text.IsEmpty)
        {
            width += Math.Max(0, CharacterWidth.Of(EscapedUtf8.DecodeRune(text, out int length)));
            text = text[length..];
        }

        return width;
    }

    public void AddColumn(string? name) =>
        columns.Add(new Column(columns.Count, name is null ? null : EscapedUtf8.Encode(name)) { IsHidden = name is null && HidesUnnamed });

    public void AddRow(List<byte[]> cells)
    {
        while (columns.Count < cells.Count)
        {
            if (Json && !HidesUnnamed)
            {
                throw new CommandException(string.Create(CultureInfo.InvariantCulture,
                    $"line {rows.Count + (columns.Count > 0 ? 2 : 1)}: for JSON the name of the column {columns.Count + 1} is required"));
            }

            AddColumn(null);
        }

        rows.Add(new Row([.. cells]));
    }

    /// <summary>The columns named come first.</summary>
    public void Order(string? list)
    {
        shown = [.. columns];
        if (list is null)
        {
            return;
        }

        var first = new List<Column>();
        foreach (string name in list.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Find(name) is { } column && !first.Contains(column))
            {
                first.Add(column);
            }
        }

        shown = [.. first, .. columns.Where(c => !first.Contains(c))];
    }

    public void Mark(string? list, Action<Column> mark)
    {
        foreach (string name in list?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (name == "0")
            {
                columns.ForEach(mark);
            }
            else if (name == "-" && HidesUnnamed)
            {
                continue;
            }
            else if (Find(name) is { } column)
            {
                mark(column);
            }
        }
    }

    public void MakeTree(string treeName, string idName, string parentName)
    {
        tree = Find(treeName);
        if (tree is null || Find(idName) is not { } id || Find(parentName) is not { } parent)
        {
            tree = null;
            return;
        }

        tree.IsTree = true;
        foreach (Row above in rows)
        {
            byte[]? own = above.Cell(id.Index);
            foreach (Row row in rows)
            {
                if (own is not null && row != above && row.Cell(parent.Index) is { } wanted && own.AsSpan().SequenceEqual(wanted)
                    && !IsBelow(above, row))
                {
                    // The last one that could be its parent is.
                    row.Parent?.Children.Remove(row);
                    row.Parent = above;
                    above.Children.Add(row);
                }
            }
        }
    }

    public void Print()
    {
        shown = [.. shown.Where(c => !c.IsHidden)];
        List<Row> ordered = rows;
        if (tree is not null)
        {
            ordered = [];
            Walk(rows.FindAll(r => r.Parent is null), "", ordered);
        }

        if (Json)
        {
            PrintJson(rows.FindAll(r => r.Parent is null));
            return;
        }

        Measure();
        if (HasHeading)
        {
            PrintRow(c => c.Name ?? []);
        }

        foreach (Row row in ordered)
        {
            PrintRow(c => Text(row, c));
        }
    }

    private static void Walk(List<Row> siblings, string indent, List<Row> ordered)
    {
        if (!global::System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new CommandException("the tree is too deep");
        }

        for (int i = 0; i < siblings.Count; i++)
        {
            Row row = siblings[i];
            bool last = i == siblings.Count - 1;
            row.Art = row.Parent is null ? [] : Encoding.UTF8.GetBytes(indent + (last ? "└─" : "├─"));
            ordered.Add(row);
            Walk(row.Children, row.Parent is null ? "" : indent + (last ? "  " : "│ "), ordered);
        }
    }

    private static bool IsBelow(Row row, Row ancestor)
    {
        for (Row? at = row; at is not null; at = at.Parent)
        {
            if (at == ancestor)
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Text(Row row, Column column)
    {
        byte[] cell = row.Cell(column.Index) ?? [];
        return column.IsTree && row.Art.Length > 0 ? [.. row.Art, .. cell] : cell;
    }

    private Column? Find(string name)
    {
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return number >= 1 && number <= columns.Count ? columns[number - 1] : null;
        }

        byte[] wanted = EscapedUtf8.Encode(name);
        return columns.Find(c => c.Name is not null && c.Name.AsSpan().SequenceEqual(wanted))
            ?? throw new CommandException($"undefined column name '{name}'");
    }

    private void Measure()
    {
        long total = 0;
        int extremes = 0;
        int separator = WidthOf(Separator);
        for (int i = 0; i < shown.Count; i++)
        {
            Column column = shown[i];
            column.Measure(rows.Select(r => WidthOf(Text(r, column))));
            total += column.Width + (i == shown.Count - 1 ? 0 : separator);
            extremes += column.IsExtreme ? 1 : 0;
        }

        if (total > Width && extremes > 0)
        {
            foreach (Column column in shown)
            {
                if (column.IsExtreme)
                {
                    int before = column.Width;
                    column.Measure(rows.Select(r => WidthOf(Text(r, column))));
                    total -= Math.Max(0, before - column.Width);
                    extremes -= before > column.Width ? 0 : 1;
                }
            }
        }

        if (total < Width && extremes > 0)
        {
            foreach (Column column in shown)
            {
                if (column.IsExtreme && total < Width)
                {
                    int more = (int)Math.Min(Width - total, Math.Max(0, column.Longest - column.Width));
                    column.Width += more;
                    total += more;
                }
            }
        }

        // Too wide: a character from each column that may be cut, in turn.
        while (total > Width)
        {
            long before = total;
            foreach (Column column in shown)
            {
                if (total > Width && (column.Truncates || column.Wraps) && column.Width > column.Least && column.Width > 1)
                {
                    column.Width--;
                    total--;
                }
            }

            if (before == total)
            {
                break;
            }
        }
    }

    private void PrintRow(Func<Column, byte[]> text)
    {
        // What is left over of wrapped cells makes more lines.
        byte[]?[] rest = new byte[]?[shown.Count];
        bool more = false;
        for (int i = 0; i < shown.Count; i++)
        {
            byte[] cell = text(shown[i]);
            more |= PrintCell(i, cell, false, out rest[i]);
        }

        output.WriteByte((byte)'\n');
        while (more)
        {
            more = false;
            for (int i = 0; i < shown.Count; i++)
            {
                more |= PrintCell(i, rest[i] ?? [], true, out rest[i]);
            }

            output.WriteByte((byte)'\n');
        }
    }

    private bool PrintCell(int index, byte[] cell, bool goesOn, out byte[]? rest)
    {
        Column column = shown[index];
        bool last = index == shown.Count - 1;
        rest = null;
        int length = WidthOf(cell);
        ReadOnlySpan<byte> bytes = cell;
        if (length > column.Width && (column.Truncates || column.Wraps))
        {
            int cut = Fitting(cell, column.Width, out length);
            if (column.Wraps && cut == 0)
            {
                EscapedUtf8.DecodeRune(cell, out cut);
                length = WidthOf(bytes[..cut]);
            }

            bytes = cell.AsSpan(0, cut);
            rest = column.Wraps && cut < cell.Length ? cell[cut..] : null;
        }

        int width = last && length < column.Width && (!column.IsRight || length == 0) ? length : column.Width;
        if (column.IsRight && length > 0 && !goesOn)
        {
            Spaces(width - length);
            output.Write(bytes);
        }
        else
        {
            output.Write(bytes);
            Spaces(width - length);
        }

        if (!last)
        {
            if (length > column.Width)
            {
                // Longer than its column is wide: the others go on in the next line.
                output.WriteByte((byte)'\n');
                for (int i = 0; i <= index; i++)
                {
                    Spaces(shown[i].Width);
                    output.Write(Separator);
                }
            }
            else
            {
                output.Write(Separator);
            }
        }

        return rest is not null;
    }

    private static int Fitting(ReadOnlySpan<byte> text, int width, out int taken)
    {
        int at = 0;
        taken = 0;
        while (at < text.Length)
        {
            int one = Math.Max(0, CharacterWidth.Of(EscapedUtf8.DecodeRune(text[at..], out int length)));
            if (taken + one > width)
            {
                break;
            }

            taken += one;
            at += length;
        }

        return at;
    }

    private void Spaces(int count)
    {
        for (; count > 0; count--)
        {
            output.WriteByte((byte)' ');
        }
    }

    private void PrintJson(List<Row> roots)
    {
        output.Write("{\n   "u8);
        JsonString(EscapedUtf8.Encode(Name));
        output.Write(": ["u8);
        JsonRows(roots, 2);
        output.Write("\n   ]\n}\n"u8);
    }

    private void JsonRows(List<Row> list, int depth)
    {
        if (!global::System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new CommandException("the tree is too deep");
        }

        for (int i = 0; i < list.Count; i++)
        {
            Row row = list[i];
            if (i == 0)
            {
                output.WriteByte((byte)'\n');
                Spaces(depth * 3);
            }
            else
            {
                output.WriteByte((byte)',');
            }

            output.Write("{\n"u8);
            for (int c = 0; c < shown.Count; c++)
            {
                output.Write(c == 0 ? "" : ",\n");
                Spaces((depth + 1) * 3);
                JsonString(EscapedUtf8.Encode(EscapedUtf8.Decode(shown[c].Name ?? []).ToLowerInvariant()));
                output.Write(": "u8);
                if (row.Cell(shown[c].Index) is { Length: > 0 } cell)
                {
                    JsonString(cell);
                }
                else
                {
                    output.Write("null"u8);
                }
            }

            if (row.Children.Count > 0)
            {
                output.Write(shown.Count == 0 ? "" : ",\n");
                Spaces((depth + 1) * 3);
                output.Write("\"children\": ["u8);
                JsonRows(row.Children, depth + 2);
                output.WriteByte((byte)'\n');
                Spaces((depth + 1) * 3);
                output.WriteByte((byte)']');
            }

            output.WriteByte((byte)'\n');
            Spaces(depth * 3);
            output.WriteByte((byte)'}');
        }
    }

    private void JsonString(ReadOnlySpan<byte> text)
    {
        output.WriteByte((byte)'"');
        foreach (byte c in text)
        {
            switch (c)
            {
                case (byte)'"' or (byte)'\\':
                    output.WriteByte((byte)'\\');
                    output.WriteByte(c);
                    break;
                case (byte)'\b':
                    output.Write("\\b"u8);
                    break;
                case (byte)'\t':
                    output.Write("\\t"u8);
                    break;
                case (byte)'\n':
                    output.Write("\\n"u8);
                    break;
                case (byte)'\f':
                    output.Write("\\f"u8);
                    break;
                case (byte)'\r':
                    output.Write("\\r"u8);
                    break;
                case < 0x20:
                    output.Write(string.Create(CultureInfo.InvariantCulture, $"\\u{c:x4}"));
                    break;
                default:
                    output.WriteByte(c);
                    break;
            }
        }

        output.WriteByte((byte)'"');
    }

    /// <summary>A column of the table.</summary>
    internal sealed class Column(int index, byte[]? name)
    {
        private int average;

        public int Index { get; } = index;

        public byte[]? Name { get; } = name;

        public bool IsHidden { get; set; }

        public bool IsRight { get; set; }

        public bool IsTree { get; set; }

        public bool Truncates { get; set; }

        public bool Wraps { get; set; }

        public bool NoExtremes { get; set; }

        public bool IsExtreme { get; private set; }

        public int Width { get; set; }

        public int Least { get; private set; }

        public int Longest { get; private set; }

        public void Measure(IEnumerable<int> lengths)
        {
            Least = Name is null ? 1 : Math.Max(1, WidthOf(Name));
            Width = 0;
            long sum = 0;
            int count = 0;
            foreach (int length in lengths)
            {
                Longest = Math.Max(Longest, length);
                if (IsExtreme && average > 0 && length > average * 2)
                {
                    continue;
                }

                if (NoExtremes)
                {
                    sum += length;
                    count++;
                }

                Width = Math.Max(Width, length);
            }

            // A column without a name and with nothing in it takes no room.
            if (Longest == 0 && Name is null)
            {
                Least = 0;
            }

            if (count > 0 && average == 0)
            {
                average = (int)(sum / count);
                IsExtreme = average > 0 && Longest > average * 2;
            }

            Width = Math.Max(Width, Least);
        }
    }

    private sealed class Row(byte[][] cells)
    {
        public Row? Parent { get; set; }

        public List<Row> Children { get; } = [];

        public byte[] Art { get; set; } = [];

        public byte[]? Cell(int index) => index < cells.Length ? cells[index] : null;
    }
}
