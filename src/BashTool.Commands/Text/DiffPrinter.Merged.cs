using System.Globalization;
using System.Text;

namespace BashTool.Commands.Text;

/// <content>Both files in one, by formats for groups and lines.</content>
internal sealed partial class DiffPrinter
{
    /// <summary>Lines of one file, and where they stand.</summary>
    private readonly record struct Group(DiffLines Lines, int From, int To)
    {
        public int Count => To - From;
    }

    private void PrintMerged()
    {
        int nextA = 0;
        int nextB = 0;
        foreach (DiffChange change in changes)
        {
            if (IsIgnored(change))
            {
                continue;
            }

            if (nextA < change.First || nextB < change.Second)
            {
                PrintGroups(DiffPart.Unchanged, nextA, change.First, nextB, change.Second);
            }

            nextA = change.First + change.Deleted;
            nextB = change.Second + change.Inserted;
            DiffPart part = change.Inserted == 0 ? DiffPart.Old : change.Deleted == 0 ? DiffPart.New : DiffPart.Changed;
            PrintGroups(part, change.First, nextA, change.Second, nextB);
        }

        if (nextA < a.Count || nextB < b.Count)
        {
            PrintGroups(DiffPart.Unchanged, nextA, a.Count, nextB, b.Count);
        }
    }

    private void PrintGroups(DiffPart part, int fromA, int toA, int fromB, int toB) =>
        PrintGroupFormat(settings.GroupFormats[(int)part], 0, '\0', new Group(a, fromA, toA), new Group(b, fromB, toB), shown: true);

    // Prints until the end character, and returns where that stands.
    private int PrintGroupFormat(string format, int at, char end, Group old, Group fresh, bool shown)
    {
        if (!global::System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new CommandException("the format is nested too deeply", 2);
        }

        while (at < format.Length && format[at] != end)
        {
            char c = format[at++];
            if (c != '%')
            {
                Put(c, shown);
                continue;
            }

            int next = at + 1;
            switch (at < format.Length ? format[at] : '\0')
            {
                case '%':
                    Put('%', shown);
                    at = next;
                    break;
                case '(' when TryCondition(format, next, old, fresh, out bool holds, out int then):
                    at = PrintGroupFormat(format, then, ':', old, fresh, shown && holds);
                    if (at < format.Length)
                    {
                        at = PrintGroupFormat(format, at + 1, ')', old, fresh, shown && !holds);
                        if (at < format.Length)
                        {
                            at++;
                        }
                    }

                    break;
                case '<':
                    PrintFormatted(settings.LineFormats[(int)DiffPart.Old], old, shown);
                    at = next;
                    break;
                case '=':
                    PrintFormatted(settings.LineFormats[(int)DiffPart.Unchanged], old, shown);
                    at = next;
                    break;
                case '>':
                    PrintFormatted(settings.LineFormats[(int)DiffPart.New], fresh, shown);
                    at = next;
                    break;
                default:
                    if (!TryNumber(format, ref at, letter => Letter(letter, old, fresh), shown))
                    {
                        Put('%', shown);
                    }

                    break;
            }
        }

        return at;
    }

    private static bool TryCondition(string format, int at, Group old, Group fresh, out bool holds, out int then)
    {
        holds = false;
        then = at;
        long?[] values = [null, null];
        for (int i = 0; i < 2; i++)
        {
            int start = at;
            while (at < format.Length && char.IsAsciiDigit(format[at]))
            {
                at++;
            }

            values[i] = at > start ? long.Parse(format.AsSpan(start, Math.Min(18, at - start)), CultureInfo.InvariantCulture)
                : at < format.Length ? Letter(format[at++], old, fresh) : null;
            if (values[i] is null || at >= format.Length || format[at++] != "=?"[i])
            {
                return false;
            }
        }

        holds = values[0] == values[1];
        then = at;
        return true;
    }

    private static long? Letter(char letter, Group old, Group fresh)
    {
        Group group = char.IsAsciiLetterUpper(letter) ? fresh : old;
        return char.ToLowerInvariant(letter) switch
        {
            'e' => group.From,
            'f' => group.From + 1,
            'l' => group.To,
            'm' => group.To + 1,
            'n' => group.Count,
            _ => null,
        };
    }

