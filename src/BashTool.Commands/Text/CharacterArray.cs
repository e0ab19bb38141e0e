using System.Text;

namespace BashTool.Commands.Text;

/// <summary>An array of bytes as <c>tr</c> describes it: characters, ranges, classes, repeats.</summary>
internal sealed class CharacterArray
{
    private readonly List<Element> elements = [];

    private CharacterArray()
    {
    }

    private enum ElementKind
    {
        Bytes,
        Class,
        Equivalence,
        Repeat,
    }

    private long Length { get; set; }

    /// <summary>Reads <c>a-z[:digit:]\n[x*3]</c>.</summary>
    public static CharacterArray Parse(CommandContext context, string text)
    {
        List<(byte Value, bool Escaped)> source = Unescape(context, EscapedUtf8.Encode(text));
        var array = new CharacterArray();
        int i = 0;
        while (i + 2 < source.Count)
        {
            if (IsPlain(source, i, '[') && array.TryConstruct(source, ref i))
            {
                continue;
            }

            if (IsPlain(source, i + 1, '-'))
            {
                array.AddRange(source[i].Value, source[i + 2].Value);
                i += 3;
            }
            else
            {
                array.AddByte(source[i++].Value);
            }
        }

        for (; i < source.Count; i++)
        {
            array.AddByte(source[i].Value);
        }

        return array;
    }

    /// <summary>Checks that the arrays fit together and makes the second as long as it has to be.</summary>
    public static void Validate(CharacterArray first, CharacterArray? second, bool translates, bool complements, bool truncates)
    {
        first.Length = complements ? 256 - first.Set(false).Count(b => b) : first.Expand().Count;
        foreach (Element element in first.elements)
        {
            if (element is { Kind: ElementKind.Repeat, Count: 0 })
            {
                throw new CommandException("the [c*] repeat construct may not appear in string1");
            }
        }

        if (second is null)
        {
            return;
        }

        int open = second.elements.FindIndex(e => e is { Kind: ElementKind.Repeat, Count: 0 });
        if (open >= 0)
        {
            if (second.elements.FindLastIndex(e => e is { Kind: ElementKind.Repeat, Count: 0 }) != open)
            {
                throw new CommandException("only one [c*] repeat construct may appear in string2");
            }

            second.elements[open] = second.elements[open] with { Count = Math.Max(0, first.Length - second.Expand().Count), Open = true };
        }

        if (!translates)
        {
            if (open >= 0)
            {
                throw new CommandException("the [c*] construct may appear in string2 only when translating");
            }

            return;
        }

        if (second.elements.Exists(e => e.Kind == ElementKind.Equivalence))
        {
            throw new CommandException("[=c=] expressions may not appear in string2 when translating");
        }

        if (second.elements.Exists(e => e.Kind == ElementKind.Class && e.Name is not ("upper" or "lower")))
        {
            throw new CommandException("when translating, the only character classes that may appear in\nstring2 are 'upper' and 'lower'");
        }

        if (!complements)
        {
            CheckCaseClasses(first, second);
        }

        second.Length = second.Expand().Count;
        if (first.Length > second.Length && !truncates)
        {
            if (second.Length == 0)
            {
                throw new CommandException("when not truncating set1, string2 must be non-empty");
            }

            second.Extend(first.Length - second.Length);
        }

        if (complements && first.elements.Exists(e => e.Kind == ElementKind.Class))
        {
            List<byte> mapped = second.Expand();
            if (mapped.Count != first.Length || mapped.Exists(b => b != mapped[0]))
            {
                throw new CommandException("when translating with complemented character classes,\nstring2 must map all characters in the domain to one");
            }
        }
    }

    /// <summary>Which bytes are in the array, or are not.</summary>
    public bool[] Set(bool complement)
    {
        bool[] set = new bool[256];
        Array.Fill(set, complement);
        foreach (byte value in Expand())
        {
            set[value] = !complement;
        }

        return set;
    }

