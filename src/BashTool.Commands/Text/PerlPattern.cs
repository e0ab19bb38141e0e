using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BashTool.Commands.Text;

/// <summary>
/// Rewrites a PCRE pattern for .NET's engine: classes such as <c>\w</c> know ASCII only, possessive quantifiers become
/// atomic groups, <c>\K</c>, <c>\Q...\E</c>, <c>\h</c>, <c>\R</c>, <c>\x{...}</c> and POSIX classes get their .NET form.
/// </summary>
internal sealed partial class PerlPattern
{
    /// <summary>The group that stands where <c>\K</c> stood.</summary>
    public const string KeepGroup = "__keep";

    private readonly string source;
    private readonly StringBuilder output = new();
    private readonly Stack<int> groups = new();
    private int at;
    private int atom = -1;
    private readonly bool isMultiline;
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    public PerlPattern(string source)
    {
        this.source = PerlRecursion.Expand(source);
        isMultiline = MultilineGroup().IsMatch(source);
        Translate();
        Text = output.ToString();
    }

    public string Text { get; }

    public bool KeepsOut { get; private set; }

    /// <summary>PCRE's words for what .NET complains about.</summary>
    public static string Describe(RegexParseException problem) => problem.Error switch
    {
        RegexParseError.InsufficientClosingParentheses => "missing closing parenthesis",
        RegexParseError.InsufficientOpeningParentheses => "unmatched closing parenthesis",
        RegexParseError.UnterminatedBracket => "missing terminating ] for character class",
        RegexParseError.QuantifierAfterNothing or RegexParseError.NestedQuantifiersNotParenthesized => "quantifier does not follow a repeatable item",
        RegexParseError.UnescapedEndingBackslash => "\\ at end of pattern",
        RegexParseError.ReversedCharacterRange => "range out of order in character class",
        RegexParseError.ReversedQuantifierRange => "numbers out of order in {} quantifier",
        RegexParseError.UndefinedNumberedReference or RegexParseError.UndefinedNamedReference => "reference to non-existent subpattern",
        RegexParseError.InvalidUnicodePropertyEscape or RegexParseError.MalformedUnicodePropertyEscape => "unknown property name after \\P or \\p",
        _ => problem.Message,
    };

    private static CommandException Unsupported(string what) => new($"{what} is not supported by -P here", GrepCommand.Trouble);

    private void Translate()
    {
        while (at < source.Length)
        {
            char c = source[at];
            switch (c)
            {
                case '\\':
                    Mark();
                    TranslateEscape(false);
                    break;
                case '[':
                    Mark();
                    TranslateClass();
                    break;
                case '(':
                    OpenGroup();
                    break;
                case ')':
                    output.Append(c);
                    at++;
                    atom = groups.TryPop(out int opened) ? opened : -1;
                    break;
                case '*' or '+' or '?':
                    output.Append(c);
                    at++;
                    FinishQuantifier();
                    break;
                case '{' when IsQuantifier(out int end):
                    output.Append(source, at, end - at);
                    at = end;
                    FinishQuantifier();
                    break;
                case '{':
                    Mark();
                    output.Append("\\{");
                    at++;
                    break;
                case '$':
                    // .NET's $ stands before a last newline too, which is not asked of PCRE.
                    atom = output.Length;
                    output.Append(isMultiline ? "$" : "\\z");
                    at++;
                    break;
                default:
                    Mark();
                    output.Append(c);
                    at++;
                    if (char.IsHighSurrogate(c) && at < source.Length && char.IsLowSurrogate(source[at]))
                    {
                        output.Insert(atom, "(?:").Append(source[at++]).Append(')');
                    }

                    break;
            }
        }
    }

    private void Mark() => atom = output.Length;

