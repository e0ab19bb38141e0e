using System.Globalization;
using System.Text;
using BashTool.Core.Text;

namespace BashTool.Core.Interpreter;

/// <summary>History expansion (Bash manual, 9.3): <c>!!</c>, <c>!$</c>, <c>^old^new^</c> and their like.</summary>
public sealed class HistoryExpansion
{
    private readonly HistoryList history;
    private readonly string line;
    private readonly StringBuilder result = new();
    private int position;
    private string lastOld = "";
    private string lastNew = "";

    private HistoryExpansion(HistoryList history, string line)
    {
        this.history = history;
        this.line = line;
    }

    /// <summary>The line after the expansion.</summary>
    public string Text => result.ToString();

    /// <summary>Something was expanded.</summary>
    public bool Changed { get; private set; }

    /// <summary><c>:p</c>: the line is shown and not run.</summary>
    public bool PrintsOnly { get; private set; }

    /// <summary>What is wrong, as <c>!x: event not found</c>; null if nothing is.</summary>
    public string? Error { get; private set; }

    /// <summary>Expands a line.</summary>
    public static HistoryExpansion Expand(HistoryList history, string line)
    {
        var expansion = new HistoryExpansion(history, line);
        expansion.Run();
        return expansion;
    }

    private char At(int index) => index < line.Length ? line[index] : '\0';

    private void Run()
    {
        if (line.StartsWith('^'))
        {
            QuickSubstitution();
            return;
        }

        bool single = false;
        bool doubled = false;
        while (position < line.Length && Error is null)
        {
            char c = line[position];
            if (single)
            {
                single = c != '\'';
            }
            else if (c == '\\' && position + 1 < line.Length)
            {
                result.Append(c).Append(line[position + 1]);
                position += 2;
                continue;
            }
            else if (c == '\'' && !doubled)
            {
                single = true;
            }
            else if (c == '"')
            {
                doubled = !doubled;
            }
            else if (c == '!' && StartsEvent(doubled))
            {
                Event();
                continue;
            }

            result.Append(c);
            position++;
        }
    }

    private bool StartsEvent(bool doubled)
    {
        char next = At(position + 1);
        if (next is '\0' or ' ' or '\t' or '\n' or '\r' or '=' or '(' || (next == '"' && doubled))
        {
            return false;
        }

        char before = position > 0 ? line[position - 1] : '\0';
        return before is not ('$' or '[') && !(before == '{' && position > 1 && line[position - 2] == '$');
    }

    private void QuickSubstitution()
    {
        int second = line.IndexOf('^', 1);
        string old = second < 0 ? line[1..] : line[1..second];
        int third = second < 0 ? -1 : line.IndexOf('^', second + 1);
        string with = second < 0 ? "" : third < 0 ? line[(second + 1)..] : line[(second + 1)..third];
        string rest = third < 0 ? "" : line[(third + 1)..];
        string latest = history.Count > 0 ? history[history.Count - 1] : "";
        int at = old.Length == 0 ? -1 : latest.IndexOf(old, StringComparison.Ordinal);
        if (at < 0)
        {
            Error = $":s{line}: substitution failed";
            return;
        }

        Changed = true;
        result.Append(latest, 0, at).Append(with).Append(latest, at + old.Length, latest.Length - at - old.Length).Append(rest);
    }

