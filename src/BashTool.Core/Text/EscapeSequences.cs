namespace BashTool.Core.Text;

/// <summary>The backslash escapes of printf's format, of its <c>%b</c> and of <c>echo -e</c>, in bash's and GNU's variants.</summary>
internal static class EscapeSequences
{
    public enum Where
    {
        Format,
        PercentB,
        Echo,
    }

    public enum Result
    {
        Done,

        /// <summary><c>\c</c>: no more output at all.</summary>
        Stop,

        /// <summary>A digit is missing; the escape was printed as it is (bash) or printing ends (GNU).</summary>
        MissingDigit,

        /// <summary>GNU: not a character (<c>\ud800</c>).</summary>
        InvalidName,
    }

    /// <summary>Appends what the escape whose backslash stands at <paramref name="at"/> means, and moves behind it.</summary>
    public static Result Append(ReadOnlySpan<char> text, ref int at, Where where, PrintfDialect dialect, TextBuffer output)
    {
        int start = at;
        if (at + 1 >= text.Length)
        {
            output.Append('\\');
            at++;
            return Result.Done;
        }

        bool gnu = dialect == PrintfDialect.Gnu;
        char c = text[at + 1];
        at += 2;
        switch (c)
        {
            case 'a':
                output.Append('\a');
                return Result.Done;
            case 'b':
                output.Append('\b');
                return Result.Done;
            case 'e':
                output.Append('\u001b');
                return Result.Done;
            case 'E' when !gnu:
                output.Append('\u001b');
                return Result.Done;
            case 'f':
                output.Append('\f');
                return Result.Done;
            case 'n':
                output.Append('\n');
                return Result.Done;
            case 'r':
                output.Append('\r');
                return Result.Done;
            case 't':
                output.Append('\t');
                return Result.Done;
            case 'v':
                output.Append('\v');
                return Result.Done;
            case '\\':
                output.Append('\\');
                return Result.Done;
            case '"' when where == Where.Format || (gnu && where == Where.PercentB):
                output.Append('"');
                return Result.Done;
            case '\'' or '?' when where == Where.Format && !gnu:
                output.Append(c);
                return Result.Done;
            case 'c' when where != Where.Format || gnu:
                return Result.Stop;
            case >= '0' and <= '7' when where != Where.Echo:
                at--;
                if (where == Where.PercentB && c == '0')
                {
                    at++;
                }

                output.AppendByte(Octal(text, ref at, 3));
                return Result.Done;
            case '0':
                output.AppendByte(Octal(text, ref at, 3));
                return Result.Done;
            case >= '1' and <= '7' when gnu:
                at--;
                output.AppendByte(Octal(text, ref at, 3));
                return Result.Done;
            case 'x':
                return Hex(text, start, ref at, where, gnu, output);
            case 'u' or 'U' when !gnu || where != Where.Echo:
                return Unicode(text, start, ref at, c == 'u' ? 4 : 8, where, gnu, output);
            default:
                output.Append('\\');
                output.Append(c);
                return Result.Done;
        }
    }

    private static int Octal(ReadOnlySpan<char> text, ref int at, int most)
    {
        int value = 0;
        for (int i = 0; i < most && at < text.Length && text[at] is >= '0' and <= '7'; i++)
        {
            value = (value * 8) + (text[at++] - '0');
        }

        return value & 0xFF;
    }

    private static Result Hex(ReadOnlySpan<char> text, int start, ref int at, Where where, bool gnu, TextBuffer output)
    {
        int digits = 0;
        int value = 0;
        while (digits < 2 && at < text.Length && char.IsAsciiHexDigit(text[at]))
        {
            value = (value * 16) + Digit(text[at++]);
            digits++;
        }

        if (digits == 0)
        {
            if (!gnu || where == Where.Echo)
            {
                output.Append(text[start..at]);
            }

            return where == Where.Echo ? Result.Done : Result.MissingDigit;
        }

        output.AppendByte(value);
        return Result.Done;
    }

    private static Result Unicode(ReadOnlySpan<char> text, int start, ref int at, int most, Where where, bool gnu, TextBuffer output)
    {
        int digits = 0;
        uint value = 0;
        while (digits < most && at < text.Length && char.IsAsciiHexDigit(text[at]))
        {
            value = (value << 4) + (uint)Digit(text[at++]);
            digits++;
        }

        if (gnu)
        {
            if (digits < most)
            {
                return Result.MissingDigit;
            }

            if (value is >= 0xD800 and <= 0xDFFF or > 0x10FFFF || (value < 0xA0 && value is not (0x24 or 0x40 or 0x60)))
            {
                return Result.InvalidName;
            }
        }
        else if (digits == 0)
        {
            output.Append(text[start..at]);
            return where == Where.Echo ? Result.Done : Result.MissingDigit;
        }

        if (value >= 0x80 && !TextLocale.IsUtf8)
        {
            output.Append('\\');
            output.Append(value > 0xFFFF ? 'U' : 'u');
            output.Append(value.ToString(value > 0xFFFF ? "X8" : "X4"));
            return Result.Done;
        }

        output.AppendCodePoint(value);
        return Result.Done;
    }

    private static int Digit(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
