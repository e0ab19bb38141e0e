using System.Globalization;
using System.Text;

namespace BashTool.Commands.Ripgrep;

/// <summary>
/// Reads a pattern of Rust's regex syntax. Out come a pattern for .NET's engine, and where possible a POSIX one that matches at
/// least the same lines, which the byte-level automaton looks for first.
/// </summary>
internal sealed partial class RgPattern
{
    private const string Any = @"(?:[^\n\ud800-\udfff]|[\ud800-\udbff][\udc00-\udfff])";
    private const string AnyNewline = @"(?:[^\ud800-\udfff]|[\ud800-\udbff][\udc00-\udfff])";

    private const int MostRepetitions = 1_000_000;

    private readonly string source;
    private readonly Dictionary<string, int> names = new(StringComparer.Ordinal);
    private bool unicode;
    private readonly bool crlf;
    private readonly StringBuilder net = new();
    private readonly StringBuilder posix = new();
    private readonly Stack<(int Net, int Posix, int At, bool Swaps, bool Dots, bool Extended, bool Unicode)> groups = new();
    private int at;
    private int atomNet = -1;
    private int atomPosix = -1;
    private bool swaps;
    private bool dotsMatchNewline;
    private bool extended;
    private bool bytesOnly;
    private bool hasPosix = true;

    public RgPattern(string source, bool unicode, bool crlf, bool dotAll)
    {
        this.source = source;
        this.unicode = unicode;
        this.crlf = crlf;
        dotsMatchNewline = dotAll;
        Translate();
        Net = net.ToString();
        Posix = hasPosix ? posix.ToString() : null;
    }

    public string Net { get; }

    /// <summary>Null where there is none.</summary>
    public string? Posix { get; }

    /// <summary>The POSIX pattern matches exactly the same lines.</summary>
    public bool IsExact { get; private set; } = true;

    public bool HasUppercase { get; private set; }

    public bool HasLiteral { get; private set; }

    public bool HasNewline { get; private set; }

    private CommandException Error(int start, int length, string message, bool pcre = false)
    {
        string text = $"regex parse error:\n    {source}\n    {new string(' ', start)}{new string('^', Math.Max(1, length))}\nerror: {message}";
        return new RgPatternException(pcre ? text + "\n\nConsider enabling PCRE2 with the --pcre2 flag, which can handle backreferences\nand look-around." : text);
    }

    private void Translate()
    {
        while (at < source.Length)
        {
            char c = source[at];
            switch (c)
            {
                case '(':
                    OpenGroup();
                    break;
                case ')':
                    CloseGroup();
                    break;
                case '|':
                    net.Append('|');
                    posix.Append('|');
                    atomNet = -1;
                    at++;
                    break;
                case '*' or '+' or '?':
                    Repeat(source[at].ToString(), at, at + 1);
                    break;
                case '{':
                    Counted();
                    break;
                case '[':
                    Mark();
                    TranslateClass();
                    break;
                case '.':
                    Mark();
                    net.Append(dotsMatchNewline ? AnyNewline : Any);
                    posix.Append('.');
                    at++;
                    break;
                case '^':
                    Mark();
                    net.Append("(?m:^)");
                    posix.Append('^');
                    at++;
                    break;
                case '$':
                    Mark();
                    net.Append(crlf ? @"(?=\r?(?:\n|\z))" : "(?m:$)");
                    posix.Append(crlf ? "\r?$" : "$");
                    at++;
                    break;
                case '\\':
                    Mark();
                    TranslateEscape();
                    break;
                case '#' when extended:
                    while (at < source.Length && source[at] != '\n')
                    {
                        at++;
                    }

                    break;
                default:
                    if (extended && char.IsWhiteSpace(c))
                    {
                        at++;
                        break;
                    }

                    Mark();
                    int rune = EscapedUtf8.RuneAt(source, at, out int length);
                    at += length;
                    Literal(rune);
                    break;
            }
        }

        if (groups.Count > 0)
        {
            throw Error(groups.Last().At, 1, "unclosed group");
        }
    }

    private void Mark()
    {
        atomNet = net.Length;
        atomPosix = posix.Length;
    }

    private void Literal(int rune)
    {
        HasLiteral = true;
        if (rune < 0 || (rune >= 0xd800 && rune <= 0xdfff))
        {
            net.Append((char)rune);
            hasPosix = false;
            return;
        }

        string text = char.ConvertFromUtf32(rune);
        HasUppercase |= Rune.IsUpper(new Rune(rune));
        HasNewline |= rune == '\n';
        if (text.Length > 1)
        {
            net.Append("(?:").Append(text).Append(')');
        }
        else if (@"\*+?|{}[]()^$.# ".Contains(text[0], StringComparison.Ordinal))
        {
            net.Append('\\').Append(text);
        }
        else if (text[0] < ' ')
        {
            net.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[0]:x4}");
        }
        else
        {
            net.Append(text);
        }

        if (@"\*+?|{}[]()^$.".Contains(text[0], StringComparison.Ordinal))
        {
            posix.Append('\\');
        }

