using System.Globalization;

namespace BashTool.Commands.Awk;

/// <summary>Reads tokens from a source. Whether a slash begins a regular expression is the parser's to know.</summary>
internal sealed class AwkLexer(byte[] source, string name, int number, AwkSettings settings, Action<string> warn)
{
    private static readonly HashSet<string> Keywords =
    [
        "BEGIN", "END", "function", "func", "if", "else", "while", "for", "do", "break", "continue", "next", "exit", "return", "delete",
        "in", "getline", "print", "printf",
    ];

    private static readonly HashSet<string> GnuKeywords = ["BEGINFILE", "ENDFILE", "nextfile", "switch", "case", "default"];

    public int Position { get; set; }

    public int Line { get; set; } = 1;

    public string Name => name;

    public byte[] Source => source;

    /// <summary>A line together with the number of its source, as statements carry it.</summary>
    public int Mark(int line) => (number << 22) | line;

    public AwkToken Next()
    {
        SkipBlanks();
        int start = Position;
        if (start >= source.Length)
        {
            return new AwkToken(AwkTokenKind.End, start, Line);
        }

        byte c = source[start];
        if (c == '\n')
        {
            Position++;
            return new AwkToken(AwkTokenKind.Newline, start, Line++);
        }

        if (char.IsAsciiLetter((char)c) || c == '_')
        {
            return ReadWord();
        }

        if (char.IsAsciiDigit((char)c) || (c == '.' && start + 1 < source.Length && char.IsAsciiDigit((char)source[start + 1])))
        {
            return ReadNumber();
        }

        if (c == '"')
        {
            return ReadText();
        }

        return ReadOperator(c);
    }

    /// <summary>The regular expression that begins at an offset, behind its slash; the position is behind it then.</summary>
    public byte[] ReadRegex(int start)
    {
        bool inList = false;
        int listStart = 0;
        for (int i = start; i < source.Length; i++)
        {
            byte c = source[i];
            if (c == '\n')
            {
                break;
            }

            if (c == '\\' && i + 1 < source.Length)
            {
                i++;
                if (source[i] == '\n')
                {
                    Line++;
                }
            }
            else if (c == '[' && !inList)
            {
                inList = true;
                listStart = i + 1;
                if (listStart < source.Length && source[listStart] == '^')
                {
                    listStart++;
                    i++;
                }
            }
            else if (c == '[' && inList && i + 1 < source.Length && source[i + 1] is (byte)':' or (byte)'.' or (byte)'=')
            {
                int end = source.AsSpan(i + 2).IndexOf([source[i + 1], (byte)']']);
                if (end >= 0 && !source.AsSpan(i + 2, end).Contains((byte)'\n'))
                {
                    i += end + 3;
                }
            }
            else if (c == ']' && inList && i > listStart)
            {
                inList = false;
            }
            else if (c == '/' && !inList)
            {
                Position = i + 1;
                return source[start..i];
            }
        }

        throw Error("unterminated regexp", start, Line);
    }

    public AwkSyntaxException Error(string message, int position, int line)
    {
        int lineStart = position > 0 ? source.AsSpan(0, Math.Min(position, source.Length)).LastIndexOf((byte)'\n') + 1 : 0;
        int lineEnd = source.AsSpan(lineStart).IndexOf((byte)'\n');
        string text = EscapedUtf8.Decode(source.AsSpan(lineStart, lineEnd < 0 ? source.Length - lineStart : lineEnd));
        string place = $"{name}:{line}: ";
        var indent = new global::System.Text.StringBuilder();
        for (int i = lineStart; i < position && i < source.Length; i++)
        {
            indent.Append(source[i] == '\t' ? '\t' : ' ');
        }

        return new AwkSyntaxException(place + text, place + indent + "^ " + message);
    }

    public AwkSyntaxException SemanticError(string message, int line) => new($"{name}:{line}: error: {message}");

    /// <summary>An error that gawk's parser comes across twice.</summary>
    public AwkSyntaxException SemanticErrorTwice(string message, int line) =>
        new($"{name}:{line}: error: {message}", $"{name}:{line}: error: {message}");

