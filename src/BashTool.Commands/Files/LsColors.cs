using System.Text;

namespace BashTool.Commands.Files;

/// <summary>What is colored, in the order of the two-letter codes of LS_COLORS.</summary>
internal enum LsColor
{
    Left,
    Right,
    End,
    Reset,
    Normal,
    File,
    Directory,
    Link,
    Fifo,
    Socket,
    BlockDevice,
    CharacterDevice,
    Missing,
    Orphan,
    Executable,
    Door,
    SetUser,
    SetGroup,
    Sticky,
    OtherWritable,
    StickyOtherWritable,
    Capability,
    ManyLinks,
    ClearToEnd,
}

/// <summary>The colors of <c>ls --color</c>, from LS_COLORS.</summary>
internal sealed class LsColors
{
    private const string Codes = "lc rc ec rs no fi di ln pi so bd cd mi or ex do su sg st ow tw ca mh cl";

    private readonly string?[] sequences =
    [
        "\e[", "m", null, "0", null, null, "01;34", "01;36", "33", "01;35", "01;33", "01;33", null, null, "01;32", "01;35",
        "37;41", "30;43", "37;44", "34;42", "30;42", null, null, "\e[K",
    ];

    private readonly List<(string Suffix, string Sequence)> suffixes = [];

    /// <summary>True for <c>ln=target</c>: a link is colored as what it points to.</summary>
    public bool LinksAsTarget { get; private set; }

    public string? this[LsColor color] => sequences[(int)color];

    public bool IsColored(LsColor color) => sequences[(int)color] is { } sequence && sequence is not ("" or "0" or "00");

    /// <summary>Reads LS_COLORS; null where it cannot be read, with the part that cannot.</summary>
    public static LsColors? Parse(string? text, out string? problem)
    {
        problem = null;
        var colors = new LsColors();
        if (string.IsNullOrEmpty(text))
        {
            return colors;
        }

        int at = 0;
        while (at < text.Length)
        {
            if (text[at] == ':')
            {
                at++;
                continue;
            }

            if (text[at] == '*')
            {
                at++;
                if (!ReadPart(text, ref at, '=', out string suffix) || at >= text.Length || text[at++] != '=' || !ReadPart(text, ref at, ':', out string sequence))
                {
                    return null;
                }

                // The later one wins.
                colors.suffixes.Insert(0, (suffix, sequence));
                continue;
            }

            if (at + 2 >= text.Length || text[at + 2] != '=')
            {
                return null;
            }

            string code = text.Substring(at, 2);
            int index = Codes.IndexOf(code, StringComparison.Ordinal);
            at += 3;
            if (!ReadPart(text, ref at, ':', out string value))
            {
                return null;
            }

            if (index < 0 || index % 3 != 0)
            {
                problem = code;
                return null;
            }

            colors.sequences[index / 3] = value;
        }

        colors.LinksAsTarget = colors[LsColor.Link] == "target";
        return colors;
    }

    public string? ForSuffix(string name)
    {
        foreach ((string suffix, string sequence) in suffixes)
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal))
            {
                return sequence;
            }
        }

        return null;
    }

    // Up to an unescaped separator, with \e, \n, \101, \x41, ^A and their kin.
    private static bool ReadPart(string text, ref int at, char separator, out string part)
    {
        var result = new StringBuilder();
        part = "";
        while (at < text.Length && text[at] != separator && text[at] != ':')
        {
            char c = text[at++];
            if (c == '\\')
            {
                if (at == text.Length)
                {
                    return false;
                }

                c = text[at++];
                switch (c)
                {
                    case >= '0' and <= '7':
                    {
                        int value = c - '0';
                        while (at < text.Length && text[at] is >= '0' and <= '7')
                        {
                            value = (value * 8) + text[at++] - '0';
                        }

                        c = (char)(value & 0xFF);
                        break;
                    }

                    case 'x' or 'X':
                    {
                        int value = 0;
                        while (at < text.Length && char.IsAsciiHexDigit(text[at]))
                        {
                            value = (value * 16) + Convert.ToInt32(text[at++].ToString(), 16);
                        }

                        c = (char)(value & 0xFF);
                        break;
                    }

                    default:
                        c = c switch
                        {
                            'a' => '\a',
                            'b' => '\b',
                            'e' => '\e',
                            'f' => '\f',
                            'n' => '\n',
                            'r' => '\r',
                            't' => '\t',
                            'v' => '\v',
                            '?' => '\x7f',
                            '_' => ' ',
                            _ => c,
                        };
                        break;
                }
            }
            else if (c == '^')
            {
                if (at == text.Length || text[at] is not ((>= '@' and <= '~') or '?'))
                {
                    return false;
                }

                c = text[at] == '?' ? '\x7f' : (char)(text[at] & 0x1F);
                at++;
            }

            result.Append(c);
        }

        part = result.ToString();
        return true;
    }
}