    private void PrintFormatted(string format, Group group, bool shown)
    {
        if (!shown)
        {
            return;
        }

        for (int line = group.From; line < group.To; line++)
        {
            int at = 0;
            while (at < format.Length)
            {
                char c = format[at++];
                if (c != '%')
                {
                    Put(c, true);
                    continue;
                }

                switch (at < format.Length ? format[at] : '\0')
                {
                    case '%':
                        Put('%', true);
                        at++;
                        break;
                    case 'l' or 'L':
                        PrintText(group.Lines[line]);
                        if (format[at] == 'L' && !group.Lines.LacksNewline(line))
                        {
                            output.WriteByte((byte)'\n');
                        }

                        at++;
                        break;
                    default:
                        if (!TryNumber(format, ref at, letter => letter == 'n' ? line + 1 : null, true))
                        {
                            Put('%', true);
                        }

                        break;
                }
            }
        }
    }

    private void PrintText(ReadOnlySpan<byte> line)
    {
        if (settings.ExpandsTabs)
        {
            PrintExpanded(line);
        }
        else
        {
            output.Write(line);
        }
    }

    private void Put(char c, bool shown)
    {
        if (shown)
        {
            output.Write([c]);
        }
    }

    // %c'C', or printf's %[-'0]*[WIDTH][.PRECISION]{doxX} and a letter.
    private bool TryNumber(string format, ref int at, Func<char, long?> valueOf, bool shown)
    {
        int i = at;
        while (i < format.Length && format[i] is '-' or '\'' or '0')
        {
            i++;
        }

        string flags = format[at..i];
        int widthAt = i;
        while (i < format.Length && char.IsAsciiDigit(format[i]))
        {
            i++;
        }

        _ = int.TryParse(format.AsSpan(widthAt, i - widthAt), out int width);
        int precision = -1;
        if (i < format.Length && format[i] == '.')
        {
            int precisionAt = ++i;
            while (i < format.Length && char.IsAsciiDigit(format[i]))
            {
                i++;
            }

            precision = int.TryParse(format.AsSpan(precisionAt, i - precisionAt), out int given) ? given : 0;
        }

        if (i + 1 >= format.Length)
        {
            return false;
        }

        char conversion = format[i++];
        char letter = format[i++];
        if (conversion == 'c')
        {
            if (letter != '\'' || !TryCharacter(format, ref i, out char character))
            {
                return false;
            }

            Put(character, shown);
            at = i;
            return true;
        }

        if (conversion is not ('d' or 'o' or 'x' or 'X') || valueOf(letter) is not { } value)
        {
            return false;
        }

        string digits = conversion switch
        {
            'o' => Convert.ToString(value, 8),
            'x' => value.ToString("x", CultureInfo.InvariantCulture),
            'X' => value.ToString("X", CultureInfo.InvariantCulture),
            _ => value.ToString(CultureInfo.InvariantCulture),
        };
        digits = precision == 0 && value == 0 ? "" : digits.PadLeft(Math.Min(Math.Max(0, precision), 10000), '0');
        width = Math.Min(width, 10000);
        digits = flags.Contains('-') ? digits.PadRight(width) : digits.PadLeft(width, flags.Contains('0') && precision < 0 ? '0' : ' ');
        if (shown)
        {
            output.Write(digits);
        }

        at = i;
        return true;
    }

    private static bool TryCharacter(string format, ref int at, out char character)
    {
        character = '\0';
        int i = at;
        if (i >= format.Length || format[i] == '\'')
        {
            return false;
        }

        character = format[i++];
        if (character == '\\')
        {
            int value = 0;
            int start = i;
            while (i < format.Length && format[i] is >= '0' and <= '7')
            {
                value = (value * 8) + format[i++] - '0';
            }

            if (i - start is 0 or > 3)
            {
                return false;
            }

            value &= 0xFF;
            character = value < 0x80 ? (char)value : (char)(0xDC00 + value);
        }

        if (i >= format.Length || format[i] != '\'')
        {
            return false;
        }

        at = i + 1;
        return true;
    }
}