    private void SkipBlanks()
    {
        while (Position < source.Length)
        {
            byte c = source[Position];
            if (c is (byte)' ' or (byte)'\t' or (byte)'\r')
            {
                Position++;
            }
            else if (c == '\\' && Position + 1 < source.Length && source[Position + 1] == '\n')
            {
                Position += 2;
                Line++;
            }
            else if (c == '\\' && Position + 2 < source.Length && source[Position + 1] == '\r' && source[Position + 2] == '\n')
            {
                Position += 3;
                Line++;
            }
            else if (c == '#')
            {
                int end = source.AsSpan(Position).IndexOf((byte)'\n');
                Position = end < 0 ? source.Length : Position + end;
            }
            else
            {
                return;
            }
        }
    }

    private AwkToken ReadWord()
    {
        int start = Position;
        int i = start;
        while (i < source.Length)
        {
            if (char.IsAsciiLetterOrDigit((char)source[i]) || source[i] == '_')
            {
                i++;
            }
            else if (settings.IsGnu && source[i] == ':' && i + 2 < source.Length && source[i + 1] == ':' && (char.IsAsciiLetter((char)source[i + 2]) || source[i + 2] == '_'))
            {
                i += 2;
            }
            else
            {
                break;
            }
        }

        string word = EscapedUtf8.Decode(source.AsSpan(start, i - start));
        Position = i;
        if (Keywords.Contains(word) || (!settings.Posix && word is "nextfile" or "fflush" && !settings.Traditional) || (settings.IsGnu && GnuKeywords.Contains(word)))
        {
            if (word != "fflush")
            {
                return new AwkToken(AwkTokenKind.Keyword, start, Line) { Word = word == "func" ? "function" : word };
            }
        }

        if (AwkFunctions.IsKnown(word, settings.IsGnu))
        {
            return new AwkToken(AwkTokenKind.Builtin, start, Line) { Word = word };
        }

        bool isCall = i < source.Length && source[i] == '(';
        return new AwkToken(isCall ? AwkTokenKind.FunctionName : AwkTokenKind.Name, start, Line) { Word = word };
    }

    private AwkToken ReadNumber()
    {
        int start = Position;
        ReadOnlySpan<byte> rest = source.AsSpan(start);
        if (settings.IsGnu && rest.Length > 1 && rest[0] == '0')
        {
            double value = AwkNumber.ParseNonDecimal(rest, out int used);
            if (used > 1 && ((rest[1] | 0x20) == 'x' || used == Digits(rest)))
            {
                Position += used;
                return new AwkToken(AwkTokenKind.Number, start, Line) { Number = value };
            }
        }

        int i = Digits(rest);
        if (i < rest.Length && rest[i] == '.')
        {
            i++;
            i += Digits(rest[i..]);
        }

        if (i < rest.Length && (rest[i] | 0x20) == 'e')
        {
            int at = i + 1;
            if (at < rest.Length && rest[at] is (byte)'+' or (byte)'-')
            {
                at++;
            }

            int more = Digits(rest[at..]);
            if (more > 0)
            {
                i = at + more;
            }
        }

        Position += i;
        double number = double.Parse(rest[..i], NumberStyles.Float, CultureInfo.InvariantCulture);
        return new AwkToken(AwkTokenKind.Number, start, Line) { Number = number };
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        int i = 0;
        while (i < text.Length && char.IsAsciiDigit((char)text[i]))
        {
            i++;
        }

        return i;
    }

    private AwkToken ReadText()
    {
        int start = Position;
        int line = Line;
        for (int i = start + 1; i < source.Length; i++)
        {
            switch (source[i])
            {
                case (byte)'\\':
                    i++;
                    if (i + 1 < source.Length && source[i] == '\r' && source[i + 1] == '\n')
                    {
                        i++;
                    }

                    if (i < source.Length && source[i] == '\n')
                    {
                        Line++;
                    }

                    break;
                case (byte)'\n':
                    throw Error("unterminated string", start, line);
                case (byte)'"':
                    Position = i + 1;
                    byte[] text = AwkEscapes.Process(source.AsSpan(start + 1, i - start - 1), m => warn($"{name}:{line}: warning: {m}"));
                    return new AwkToken(AwkTokenKind.Text, start, line) { Text = AwkString.Own(text) };
            }
        }

        throw Error("unterminated string", start, line);
    }

