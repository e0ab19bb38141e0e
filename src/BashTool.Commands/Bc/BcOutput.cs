namespace BashTool.Commands.Bc;

/// <summary>Output in lines of limited length: what goes on ends in a backslash.</summary>
internal sealed class BcOutput(ByteWriter writer, int lineLength)
{
    private int column;

    public ByteWriter Writer => writer;

    /// <summary>The length from <c>BC_LINE_LENGTH</c> or <c>DC_LINE_LENGTH</c>; 0 is no limit.</summary>
    public static int LineLength(CommandContext context, string variable)
    {
        if (context.Environment.Get(variable) is not { } text)
        {
            return 70;
        }

        ReadOnlySpan<char> digits = text.AsSpan().TrimStart(" \t");
        int end = digits.StartsWith('-') || digits.StartsWith('+') ? 1 : 0;
        while (end < digits.Length && char.IsAsciiDigit(digits[end]))
        {
            end++;
        }

        int length = int.TryParse(digits[..end], out int value) ? value : 0;
        return length is 0 or >= 3 ? length : 70;
    }

    public void Write(ReadOnlySpan<char> text)
    {
        if (text.Length < lineLength - 1 - column && !text.Contains('\n'))
        {
            column += text.Length;
            writer.Write(text);
            return;
        }

        Span<byte> bytes = stackalloc byte[4];
        for (int i = 0; i < text.Length;)
        {
            EscapedUtf8.RuneAt(text, i, out int length);
            int count = EscapedUtf8.Encode(text.Slice(i, length), bytes);
            i += length;
            foreach (byte b in bytes[..count])
            {
                WriteByte(b);
            }
        }
    }

    public void WriteByte(byte value)
    {
        if (value == '\n')
        {
            column = 0;
        }
        else if (++column == lineLength - 1)
        {
            writer.Write("\\\n"u8);
            column = 1;
        }

        writer.WriteByte(value);
    }
}
