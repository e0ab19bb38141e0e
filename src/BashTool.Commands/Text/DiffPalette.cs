using System.Text;

namespace BashTool.Commands.Text;

/// <summary>The colors of diff, as <c>--palette</c> gives them.</summary>
internal sealed class DiffPalette
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal)
    {
        ["lc"] = "\e[", ["rc"] = "m", ["ec"] = "", ["rs"] = "0", ["hd"] = "1", ["ad"] = "32", ["de"] = "31", ["ln"] = "36",
    };

    public string Header => Start("hd");

    public string Added => Start("ad");

    public string Removed => Start("de");

    public string Range => Start("ln");

    public string Reset => Start("rs");

    /// <summary>Reads <c>ad=32:de=31</c>.</summary>
    /// <param name="text">The palette.</param>
    /// <param name="problem">What to complain of; null if all is well.</param>
    /// <returns>False where colors are off for it.</returns>
    public bool Read(string text, out string? problem)
    {
        problem = null;
        int at = 0;
        while (at < text.Length)
        {
            if (text[at] == ':')
            {
                at++;
                continue;
            }

            if (at + 2 >= text.Length || text[at + 2] != '=')
            {
                return false;
            }

            string key = text.Substring(at, 2);
            if (!values.ContainsKey(key))
            {
                problem = $"unrecognized prefix: {key}";
                return false;
            }

            at += 3;
            if (!ReadValue(text, ref at, out string value))
            {
                return false;
            }

            values[key] = value;
        }

        return true;
    }

    private static bool ReadValue(string text, ref int at, out string value)
    {
        var result = new StringBuilder();
        value = "";
        while (at < text.Length && text[at] != ':')
        {
            char c = text[at++];
            if (c == '\\')
            {
                if (at >= text.Length)
                {
                    return false;
                }

                c = text[at++];
                if (c is >= '0' and <= '7')
                {
                    int code = c - '0';
                    while (at < text.Length && text[at] is >= '0' and <= '7')
                    {
                        code = ((code * 8) + text[at++] - '0') & 0xFF;
                    }

                    c = (char)code;
                }
                else
                {
                    c = c switch { 'a' => '\a', 'b' => '\b', 'e' => '\e', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', 'v' => '\v', '?' => '\u007f', '_' => ' ', _ => c };
                }
            }
            else if (c == '^')
            {
                if (at >= text.Length || text[at] is not (>= '?' and <= '~'))
                {
                    return false;
                }

                c = text[at] == '?' ? '\u007f' : (char)(text[at] & 0x1f);
                at++;
            }

            result.Append(c);
        }

        value = result.ToString();
        return true;
    }

    private string Start(string key) => values["lc"] + values[key] + values["rc"];
}