    /// <summary>What each byte becomes.</summary>
    public static byte[] Table(CharacterArray first, CharacterArray second, bool complements)
    {
        byte[] table = new byte[256];
        for (int i = 0; i < 256; i++)
        {
            table[i] = (byte)i;
        }

        List<byte> to = second.Expand();
        if (complements)
        {
            bool[] set = first.Set(true);
            int next = 0;
            for (int i = 0; i < 256 && next < to.Count; i++)
            {
                if (set[i])
                {
                    table[i] = to[next++];
                }
            }

            return table;
        }

        List<byte> from = first.Expand();
        for (int i = 0; i < from.Count && i < to.Count; i++)
        {
            table[from[i]] = to[i];
        }

        return table;
    }

    private static bool IsPlain(List<(byte Value, bool Escaped)> source, int at, char wanted) =>
        at < source.Count && source[at].Value == wanted && !source[at].Escaped;

    private static List<(byte Value, bool Escaped)> Unescape(CommandContext context, byte[] text)
    {
        var result = new List<(byte Value, bool Escaped)>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Add((text[i], false));
                continue;
            }

            if (++i == text.Length)
            {
                context.Complain("warning: an unescaped backslash at end of string is not portable");
                result.Add(((byte)'\\', true));
                break;
            }

            byte c = text[i];
            if (c is >= (byte)'0' and <= (byte)'7')
            {
                int value = c - '0';
                int digits = 1;
                while (digits < 3 && i + 1 < text.Length && text[i + 1] is >= (byte)'0' and <= (byte)'7')
                {
                    int next = (value * 8) + text[i + 1] - '0';
                    if (next > 255)
                    {
                        context.Complain($"warning: the ambiguous octal escape \\{(char)c}{(char)text[i]}{(char)text[i + 1]} is being\n\tinterpreted as the 2-byte sequence \\0{(char)c}{(char)text[i]}, {(char)text[i + 1]}");
                        break;
                    }

                    value = next;
                    digits++;
                    i++;
                }

                result.Add(((byte)value, true));
                continue;
            }