        hasPosix &= rune is not ('\n' or 0);
        posix.Append(text);
    }

    private void OpenGroup()
    {
        int start = at;
        groups.Push((net.Length, posix.Length, start, swaps, dotsMatchNewline, extended, unicode));
        at++;
        atomNet = -1;
        if (!Starts("?"))
        {
            net.Append('(');
            posix.Append('(');
            return;
        }

        if (Starts("?=") || Starts("?!") || Starts("?<=") || Starts("?<!"))
        {
            throw Error(start, Starts("?<") ? 4 : 3, "look-around, including look-ahead and look-behind, is not supported", pcre: true);
        }

        if (Starts("?P<"))
        {
            int close = source.IndexOf('>', at);
            if (close < 0)
            {
                throw Error(source.Length, 1, "unclosed capture group name");
            }

            string name = source[(at + 3)..close];
            if (name.Length == 0)
            {
                throw Error(at + 3, 0, "empty capture group name");
            }

            if (!names.TryAdd(name, at + 3))
            {
                int before = names[name];
                throw new RgPatternException(
                    $"regex parse error:\n    {source}\n    {new string(' ', before)}{new string('^', name.Length)}{new string(' ', at + 3 - before - name.Length)}{new string('^', name.Length)}\nerror: duplicate capture group name");
            }

            net.Append("(?<").Append(name).Append('>');
            posix.Append('(');
            at = close + 1;
            return;
        }

        ReadFlags();
    }

    private void ReadFlags()
    {
        at++;
        bool on = true;
        string set = "";
        string cleared = "";
        for (; at < source.Length && source[at] is not (':' or ')'); at++)
        {
            switch (source[at])
            {
                case '-' when on:
                    on = false;
                    break;
                case 'i':
                    set += on ? "i" : "";
                    cleared += on ? "" : "i";
                    break;
                case 's':
                    dotsMatchNewline = on;
                    break;
                case 'U':
                    swaps = on;
                    break;
                case 'x':
                    extended = on;
                    break;
                case 'u':
                    bytesOnly = !on;
                    unicode = on;
                    break;
                case 'm':
                    break;
                default:
                    throw Error(at, 1, "unrecognized flag");
            }
        }

        if (at >= source.Length)
        {
            throw Error(source.Length, 1, "expected flag but got end of regex");
        }

        string flags = set + (cleared.Length > 0 ? "-" + cleared : "");
        hasPosix &= flags.Length == 0;
        if (source[at++] == ')')
        {
            groups.Pop();
            net.Append(flags.Length > 0 ? $"(?{flags})" : "");
            return;
        }

        net.Append("(?").Append(flags).Append(':');
        posix.Append('(');
    }

    private void CloseGroup()
    {
        if (groups.Count == 0)
        {
            throw Error(at, 1, "unopened group");
        }

        (atomNet, atomPosix, _, swaps, dotsMatchNewline, extended, unicode) = groups.Pop();
        net.Append(')');
        posix.Append(')');
        at++;
    }

    private void Counted()
    {
        int start = at;
        int close = source.IndexOf('}', at);
        if (atomNet >= 0 && at + 1 < source.Length && !char.IsAsciiDigit(source[at + 1]))
        {
            throw Error(at + 1, 1, "repetition quantifier expects a valid decimal");
        }

        if (close < 0)
        {
            if (atomNet < 0)
            {
                throw Error(start, 1, "repetition operator missing expression");
            }

            throw Error(start, source.Length - start, "unclosed counted repetition");
        }

        string[] parts = source[(at + 1)..close].Split(',');
        if (parts.Length > 2 || !int.TryParse(parts[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int least))
        {
            throw Error(close, 1, "repetition quantifier expects a valid decimal");
        }

        int most = least;
        if (parts.Length == 2 && parts[1].Trim().Length > 0 && !int.TryParse(parts[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out most))
        {
            throw Error(close, 1, "repetition quantifier expects a valid decimal");
        }

        if (most < least)
        {
            throw Error(start, close + 1 - start, "invalid repetition count range, the start must be <= the end");
        }

        if (Math.Max(least, most) > MostRepetitions)
        {
            throw new RgPatternException("Compiled regex exceeds size limit of 104857600 bytes.");
        }

        string text = parts.Length == 2 ? $"{{{parts[0].Trim()},{parts[1].Trim()}}}" : $"{{{parts[0].Trim()}}}";
        Repeat(text, start, close + 1);
    }

    private void Repeat(string operation, int start, int end)
    {
        if (atomNet < 0)
        {
            throw Error(start, 1, "repetition operator missing expression");
        }

        at = end;
        bool lazy = at < source.Length && source[at] == '?';
        at += lazy ? 1 : 0;
        net.Append(operation).Append(lazy != swaps ? "?" : "");
        posix.Append(operation);

        // A repetition of a repetition needs brackets.
        if (at < source.Length && source[at] is '*' or '+' or '?' or '{')
        {
            net.Insert(atomNet, "(?:").Append(')');
            posix.Insert(atomPosix, '(').Append(')');
        }
    }

    private bool Starts(string text) => string.CompareOrdinal(source, at, text, 0, text.Length) == 0;
}
