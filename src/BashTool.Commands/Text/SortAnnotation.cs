namespace BashTool.Commands.Text;

/// <summary>What <c>sort --debug</c> writes: under each line, what of it each key takes.</summary>
internal sealed class SortAnnotation(IReadOnlyList<SortKey> keys, bool comparesLines)
{
    public void Write(CommandContext context, Action<ByteWriter> writeLines, ByteWriter output, byte delimiter)
    {
        var memory = new MemoryOutput();
        var writer = new ByteWriter(memory, context.Cancellation);
        try
        {
            writeLines(writer);
            writer.Flush();
        }
        finally
        {
            writer.Discard();
        }

        ReadOnlySpan<byte> text = memory.Written;
        while (!text.IsEmpty)
        {
            int length = text.IndexOf(delimiter);
            length = length < 0 ? text.Length : length;
            ReadOnlySpan<byte> line = text[..length];
            foreach (byte c in line)
            {
                output.WriteByte(c == '\t' ? (byte)'>' : c);
            }

            output.WriteByte((byte)'\n');
            foreach (SortKey key in keys)
            {
                (int start, int end) = Part(key, line);
                Mark(output, Width(line[..start]), Width(line[start..end]));
            }

            if (comparesLines || keys.Count == 0)
            {
                Mark(output, 0, Width(line));
            }

            text = text[Math.Min(text.Length, length + 1)..];
        }
    }

    private static (int Start, int End) Part(SortKey key, ReadOnlySpan<byte> line)
    {
        (int start, int end) = key.Bounds(line);
        if (key.Kind is SortKind.Text or SortKind.Random or SortKind.Version && !(key.SkipsStartBlanks && key.StartField == SortKey.None))
        {
            return (start, Math.Max(start, end));
        }

        while (start != end && start < line.Length && line[start] is (byte)' ' or (byte)'\t' or (byte)'\n')
        {
            start++;
        }

        if (start > end)
        {
            return (start, start);
        }

        ReadOnlySpan<byte> rest = line[start..end];
        int length = key.Kind switch
        {
            SortKind.Month => SortKey.MonthLength(rest),
            SortKind.General => NumberText.TryReadDouble(rest, out _, out int read) ? read : 0,
            SortKind.Numeric or SortKind.Human => NumberLength(rest, key.Kind == SortKind.Human),
            _ => rest.Length,
        };
        return (start, start + length);
    }

    private static int NumberLength(ReadOnlySpan<byte> text, bool withUnit)
    {
        int at = text.StartsWith("-"u8) ? 1 : 0;
        int digits = 0;
        bool point = false;
        for (; at < text.Length && (char.IsAsciiDigit((char)text[at]) || (text[at] == '.' && !point)); at++)
        {
            point |= text[at] == '.';
            digits += text[at] == '.' ? 0 : 1;
        }

        return digits == 0 ? 0 : withUnit && at < text.Length && "KkMGTPEZY".Contains((char)text[at], StringComparison.Ordinal) ? at + 1 : at;
    }

    private static int Width(ReadOnlySpan<byte> text)
    {
        int width = 0;
        while (!text.IsEmpty)
        {
            if (global::System.Text.Rune.DecodeFromUtf8(text, out _, out _) == global::System.Buffers.OperationStatus.NeedMoreData)
            {
                // The beginning of a character at the end takes one place.
                return width + 1;
            }

            int character = EscapedUtf8.DecodeRune(text, out int length);
            int columns = CharacterWidth.Of(character);
            bool isControl = character is < ' ' or (>= 0x7F and < 0xA0);
            width += text[0] == '\t' ? 1 : columns >= 0 ? columns : isControl ? 0 : 1;
            text = text[length..];
        }

        return width;
    }

    private static void Mark(ByteWriter output, int offset, int width)
    {
        output.Write(new string(' ', offset));
        output.Write(width == 0 ? "^ no match for key" : new string('_', width));
        output.WriteByte((byte)'\n');
    }
}
