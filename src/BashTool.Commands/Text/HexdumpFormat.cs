using System.Globalization;
using System.Text;

namespace BashTool.Commands.Text;

/// <summary>What a piece of a hexdump format prints.</summary>
internal enum HexdumpKind
{
    Text,
    Address,
    Character,
    Signed,
    Unsigned,
    Real,
    String,
    EscapedCharacter,
    PrintableCharacter,
    NamedCharacter,
}

/// <summary>One conversion with the text before it, or text alone.</summary>
internal sealed class HexdumpPiece
{
    public HexdumpKind Kind { get; init; }

    /// <summary>Bytes it takes.</summary>
    public int Bytes { get; set; }

    public byte[] Before { get; init; } = [];

    public CConversion Conversion { get; init; } = new();

    public List<HexdumpColor> Colors { get; } = [];
}

/// <summary>A colour with what it is for: a value, or a place.</summary>
internal readonly record struct HexdumpColor(string Sequence, bool Inverted, long? Value, long? From, long? To);

/// <summary>A unit of a format: <c>8/1 "%02x "</c>.</summary>
internal sealed class HexdumpUnit(int repetitions, int bytes, bool isRepeated, string format)
{
    public int Repetitions { get; set; } = repetitions;

    public int Bytes { get; set; } = bytes;

    public bool IsRepeated => isRepeated;

    public string Format => format;

    public List<HexdumpPiece> Pieces { get; } = [];

    /// <summary>It stands for the end of the input only (<c>%_A</c>).</summary>
    public bool IsEnd { get; set; }

    /// <summary>The last repetition prints no blank at its end.</summary>
    public bool DropsLastBlank { get; set; }
}

/// <summary>A format string of hexdump.</summary>
internal sealed class HexdumpFormat
{
    private const string Specials = ".#-+ 0123456789";

    public List<HexdumpUnit> Units { get; } = [];

    public int BlockSize { get; private set; }

    public static HexdumpFormat Parse(string text)
    {
        var format = new HexdumpFormat();
        int at = 0;
        while (true)
        {
            SkipBlanks(text, ref at);
            if (at >= text.Length)
            {
                break;
            }

            int repetitions = 1, bytes = 0;
            bool repeated = false;
            if (char.IsAsciiDigit(text[at]))
            {
                repetitions = Number(text, ref at);
                if (at >= text.Length || !(IsBlank(text[at]) || text[at] == '/'))
                {
                    throw Bad(text);
                }

                repeated = true;
                SkipBlanks(text, ref at);
            }

            if (at < text.Length && text[at] == '/')
            {
                at++;
                SkipBlanks(text, ref at);
            }

            if (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                bytes = Number(text, ref at);
                if (at >= text.Length || !IsBlank(text[at]))
                {
                    throw Bad(text);
                }

                SkipBlanks(text, ref at);
            }

            if (at >= text.Length || text[at] != '"')
            {
                throw Bad(text);
            }

            int close = text.IndexOf('"', at + 1);
            if (close < 0)
            {
                throw Bad(text);
            }

            format.Units.Add(new HexdumpUnit(repetitions, bytes, repeated, Unescape(text.AsSpan(at + 1, close - at - 1))));
            at = close + 1;
        }

        format.BlockSize = format.Measure();
        return format;
    }

    /// <summary>Breaks the units into pieces; <paramref name="blockSize"/> is the largest of all formats.</summary>
    public void Compile(int blockSize, bool colors)
    {
        foreach (HexdumpUnit unit in Units)
        {
            CompileUnit(unit, colors);
        }

        for (int i = 0; i < Units.Count; i++)
        {
            HexdumpUnit unit = Units[i];
            if (i == Units.Count - 1 && BlockSize < blockSize && !unit.IsRepeated && unit.Bytes > 0)
            {
                unit.Repetitions += (blockSize - BlockSize) / unit.Bytes;
            }

            unit.DropsLastBlank = unit.Repetitions > 1 && unit.Format.Length > 0 && IsBlank(unit.Format[^1]);
        }
    }

    private static CommandException Bad(string text) => new($"bad format {{{text}}}");

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\v' or '\f' or '\r';

    private static void SkipBlanks(string text, ref int at)
    {
        while (at < text.Length && IsBlank(text[at]))
        {
            at++;
        }
    }

    private static int Number(string text, ref int at)
    {
        int value = 0;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            value = Math.Min(1 << 24, (value * 10) + (text[at] - '0'));
        }