    private AwkToken ReadOperator(byte c)
    {
        int start = Position;
        byte second = start + 1 < source.Length ? source[start + 1] : (byte)0;
        byte third = start + 2 < source.Length ? source[start + 2] : (byte)0;
        (AwkTokenKind kind, int length) = ((char)c, (char)second) switch
        {
            ('{', _) => (AwkTokenKind.OpenBrace, 1),
            ('}', _) => (AwkTokenKind.CloseBrace, 1),
            ('(', _) => (AwkTokenKind.OpenParenthesis, 1),
            (')', _) => (AwkTokenKind.CloseParenthesis, 1),
            ('[', _) => (AwkTokenKind.OpenBracket, 1),
            (']', _) => (AwkTokenKind.CloseBracket, 1),
            (';', _) => (AwkTokenKind.Semicolon, 1),
            (',', _) => (AwkTokenKind.Comma, 1),
            ('@', _) => (AwkTokenKind.At, 1),
            ('$', _) => (AwkTokenKind.Dollar, 1),
            ('?', _) => (AwkTokenKind.Question, 1),
            (':', _) => (AwkTokenKind.Colon, 1),
            ('~', _) => (AwkTokenKind.Match, 1),
            ('+', '+') => (AwkTokenKind.Increment, 2),
            ('+', '=') => (AwkTokenKind.PlusAssign, 2),
            ('+', _) => (AwkTokenKind.Plus, 1),
            ('-', '-') => (AwkTokenKind.Decrement, 2),
            ('-', '=') => (AwkTokenKind.MinusAssign, 2),
            ('-', _) => (AwkTokenKind.Minus, 1),
            ('*', '*') => third == '=' ? (AwkTokenKind.PowerAssign, 3) : (AwkTokenKind.Power, 2),
            ('*', '=') => (AwkTokenKind.TimesAssign, 2),
            ('*', _) => (AwkTokenKind.Times, 1),
            ('^', '=') => (AwkTokenKind.PowerAssign, 2),
            ('^', _) => (AwkTokenKind.Power, 1),
            ('/', '=') => (AwkTokenKind.SlashAssign, 2),
            ('/', _) => (AwkTokenKind.Slash, 1),
            ('%', '=') => (AwkTokenKind.PercentAssign, 2),
            ('%', _) => (AwkTokenKind.Percent, 1),
            ('!', '=') => (AwkTokenKind.NotEqual, 2),
            ('!', '~') => (AwkTokenKind.NoMatch, 2),
            ('!', _) => (AwkTokenKind.Not, 1),
            ('<', '=') => (AwkTokenKind.LessOrEqual, 2),
            ('<', _) => (AwkTokenKind.Less, 1),
            ('>', '=') => (AwkTokenKind.GreaterOrEqual, 2),
            ('>', '>') => (AwkTokenKind.Append, 2),
            ('>', _) => (AwkTokenKind.Greater, 1),
            ('=', '=') => (AwkTokenKind.Equal, 2),
            ('=', _) => (AwkTokenKind.Assign, 1),
            ('&', '&') => (AwkTokenKind.And, 2),
            ('|', '|') => (AwkTokenKind.Or, 2),
            ('|', '&') => (AwkTokenKind.Coprocess, 2),
            ('|', _) => (AwkTokenKind.Pipe, 1),
            _ => (AwkTokenKind.End, 0),
        };
        if (length == 0)
        {
            if (c == '.')
            {
                throw Error("syntax error", start, Line);
            }

            string shown = c < 0x80 ? ((char)c).ToString() : "\\" + Convert.ToString(c, 8);
            throw Error($"invalid char '{shown}' in expression", start, Line);
        }

        Position += length;
        return new AwkToken(kind, start, Line);
    }
}