    private void Event()
    {
        int start = position++;
        string? text;
        char c = At(position);
        string searched = "";
        if (c == '!')
        {
            position++;
            text = history.Count > 0 ? history[history.Count - 1] : null;
        }
        else if (c == '#')
        {
            position++;
            text = result.ToString();
        }
        else if (char.IsAsciiDigit(c) || (c == '-' && char.IsAsciiDigit(At(position + 1))))
        {
            bool fromEnd = c == '-';
            int digits = fromEnd ? position + 1 : position;
            int end = digits;
            while (char.IsAsciiDigit(At(end)))
            {
                end++;
            }

            position = end;
            int number = int.TryParse(line.AsSpan(digits, end - digits), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : int.MaxValue;
            long index = fromEnd ? (long)history.Count - number : (long)number - history.FirstNumber;
            text = index >= 0 && index < history.Count ? history[(int)index] : null;
        }
        else if (c is '$' or '^' or '*' or ':' or '%' or '-')
        {
            text = history.Count > 0 ? history[history.Count - 1] : null;
        }
        else if (c == '?')
        {
            int end = line.IndexOf('?', position + 1);
            searched = end < 0 ? line[(position + 1)..] : line[(position + 1)..end];
            position = end < 0 ? line.Length : end + 1;
            text = Find(searched, anywhere: true);
        }
        else
        {
            int end = position;
            while (end < line.Length && line[end] is not (' ' or '\t' or '\n' or ':' or ';' or '&' or '|' or '(' or ')' or '<' or '>' or '"' or '^' or '$' or '*'))
            {
                end++;
            }

            searched = line[position..end];
            position = end;
            text = Find(searched, anywhere: false);
        }

        if (text is null)
        {
            Error = $"{line[start..position]}: event not found";
            return;
        }

        text = Words(text, searched);
        if (text is not null)
        {
            text = Modify(text);
        }

        if (text is not null)
        {
            Changed = true;
            result.Append(text);
        }
    }

    private string? Find(string text, bool anywhere)
    {
        for (int i = history.Count - 1; i >= 0; i--)
        {
            if (anywhere ? history[i].Contains(text, StringComparison.Ordinal) : history[i].StartsWith(text, StringComparison.Ordinal))
            {
                return history[i];
            }
        }

        return null;
    }

    private string? Words(string text, string searched)
    {
        char c = At(position);
        int start = position;
        if (c == ':')
        {
            char next = At(position + 1);
            if (!char.IsAsciiDigit(next) && next is not ('^' or '$' or '*' or '-' or '%'))
            {
                return text;
            }

            position++;
        }
        else if (c is not ('^' or '$' or '*' or '%' or '-'))
        {
            return text;
        }

        List<string> words = Split(text);
        int last = words.Count - 1;
        c = At(position);
        if (c == '*')
        {
            position++;
            return last < 1 ? "" : string.Join(' ', words.Skip(1));
        }

        if (c == '%')
        {
            position++;
            return words.Find(word => word.Contains(searched, StringComparison.Ordinal)) ?? "";
        }

        int from = c == '-' ? 0 : Position(last);
        int to = from;
        if (At(position) == '*')
        {
            position++;
            return from > last ? "" : string.Join(' ', words.Skip(from));
        }

        if (At(position) == '-')
        {
            position++;
            to = char.IsAsciiDigit(At(position)) || At(position) is '$' or '^' ? Position(last) : last - 1;
        }

        if (from > to || to > last || from < 0)
        {
            Error = $"{line[start..position]}: bad word specifier";
            return null;
        }

        return string.Join(' ', words.Skip(from).Take(to - from + 1));
    }

    private int Position(int last)
    {
        char c = At(position);
        if (c == '$')
        {
            position++;
            return last;
        }

        if (c == '^')
        {
            position++;
            return 1;
        }

        int number = 0;
        while (char.IsAsciiDigit(At(position)) && number < 100_000)
        {
            number = (number * 10) + line[position++] - '0';
        }

        return number;
    }

    private string? Modify(string text)
    {
        while (At(position) == ':' && Error is null)
        {
            int start = position++;
            bool all = false;
            bool eachWord = false;
            while (At(position) is 'g' or 'a' or 'G')
            {
                all |= line[position] is 'g' or 'a';
                eachWord |= line[position] == 'G';
                position++;
            }

            char c = At(position++);
            int slash = text.LastIndexOf('/');
            int dot = text.LastIndexOf('.');
            switch (c)
            {
                case 'h':
                    text = slash > 0 ? text[..slash] : text;
                    break;
                case 't':
                    text = slash >= 0 ? text[(slash + 1)..] : text;
                    break;
                case 'r':
                    text = dot >= 0 ? text[..dot] : text;
                    break;
                case 'e':
                    text = dot >= 0 ? text[dot..] : text;
                    break;
                case 'p':
                    PrintsOnly = true;
                    break;
                case 'q':
                    text = ShellQuoting.SingleQuote(text);
                    break;
                case 'x':
                    text = string.Join(' ', text.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(ShellQuoting.SingleQuote));
                    break;
                case '&':
                case 's':
                    text = Substitute(text, c, all, eachWord, start)!;
                    break;
                default:
                    position = Math.Min(position, line.Length);
                    Error = $"{line[(start + 1)..position]}: unrecognized history modifier";
                    break;
            }
        }

        return Error is null ? text : null;
    }

    private string? Substitute(string text, char kind, bool all, bool eachWord, int start)
    {
        if (kind == 's')
        {
            char delimiter = At(position++);
            lastOld = Delimited(delimiter);
            lastNew = Delimited(delimiter);
        }

        string with = lastNew.Replace("&", lastOld, StringComparison.Ordinal);
        bool found = lastOld.Length > 0 && text.Contains(lastOld, StringComparison.Ordinal);
        if (!found)
        {
            Error = $"{line[start..Math.Min(position, line.Length)]}: substitution failed";
            return null;
        }

        if (eachWord)
        {
            return string.Join(' ', text.Split(' ').Select(word => ReplaceFirst(word, with)));
        }

        return all ? text.Replace(lastOld, with, StringComparison.Ordinal) : ReplaceFirst(text, with);
    }

    private string ReplaceFirst(string text, string with)
    {
        int at = text.IndexOf(lastOld, StringComparison.Ordinal);
        return at < 0 ? text : string.Concat(text.AsSpan(0, at), with, text.AsSpan(at + lastOld.Length));
    }

    private string Delimited(char delimiter)
    {
        var text = new StringBuilder();
        while (position < line.Length)
        {
            char c = line[position++];
            if (c == delimiter)
            {
                break;
            }

            if (c == '\\' && At(position) == delimiter)
            {
                c = line[position++];
            }

            text.Append(c);
        }

        return text.ToString();
    }

    private static List<string> Split(string text)
    {
        var words = new List<string>();
        int i = 0;
        while (i < text.Length)
        {
            if (text[i] is ' ' or '\t' or '\n')
            {
                i++;
                continue;
            }

            int start = i;
            if (text[i] is '|' or '&' or ';' or '(' or ')' or '<' or '>')
            {
                char first = text[i++];
                while (i < text.Length && text[i] == first && first is not ('(' or ')'))
                {
                    i++;
                }

                words.Add(text[start..i]);
                continue;
            }

            char quote = '\0';
            while (i < text.Length)
            {
                char c = text[i];
                if (quote != '\0')
                {
                    quote = c == quote ? '\0' : quote;
                }
                else if (c is '\'' or '"' or '`')
                {
                    quote = c;
                }
                else if (c == '\\')
                {
                    i++;
                }
                else if (c is ' ' or '\t' or '\n' or '|' or '&' or ';' or '(' or ')' or '<' or '>')
                {
                    break;
                }

                i++;
            }

            i = Math.Min(i, text.Length);
            words.Add(text[start..i]);
        }

        return words;
    }
}
