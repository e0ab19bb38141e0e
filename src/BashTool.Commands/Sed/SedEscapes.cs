namespace BashTool.Commands.Sed;

/// <summary>Where an escape stands.</summary>
internal enum SedEscapeUse
{
    Regex,

    /// <summary>A regex under <c>--posix</c>: in brackets a backslash is itself.</summary>
    PosixRegex,
    Replacement,
    Text,
}

/// <summary>GNU's escapes for characters: <c>\t</c>, <c>\cX</c>, <c>\d065</c>, <c>\o101</c>, <c>\x41</c>.</summary>
internal static class SedEscapes
{
    /// <summary>Replaces the escapes. In text the other backslashes go too; in a regex or replacement they stay for whoever reads it.</summary>
    public static byte[] Convert(byte[] text, SedEscapeUse use, Func<string, Exception> error)
    {
        if (Array.IndexOf(text, (byte)'\\') < 0)
        {
            return text;
        }

        var result = new List<byte>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (use == SedEscapeUse.PosixRegex && text[i] == '[')
            {
                int end = EndOfBrackets(text, i);
                result.AddRange(text.AsSpan(i, end - i));
                i = end - 1;
                continue;
            }

            if (text[i] != '\\' || i + 1 >= text.Length)
            {
                result.Add(text[i]);
                continue;
            }

            byte c = text[++i];
            switch ((char)c)
            {
                case 'a':
                    result.Add(7);
                    break;
                case 'f':
                    result.Add((byte)'\f');
                    break;
                case 'n' when use == SedEscapeUse.Text:
                    result.Add((byte)'\n');
                    break;
                case 'r':
                    result.Add((byte)'\r');
                    break;
                case 't':
                    result.Add((byte)'\t');
                    break;
                case 'v':
                    result.Add((byte)'\v');
                    break;
                case 'c':
                    i = AddControl(text, i, use, result, error);
                    break;
                case 'd':
                    i = AddNumber(text, i, 10, 3, use, result);
                    break;
                case 'o':
                    i = AddNumber(text, i, 8, 3, use, result);
                    break;
                case 'x':
                    i = AddNumber(text, i, 16, 2, use, result);
                    break;
                default:
                    if (use != SedEscapeUse.Text)
                    {
                        result.Add((byte)'\\');
                    }

                    result.Add(c);
                    break;
            }
        }

        return [.. result];
    }

    private static int EndOfBrackets(byte[] text, int at)
    {
        at++;
        if (at < text.Length && text[at] == '^')
        {
            at++;
        }

        for (int first = at; at < text.Length; at++)
        {
            if (text[at] == ']' && at > first)
            {
                return at + 1;
            }

            if (text[at] == '[' && at + 1 < text.Length && text[at + 1] is (byte)':' or (byte)'.' or (byte)'=' && at + 1 < text.Length)
            {
                int close = text.AsSpan(at + 2).IndexOf([text[at + 1], (byte)']']);
                if (close >= 0)
                {
                    at += close + 3;
                }
            }
        }

        return text.Length;
    }

    // \cX at the position of the c; returns the position of its last byte.
    private static int AddControl(byte[] text, int at, SedEscapeUse use, List<byte> result, Func<string, Exception> error)
    {
        if (at + 1 >= text.Length)
        {
            result.Add((byte)'\\');
            if (use != SedEscapeUse.Replacement)
            {
                result.Add((byte)'c');
            }

            return at;
        }

        byte control = text[++at];
        if (control == '\\')
        {
            if (at + 1 >= text.Length || text[at + 1] != '\\')
            {
                throw error("recursive escaping after \\c not allowed");
            }

            at++;
        }

        byte upper = control is >= (byte)'a' and <= (byte)'z' ? (byte)(control - 32) : control;
        AddProduced((byte)(upper ^ 0x40), use, result);
        return at;
    }

    private static int AddNumber(byte[] text, int at, int radix, int most, SedEscapeUse use, List<byte> result)
    {
        int value = 0;
        int digits = 0;
        while (digits < most && at + 1 < text.Length && Digit(text[at + 1]) is int digit && digit < radix)
        {
            value = (value * radix) + digit;
            digits++;
            at++;
        }

        if (digits == 0)
        {
            if (use != SedEscapeUse.Text)
            {
                result.Add((byte)'\\');
            }

            result.Add(text[at]);
            return at;
        }

        AddProduced((byte)value, use, result);
        return at;
    }

    private static int Digit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => 99,
    };

    // In a replacement what an escape made is never special.
    private static void AddProduced(byte value, SedEscapeUse use, List<byte> result)
    {
        if (use == SedEscapeUse.Replacement && value is (byte)'&' or (byte)'\\' && use == SedEscapeUse.Replacement)
        {
            result.Add((byte)'\\');
        }

        result.Add(value);
    }
}
