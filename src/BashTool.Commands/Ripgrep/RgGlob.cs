using System.Text;
using System.Text.RegularExpressions;

namespace BashTool.Commands.Ripgrep;

/// <summary>What a rule says of a file.</summary>
internal enum RgDecision
{
    None,
    Skip,
    Take,
}

/// <summary>A glob over paths: <c>*</c> and <c>?</c> stop at slashes, <c>**</c> does not, braces hold alternatives.</summary>
internal sealed class RgGlob
{
    private readonly string? name;
    private readonly string? ending;
    private readonly Regex? regex;

    public RgGlob(string glob, bool ignoresCase)
    {
        string rest = glob.StartsWith("**/", StringComparison.Ordinal) ? glob[3..] : "";
        if (!ignoresCase && rest.Length > 0 && rest.AsSpan().IndexOfAny("*?[]{}\\/") < 0)
        {
            name = rest;
        }
        else if (!ignoresCase && rest.Length > 1 && rest[0] == '*' && rest.AsSpan(1).IndexOfAny("*?[]{}\\/") < 0)
        {
            ending = rest[1..];
        }
        else
        {
            regex = new Regex(Translate(glob), RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking
                | (ignoresCase ? RegexOptions.IgnoreCase : RegexOptions.None));
        }
    }

    public bool IsMatch(string path)
    {
        if (regex is not null)
        {
            return regex.IsMatch(path);
        }

        ReadOnlySpan<char> last = path.AsSpan(path.LastIndexOf('/') + 1);
        return name is not null ? last.SequenceEqual(name) : last.EndsWith(ending, StringComparison.Ordinal);
    }

    private static string Translate(string glob)
    {
        var result = new StringBuilder("^");
        int braces = 0;
        for (int i = 0; i < glob.Length; i++)
        {
            char c = glob[i];
            switch (c)
            {
                case '*' when i + 1 < glob.Length && glob[i + 1] == '*':
                    int end = i + 2;
                    bool atStart = i == 0 || glob[i - 1] == '/';
                    if (atStart && end < glob.Length && glob[end] == '/')
                    {
                        result.Append("(?:.*/)?");
                        i = end;
                    }
                    else if (atStart && end == glob.Length)
                    {
                        result.Append(".*");
                        i = end - 1;
                    }
                    else
                    {
                        result.Append("[^/]*");
                        i = end - 1;
                    }

                    break;
                case '*':
                    result.Append("[^/]*");
                    break;
                case '?':
                    result.Append("[^/]");
                    break;
                case '[':
                    i = TranslateClass(glob, i, result);
                    break;
                case '{':
                    braces++;
                    result.Append("(?:");
                    break;
                case '}' when braces > 0:
                    braces--;
                    result.Append(')');
                    break;
                case ',' when braces > 0:
                    result.Append('|');
                    break;
                case '\\' when i + 1 < glob.Length:
                    result.Append(Regex.Escape(glob[++i].ToString()));
                    break;
                default:
                    result.Append(Regex.Escape(c.ToString()));
                    break;
            }
        }

        for (; braces > 0; braces--)
        {
            result.Append(')');
        }

        return result.Append("\\z").ToString();
    }

    private static int TranslateClass(string glob, int start, StringBuilder result)
    {
        int at = start + 1;
        bool negated = at < glob.Length && glob[at] is '!' or '^';
        at += negated ? 1 : 0;
        int close = at < glob.Length ? glob.IndexOf(']', at + 1) : -1;
        if (close < 0)
        {
            throw new CommandException($"error parsing glob '{glob}': unclosed character class; missing ']'", RgCommand.Trouble);
        }

        result.Append(negated ? "[^/" : "[");
        foreach (char c in glob.AsSpan(at, close - at))
        {
            result.Append(c is '\\' or '[' or ']' or '^' ? "\\" : "").Append(c);
        }

        result.Append(']');
        return close;
    }
}