    private bool IsQuantifier(out int end)
    {
        end = at + 1;
        int digits = 0;
        while (end < source.Length && (char.IsAsciiDigit(source[end]) || (source[end] == ',' && digits > 0)))
        {
            digits++;
            end++;
        }

        if (digits == 0 || end >= source.Length || source[end++] != '}')
        {
            return false;
        }

        foreach (string number in source[(at + 1)..(end - 1)].Split(','))
        {
            if (number.Length > 5 || (number.Length > 0 && int.Parse(number, CultureInfo.InvariantCulture) > ushort.MaxValue))
            {
                throw new CommandException("number too big in {} quantifier", GrepCommand.Trouble);
            }
        }

        return true;
    }

    private void FinishQuantifier()
    {
        if (at < source.Length && source[at] == '?')
        {
            output.Append('?');
            at++;
        }
        else if (at < source.Length && source[at] == '+')
        {
            at++;
            if (atom >= 0)
            {
                output.Insert(atom, "(?>").Append(')');
            }
        }
    }

    private void OpenGroup()
    {
        groups.Push(output.Length);
        ReadOnlySpan<char> rest = source.AsSpan(at);
        if (rest.StartsWith("(*"))
        {
            int end = source.IndexOf(')', at);
            string verb = end < 0 ? "" : source[(at + 2)..end];
            if (verb is "FAIL" or "F" or "UTF" or "UCP")
            {
                output.Append(verb[0] == 'F' ? "(?!)" : "");
                at = end + 1;
                groups.Pop();
                return;
            }

            throw Unsupported("a verb such as (*SKIP)");
        }

        if (!rest.StartsWith("(?"))
        {
            output.Append('(');
            at++;
            return;
        }

        if (rest.StartsWith("(?|"))
        {
            // Which number a group has matters to back-references only.
            if (BackReference().IsMatch(source))
            {
                throw Unsupported("branch reset with back-references");
            }

            output.Append("(?:");
            at += 3;
            return;
        }

        CheckName(rest);

        if (rest.StartsWith("(?#"))
        {
            int close = source.IndexOf(')', at);
            at = close < 0 ? source.Length : close + 1;
            groups.Pop();
        }
        else if (rest.StartsWith("(?P<"))
        {
            output.Append("(?<");
            at += 4;
        }
        else if (rest.StartsWith("(?P="))
        {
            int close = source.IndexOf(')', at);
            close = close < 0 ? source.Length : close;
            output.Append("\\k<").Append(source, at + 4, close - at - 4).Append('>');
            at = Math.Min(source.Length, close + 1);
            groups.Pop();
        }
        else
        {
            output.Append("(?");
            at += 2;
        }
    }

    private void CheckName(ReadOnlySpan<char> group)
    {
        int from = group.StartsWith("(?P<") ? 4 : group.StartsWith("(?<") && group.Length > 3 && group[3] is not ('=' or '!') || group.StartsWith("(?'") ? 3 : 0;
        if (from == 0)
        {
            return;
        }

        int end = group[from..].IndexOfAny('>', '\'');
        if (end > 0 && char.IsAsciiDigit(group[from]))
        {
            throw new CommandException("subpattern name must start with a non-digit", GrepCommand.Trouble);
        }

        if (end > 0 && !names.Add(group.Slice(from, end).ToString()))
        {
            throw new CommandException("two named subpatterns have the same name (PCRE2_DUPNAMES not set)", GrepCommand.Trouble);
        }
    }

    [GeneratedRegex(@"\(\?[a-z]*m[a-z]*(-[a-z]+)?[:)]")]
    private static partial Regex MultilineGroup();

    [GeneratedRegex(@"\\[1-9]|\\g")]
    private static partial Regex BackReference();