        return value;
    }

    // As util-linux does it in place: behind an escape the other characters are not moved up.
    private static string Unescape(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder().Append(text);
        int at = 0;
        for (int i = 0; i < text.Length; i++, at++)
        {
            if (text[i] != '\\')
            {
                continue;
            }

            if (++i == text.Length)
            {
                break;
            }

            result[at] = text[i] switch
            {
                'a' => '\a',
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'v' => '\v',
                var other => other,
            };
        }

        return result.ToString(0, at);
    }

    private int Measure()
    {
        int total = 0;
        foreach (HexdumpUnit unit in Units)
        {
            if (unit.Bytes > 0)
            {
                total += unit.Bytes * unit.Repetitions;
                continue;
            }

            int bytes = 0;
            string text = unit.Format;
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] != '%')
                {
                    continue;
                }

                CConversion conversion = CConversion.Parse(text.AsSpan(i + 1), out int length);
                i += length + 1;
                if (i >= text.Length)
                {
                    break;
                }

                bytes += text[i] switch
                {
                    'c' => 1,
                    'd' or 'i' or 'o' or 'u' or 'x' or 'X' => 4,
                    'e' or 'E' or 'f' or 'g' or 'G' => 8,
                    's' => Math.Max(0, conversion.Precision),
                    '_' when ++i < text.Length => text[i] is 'c' or 'p' or 'u' ? 1 : 0,
                    _ => 0,
                };
            }

            total += bytes * unit.Repetitions;
        }

        return total;
    }

    private static void CompileUnit(HexdumpUnit unit, bool colors)
    {
        string text = unit.Format;
        int start = 0;
        bool hasConversion = false;
        while (start < text.Length)
        {
            int percent = text.IndexOf('%', start);
            if (percent < 0)
            {
                unit.Pieces.Add(new HexdumpPiece { Kind = HexdumpKind.Text, Before = EscapedUtf8.Encode(text.AsSpan(start)) });
                break;
            }

            CConversion conversion = CConversion.Parse(text.AsSpan(percent + 1), out int length);
            int at = percent + 1 + length;
            char letter = at < text.Length ? text[at] : '\0';
            int end = at + 1;
            HexdumpKind kind;
            int bytes = 0;
            switch (letter)
            {
                case 'c':
                    kind = HexdumpKind.Character;
                    bytes = ByteCount(unit, letter.ToString(), 1, 1);
                    break;
                case 'd' or 'i':
                    kind = HexdumpKind.Signed;
                    bytes = ByteCount(unit, letter.ToString(), 4, 1, 2, 4, 8);
                    break;
                case 'o' or 'u' or 'x' or 'X':
                    kind = HexdumpKind.Unsigned;
                    bytes = ByteCount(unit, letter.ToString(), 4, 1, 2, 4, 8);
                    break;
                case 'e' or 'E' or 'f' or 'g' or 'G':
                    kind = HexdumpKind.Real;
                    bytes = ByteCount(unit, letter.ToString(), 8, 4, 8, 16);
                    break;
                case 's':
                    kind = HexdumpKind.String;
                    bytes = unit.Bytes > 0 ? unit.Bytes
                        : conversion.Precision >= 0 ? conversion.Precision
                        : throw new CommandException("%s requires a precision or a byte count");
                    break;
                case '_' when at + 1 < text.Length && text[at + 1] is 'a' or 'A' or 'c' or 'p' or 'u':
                    char sort = text[at + 1];
                    end = at + 2;
                    kind = sort switch
                    {
                        'c' => HexdumpKind.EscapedCharacter,
                        'p' => HexdumpKind.PrintableCharacter,
                        'u' => HexdumpKind.NamedCharacter,
                        _ => HexdumpKind.Address,
                    };
                    if (kind != HexdumpKind.Address)
                    {
                        bytes = ByteCount(unit, "_" + sort, 1, 1);
                        letter = 'c';
                        break;
                    }

                    letter = at + 2 < text.Length ? text[at + 2] : '\0';
                    if (letter is not ('d' or 'o' or 'x'))
                    {
                        throw new CommandException($"bad conversion character %_{sort}{(letter == '\0' ? "" : letter)}");
                    }

                    end = at + 3;
                    unit.IsEnd |= sort == 'A';
                    break;
                default:
                    string shown = letter == '_' && at + 1 < text.Length ? text.Substring(at, 2) : letter == '\0' ? "" : letter.ToString();
                    throw new CommandException($"bad conversion character %{shown}");
            }

            conversion.Letter = letter;
            var piece = new HexdumpPiece { Kind = kind, Bytes = bytes, Before = EscapedUtf8.Encode(text.AsSpan(start, percent - start)), Conversion = conversion };
            if (text.AsSpan(end).StartsWith("_L[") && text.IndexOf(']', end) is var close and > 0)
            {
                Colors(text[(end + 3)..close], colors ? piece.Colors : []);
                end = close + 1;
            }

            if (kind != HexdumpKind.Address && unit.Bytes > 0)
            {
                if (hasConversion)
                {
                    throw new CommandException("byte count with multiple conversion characters");
                }

                hasConversion = true;
            }

            unit.Pieces.Add(piece);
            start = end;
        }

        if (unit.Bytes == 0)
        {
            foreach (HexdumpPiece piece in unit.Pieces)
            {
                unit.Bytes += piece.Bytes;
            }
        }
    }

    private static int ByteCount(HexdumpUnit unit, string letters, int usual, params ReadOnlySpan<int> allowed) =>
        unit.Bytes == 0 ? usual
        : allowed.Contains(unit.Bytes) ? unit.Bytes
        : throw new CommandException($"bad byte count for conversion character {letters}");

    // red:0x61,!green@4-8,blue
    private static void Colors(string text, List<HexdumpColor> colors)
    {
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            bool inverted = part.StartsWith('!');
            string word = inverted ? part[1..] : part;
            int mark = word.IndexOfAny([':', '@']);
            string name = mark < 0 ? word : word[..mark];
            int index = Array.IndexOf(["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"], name);
            if (index < 0)
            {
                continue;
            }

            long? value = null, from = null, to = null;
            if (mark >= 0)
            {
                string[] numbers = word[(mark + 1)..].Split('-', 2);
                long first = Value(numbers[0]);
                if (word[mark] == ':')
                {
                    value = first;
                }
                else
                {
                    from = first;
                    to = numbers.Length > 1 ? Value(numbers[1]) : first;
                }
            }

            colors.Add(new HexdumpColor($"\u001b[{30 + index}m", inverted, value, from, to));
        }
    }

    private static long Value(string text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? long.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out long hex) ? hex : 0
            : long.TryParse(text, out long number) ? number : 0;
}
