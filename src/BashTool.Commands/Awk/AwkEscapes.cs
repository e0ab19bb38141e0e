namespace BashTool.Commands.Awk;

/// <summary>Escapes in strings and regular expressions.</summary>
internal static class AwkEscapes
{
    /// <summary>The text a string of the source stands for.</summary>
    public static byte[] Process(ReadOnlySpan<byte> source, Action<string>? warn)
    {
        if (!source.Contains((byte)'\\'))
        {
            return source.ToArray();
        }

        var result = new AwkBuffer(source.Length);
        for (int i = 0; i < source.Length;)
        {
            byte b = source[i++];
            if (b != '\\')
            {
                result.Append(b);
                continue;
            }

            if (i == source.Length)
            {
                warn?.Invoke("backslash at end of string");
                result.Append((byte)'\\');
                break;
            }

            byte c = source[i];
            if (c == '\n')
            {
                i++;
            }
            else if (c == '\r' && i + 1 < source.Length && source[i + 1] == '\n')
            {
                i += 2;
            }
            else if (TryCharacter(source, ref i, out byte value))
            {
                result.Append(value);
            }
            else
            {
                i++;
                if (c is not ((byte)'"' or (byte)'\\'))
                {
                    warn?.Invoke($"escape sequence `\\{(char)c}' treated as plain `{(char)c}'");
                }

                result.Append(c);
            }
        }

        return result.Span.ToArray();
    }

    /// <summary>A pattern of awk as the regular expression engine wants it.</summary>
    public static string ToRegex(ReadOnlySpan<byte> pattern, bool strict, Action<string>? warn)
    {
        if (!pattern.Contains((byte)'\\'))
        {
            return EscapedUtf8.Decode(pattern);
        }

        var result = new AwkBuffer(pattern.Length + 16);
        bool inList = false;
        int listStart = 0;
        for (int i = 0; i < pattern.Length;)
        {
            byte b = pattern[i];
            if (b != '\\' || i + 1 == pattern.Length)
            {
                i++;
                result.Append(b);
                if (!inList && b == '[')
                {
                    inList = true;
                    listStart = i;
                    if (i < pattern.Length && pattern[i] == '^')
                    {
                        result.Append((byte)'^');
                        listStart = ++i;
                    }
                }
                else if (inList && b == '[' && i < pattern.Length && pattern[i] is (byte)':' or (byte)'.' or (byte)'=')
                {
                    int end = pattern[(i + 1)..].IndexOf([pattern[i], (byte)']']);
                    if (end >= 0)
                    {
                        result.Append(pattern.Slice(i, end + 3));
                        i += end + 3;
                    }
                }
                else if (inList && b == ']' && i - 1 > listStart)
                {
                    inList = false;
                }

                continue;
            }

            i++;
            byte c = pattern[i];
            switch ((char)c)
            {
                case 'y' when !strict && !inList:
                    result.AppendAscii("\\b");
                    i++;
                    break;
                case '/':
                    result.Append(c);
                    i++;
                    break;
                case '\n':
                    i++;
                    break;
                default:
                    if (TryCharacter(pattern, ref i, out byte value))
                    {
                        result.Append(value);
                        break;
                    }

                    i++;
                    if (!"\\^$.[]|()*+?{}-&<>BwWsS`'"u8.Contains(c))
                    {
                        if (c < 0x80)
                        {
                            warn?.Invoke($"regexp escape sequence `\\{(char)c}' {(c is (byte)'8' or (byte)'9' ? $"treated as plain `{(char)c}'" : "is not a known regexp operator")}");
                        }

                        result.Append(c);
                        break;
                    }

                    result.Append((byte)'\\');
                    result.Append(c);
                    break;
            }
        }

        return EscapedUtf8.Decode(result.Span);
    }

    // The escapes that stand for one byte; the index is behind the backslash and moves on if there is one.
    private static bool TryCharacter(ReadOnlySpan<byte> source, ref int i, out byte value)
    {
        switch ((char)source[i])
        {
            case 'a':
                value = 7;
                break;
            case 'b':
                value = 8;
                break;
            case 'f':
                value = 12;
                break;
            case 'n':
                value = 10;
                break;
            case 'r':
                value = 13;
                break;
            case 't':
                value = 9;
                break;
            case 'v':
                value = 11;
                break;
            case >= '0' and <= '7':
                int octal = 0;
                int end = Math.Min(source.Length, i + 3);
                for (; i < end && source[i] is >= (byte)'0' and <= (byte)'7'; i++)
                {
                    octal = (octal * 8) + source[i] - '0';
                }

                value = (byte)octal;
                return true;
            case 'x' when i + 1 < source.Length && char.IsAsciiHexDigit((char)source[i + 1]):
                int number = 0;
                int last = Math.Min(source.Length, i + 3);
                for (i++; i < last && char.IsAsciiHexDigit((char)source[i]); i++)
                {
                    int digit = source[i] <= '9' ? source[i] - '0' : (source[i] | 0x20) - 'a' + 10;
                    number = (number * 16) + digit;
                }

                value = (byte)number;
                return true;
            default:
                value = 0;
                return false;
        }

        i++;
        return true;
    }
}
