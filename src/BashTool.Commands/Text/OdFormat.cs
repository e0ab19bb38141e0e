namespace BashTool.Commands.Text;

/// <summary>What od makes of bytes.</summary>
internal enum OdKind
{
    Signed,
    Unsigned,
    Octal,
    Hexadecimal,
    Float,
    Character,
    Named,
}

/// <summary>One of od's output formats: a kind, and how many bytes a datum has.</summary>
internal sealed class OdFormat(OdKind kind, int size, bool trailer)
{
    public OdKind Kind => kind;

    public int Size => size;

    /// <summary>The printable characters stand behind the line (<c>z</c>).</summary>
    public bool HasTrailer => trailer;

    /// <summary>Columns of a datum without what separates it.</summary>
    public int Width { get; } = kind switch
    {
        OdKind.Signed => size switch { 1 => 4, 2 => 6, 4 => 11, _ => 20 },
        OdKind.Unsigned => size switch { 1 => 3, 2 => 5, 4 => 10, _ => 20 },
        OdKind.Octal => ((size * 8) + 2) / 3,
        OdKind.Hexadecimal => size * 2,
        OdKind.Float => size switch { 4 => 15, 8 => 24, _ => 29 },
        _ => 3,
    };

    /// <summary>Reads formats such as <c>x1z</c> or <c>fDc</c>, several in one word.</summary>
    public static void Parse(string text, List<OdFormat> formats)
    {
        for (int at = 0; at < text.Length;)
        {
            char letter = text[at++];
            OdKind kind = letter switch
            {
                'd' => OdKind.Signed,
                'u' => OdKind.Unsigned,
                'o' => OdKind.Octal,
                'x' => OdKind.Hexadecimal,
                'f' => OdKind.Float,
                'a' => OdKind.Named,
                'c' => OdKind.Character,
                _ => throw new CommandException($"invalid character '{letter}' in type string {GnuQuoting.Quote(text)}"),
            };
            int size = letter is 'a' or 'c' ? 1 : ReadSize(text, ref at, kind == OdKind.Float);
            bool trailer = at < text.Length && text[at] == 'z';
            at += trailer ? 1 : 0;
            formats.Add(new OdFormat(kind, size, trailer));
        }
    }

    private static int ReadSize(string text, ref int at, bool isFloat)
    {
        int named = at >= text.Length ? 0
            : isFloat ? text[at] switch { 'F' => 4, 'D' => 8, 'L' => 16, _ => 0 }
            : text[at] switch { 'C' => 1, 'S' => 2, 'I' => 4, 'L' => 8, _ => 0 };
        if (named > 0)
        {
            at++;
            return named;
        }

        int start = at;
        long size = 0;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            size = (size * 10) + (text[at++] - '0');
            if (size > int.MaxValue)
            {
                throw new CommandException($"invalid type string {GnuQuoting.Quote(text)}");
            }
        }

        if (at == start)
        {
            return isFloat ? 8 : 4;
        }

        bool known = isFloat ? size is 4 or 8 or 16 : size is 1 or 2 or 4 or 8;
        return known
            ? (int)size
            : throw new CommandException(
                $"invalid type string {GnuQuoting.Quote(text)};\nthis system doesn't provide a {size}-byte {(isFloat ? "floating point" : "integral")} type");
    }
}