            int named = "abfnrtv".IndexOf((char)c, StringComparison.Ordinal);
            result.Add((named >= 0 ? (byte)"\a\b\f\n\r\t\v"[named] : c, true));
        }

        return result;
    }

    // [:class:], [=c=] or [c*n] at i.
    private bool TryConstruct(List<(byte Value, bool Escaped)> source, ref int i)
    {
        if (IsPlain(source, i + 1, ':') || IsPlain(source, i + 1, '='))
        {
            byte mark = source[i + 1].Value;
            for (int end = i + 2; end + 1 < source.Count; end++)
            {
                if (!IsPlain(source, end, (char)mark) || !IsPlain(source, end + 1, ']'))
                {
                    continue;
                }

                string name = Encoding.Latin1.GetString([.. source.GetRange(i + 2, end - i - 2).ConvertAll(s => s.Value)]);
                if (name.Length == 0)
                {
                    throw new CommandException(mark == ':'
                        ? "missing character class name '[::]'"
                        : "missing equivalence class character '[==]'");
                }

                if (mark == ':' && ClassTest(name) is { } test)
                {
                    AddClass(name, test);
                }
                else if (mark == '=' && name.Length == 1)
                {
                    elements.Add(new Element(ElementKind.Equivalence, [(byte)name[0]], "", 0, false));
                }
                else if (TryRepeat(source, ref i, onlyDigits: true))
                {
                    return true;
                }
                else
                {
                    string shown = EscapedUtf8.Decode(Encoding.Latin1.GetBytes(name));
                    throw new CommandException(mark == ':'
                        ? $"invalid character class {GnuQuoting.Quote(shown)}"
                        : $"{shown}: equivalence class operand must be a single character");
                }

                i = end + 2;
                return true;
            }
        }

        return TryRepeat(source, ref i, onlyDigits: false);
    }

    private bool TryRepeat(List<(byte Value, bool Escaped)> source, ref int i, bool onlyDigits)
    {
        if (!IsPlain(source, i + 2, '*'))
        {
            return false;
        }

        for (int end = i + 3; end < source.Count && !source[end].Escaped; end++)
        {
            if (source[end].Value != ']')
            {
                if (onlyDigits && !char.IsAsciiDigit((char)source[end].Value))
                {
                    return false;
                }

                continue;
            }

            string digits = Encoding.Latin1.GetString([.. source.GetRange(i + 3, end - i - 3).ConvertAll(s => s.Value)]);
            long count = 0;
            int radix = digits.StartsWith('0') ? 8 : 10;
            foreach (char digit in digits)
            {
                if (digit < '0' || digit >= '0' + radix || count > long.MaxValue / 16)
                {
                    string shown = EscapedUtf8.Decode(Encoding.Latin1.GetBytes(digits));
                    throw new CommandException($"invalid repeat count {GnuQuoting.Quote(shown)} in [c*n] construct");
                }

                count = (count * radix) + digit - '0';
            }

            elements.Add(new Element(ElementKind.Repeat, [source[i + 1].Value], "", count, false));
            i = end + 1;
            return true;
        }

        return false;
    }

    private void AddByte(byte value) => elements.Add(new Element(ElementKind.Bytes, [value], "", 0, false));

    private void AddRange(byte first, byte last)
    {
        if (first > last)
        {
            throw new CommandException($"range-endpoints of '{Printable(first)}-{Printable(last)}' are in reverse collating sequence order");
        }

        byte[] bytes = new byte[last - first + 1];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(first + i);
        }

        elements.Add(new Element(ElementKind.Bytes, bytes, "", 0, false));
    }

    private static string Printable(byte value) => value switch
    {
        (byte)'\\' => "\\",
        >= 32 and < 127 => ((char)value).ToString(),
        _ => $"\\{Convert.ToString(value, 8).PadLeft(3, '0')}",
    };

    private void AddClass(string name, Func<char, bool> test)
    {
        var bytes = new List<byte>();
        for (int i = 0; i < 128; i++)
        {
            if (test((char)i))
            {
                bytes.Add((byte)i);
            }
        }

        elements.Add(new Element(ElementKind.Class, [.. bytes], name, 0, false));
    }

    private static Func<char, bool>? ClassTest(string name) => name switch
    {
        "alnum" => char.IsAsciiLetterOrDigit,
        "alpha" => char.IsAsciiLetter,
        "blank" => c => c is ' ' or '\t',
        "cntrl" => c => c is < ' ' or '\u007F',
        "digit" => char.IsAsciiDigit,
        "graph" => c => c is > ' ' and < '\u007F',
        "lower" => char.IsAsciiLetterLower,
        "print" => c => c is >= ' ' and < '\u007F',
        "punct" => c => c is > ' ' and < '\u007F' && !char.IsAsciiLetterOrDigit(c),
        "space" => c => c is ' ' or (>= '\t' and <= '\r'),
        "upper" => char.IsAsciiLetterUpper,
        "xdigit" => char.IsAsciiHexDigit,
        _ => null,
    };

    private List<byte> Expand()
    {
        var bytes = new List<byte>();
        foreach (Element element in elements)
        {
            if (element.Kind == ElementKind.Repeat)
            {
                // More than there are bytes is never looked at.
                for (long i = Math.Min(element.Count, 65536); i > 0; i--)
                {
                    bytes.Add(element.Bytes[0]);
                }
            }
            else
            {
                bytes.AddRange(element.Bytes);
            }
        }

        return bytes;
    }

    // The last element goes on until the array is long enough.
    private void Extend(long missing)
    {
        Element last = elements[^1];
        if (last.Kind == ElementKind.Class)
        {
            throw new CommandException("when translating with string1 longer than string2,\nthe latter string must not end with a character class");
        }

        elements.Add(new Element(ElementKind.Repeat, [last.Bytes[^1]], "", missing, false));
    }

    // [:upper:] or [:lower:] in the second array stands at the same place as one in the first.
    private static void CheckCaseClasses(CharacterArray first, CharacterArray second)
    {
        List<int> firstStarts = first.CaseClassStarts();
        foreach (int start in second.CaseClassStarts())
        {
            if (start <= first.Length && !firstStarts.Contains(start))
            {
                throw new CommandException("misaligned [:upper:] and/or [:lower:] construct");
            }
        }
    }

    private List<int> CaseClassStarts()
    {
        var starts = new List<int>();
        int at = 0;
        foreach (Element element in elements)
        {
            if (element.Kind == ElementKind.Class && element.Name is "upper" or "lower")
            {
                starts.Add(at);
            }

            at += element.Kind == ElementKind.Repeat ? (int)Math.Min(element.Count, 65536) : element.Bytes.Length;
        }

        return starts;
    }

    private sealed record Element(ElementKind Kind, byte[] Bytes, string Name, long Count, bool Open);
}