    private void TranslateEscape(bool inClass)
    {
        if (at + 1 >= source.Length)
        {
            output.Append('\\');
            at++;
            return;
        }

        char c = source[at + 1];
        at += 2;
        switch (c)
        {
            case 'd':
                output.Append(inClass ? "0-9" : "[0-9]");
                break;
            case 'w':
                output.Append(inClass ? "A-Za-z0-9_" : "[A-Za-z0-9_]");
                break;
            case 's':
                output.Append(inClass ? " \\t-\\r" : "[ \\t-\\r]");
                break;
            case 'h':
                output.Append(inClass ? " \\t\\u00A0\\u1680\\u180E\\u2000-\\u200A\\u202F\\u205F\\u3000" : "[ \\t\\u00A0\\u1680\\u180E\\u2000-\\u200A\\u202F\\u205F\\u3000]");
                break;
            case 'v':
                output.Append(inClass ? "\\n-\\r\\u0085\\u2028\\u2029" : "[\\n-\\r\\u0085\\u2028\\u2029]");
                break;
            case 'D':
                output.Append(inClass ? "\\0-/:-\\uFFFF" : "[^0-9]");
                break;
            case 'W':
                output.Append(inClass ? "\\0-/:-@\\[-^`{-\\uFFFF" : "[^A-Za-z0-9_]");
                break;
            case 'S':
                output.Append(inClass ? "\\0-\\x08\\x0E-\\x1F!-\\uFFFF" : "[^ \\t-\\r]");
                break;
            case 'H' when !inClass:
                output.Append("[^ \\t\\u00A0\\u1680\\u180E\\u2000-\\u200A\\u202F\\u205F\\u3000]");
                break;
            case 'V' when !inClass:
                output.Append("[^\\n-\\r\\u0085\\u2028\\u2029]");
                break;
            case 'N' when source.AsSpan(at).StartsWith("{U+") && source.IndexOf('}', at) is > 0 and int named
                && int.TryParse(source.AsSpan(at + 3, named - at - 3), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int point) && Rune.IsValid(point):
                foreach (char unit in new Rune(point).ToString())
                {
                    output.Append($"\\u{(int)unit:X4}");
                }

                at = named + 1;
                break;
            case 'X' when !inClass:
                output.Append("(?:\\r\\n|[\\uD800-\\uDBFF][\\uDC00-\\uDFFF]\\p{M}*|[^\\p{M}]\\p{M}*|\\p{M}+)");
                break;
            case 'N' when !inClass:
                output.Append("[^\\n]");
                break;
            case 'R' when !inClass:
                output.Append("(?:\\r\\n|[\\n-\\r\\u0085\\u2028\\u2029])");
                break;
            case 'b' when !inClass:
                output.Append("(?:(?<=[A-Za-z0-9_])(?![A-Za-z0-9_])|(?<![A-Za-z0-9_])(?=[A-Za-z0-9_]))");
                break;
            case 'B' when !inClass:
                output.Append("(?:(?<=[A-Za-z0-9_])(?=[A-Za-z0-9_])|(?<![A-Za-z0-9_])(?![A-Za-z0-9_]))");
                break;
            case 'K' when !inClass:
                KeepsOut = true;
                output.Append($"(?<{KeepGroup}>)");
                break;
            case 'Q':
                int end = source.IndexOf("\\E", at, StringComparison.Ordinal);
                string quoted = end < 0 ? source[at..] : source[at..end];
                at = end < 0 ? source.Length : end + 2;
                foreach (char literal in quoted)
                {
                    Mark();
                    output.Append(inClass ? (@"\]^-[".Contains(literal) ? "\\" + literal : literal.ToString()) : Regex.Escape(literal.ToString()).Replace("]", "\\]", StringComparison.Ordinal));
                }

                break;
            case 'E':
                break;
            case 'x' when at < source.Length && source[at] == '{':
                int close = source.IndexOf('}', at);
                if (close < 0 || !int.TryParse(source.AsSpan(at + 1, close - at - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int code) || !Rune.IsValid(code))
                {
                    throw new CommandException("non-hex character in \\x{} (closing brace missing?)", GrepCommand.Trouble);
                }

                foreach (char unit in new Rune(code).ToString())
                {
                    output.Append($"\\u{(int)unit:X4}");
                }

                at = close + 1;
                break;
            case 'o' when at < source.Length && source[at] == '{':
                int closing = source.IndexOf('}', at);
                closing = closing < 0 ? source.Length - 1 : closing;
                output.Append($"\\u{Convert.ToInt32(source[(at + 1)..closing], 8):X4}");
                at = closing + 1;
                break;
            case 'p' or 'P' when at < source.Length && source[at] != '{':
                output.Append('\\').Append(c).Append('{').Append(source[at++]).Append('}');
                break;
            case 'g' when at < source.Length && source[at] == '{':
                int brace = source.IndexOf('}', at);
                brace = brace < 0 ? source.Length : brace;
                output.Append("\\k<").Append(source, at + 1, brace - at - 1).Append('>');
                at = Math.Min(source.Length, brace + 1);
                break;
            case 'g' when at < source.Length && char.IsAsciiDigit(source[at]):
                output.Append("\\k<").Append(source[at++]).Append('>');
                break;
            case 'k' when at < source.Length && source[at] == '{':
                int last = source.IndexOf('}', at);
                last = last < 0 ? source.Length : last;
                output.Append("\\k<").Append(source, at + 1, last - at - 1).Append('>');
                at = Math.Min(source.Length, last + 1);
                break;
            case 'C' when !inClass:
                throw Unsupported($"\\{c}");
            default:
                if (char.IsAsciiLetterOrDigit(c) || c < 0x80)
                {
                    output.Append('\\');
                }

                output.Append(c);
                break;
        }
    }

    private void TranslateClass()
    {
        output.Append('[');
        at++;
        if (at < source.Length && source[at] == '^')
        {
            output.Append('^');
            at++;
        }

        bool first = true;
        while (at < source.Length)
        {
            char c = source[at];
            if (c == ']' && !first)
            {
                output.Append(']');
                at++;
                return;
            }

            first = false;
            if (c == '[' && at + 1 < source.Length && source[at + 1] == ':')
            {
                int end = source.IndexOf(":]", at + 2, StringComparison.Ordinal);
                if (end > 0)
                {
                    output.Append(PosixClass(source[(at + 2)..end]));
                    at = end + 2;
                    continue;
                }
            }

            if (c == '\\')
            {
                TranslateEscape(true);
                continue;
            }

            // An opening bracket would begin a subtraction in .NET.
            output.Append(c is '[' or ']' ? "\\" + c : c.ToString());
            at++;
        }
    }

    private static string PosixClass(string name) => name switch
    {
        "^alpha" => "\\0-@\\[-`{-\\uFFFF",
        "^alnum" => "\\0-/:-@\\[-`{-\\uFFFF",
        "^upper" => "\\0-@\\[-\\uFFFF",
        "^lower" => "\\0-`{-\\uFFFF",
        "^blank" => "\\0-\\x08\\x0A-\\x1F!-\\uFFFF",
        "^punct" => "\\0- 0-9A-Za-z\\x7F-\\uFFFF",
        "^print" => "\\0-\\x1F\\x7F-\\uFFFF",
        "^graph" => "\\0- \\x7F-\\uFFFF",
        "^cntrl" => " -~\\x80-\\uFFFF",
        "^xdigit" => "\\0-/:-@G-`g-\\uFFFF",
        "^word" => "\\0-/:-@\\[-^`{-\\uFFFF",
        "alpha" => "A-Za-z",
        "digit" => "0-9",
        "alnum" => "A-Za-z0-9",
        "upper" => "A-Z",
        "lower" => "a-z",
        "space" => " \\t-\\r",
        "blank" => " \\t",
        "punct" => "!-/:-@\\[-`{-~",
        "print" => " -~",
        "graph" => "!-~",
        "cntrl" => "\\0-\\x1F\\x7F",
        "xdigit" => "0-9A-Fa-f",
        "word" => "A-Za-z0-9_",
        "^digit" => "\\0-/:-\\uFFFF",
        "^space" => "\\0-\\x08\\x0E-\\x1F!-\\uFFFF",
        _ => throw new CommandException("unknown POSIX class name", GrepCommand.Trouble),
    };
}
