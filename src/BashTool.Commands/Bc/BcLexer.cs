using System.Text;

namespace BashTool.Commands.Bc;

/// <summary>Makes tokens of bytes, and no more than are asked for: what stands behind a line is read after it was run.</summary>
internal sealed class BcLexer(BcSource source, BcComplaints complaints)
{
    private static readonly HashSet<string> Keywords =
    [
        "define", "break", "quit", "length", "return", "for", "if", "while", "sqrt", "scale", "ibase", "obase", "auto", "else", "read",
        "random", "halt", "last", "history", "warranty", "continue", "print", "limits", "void",
    ];

    private readonly StringBuilder text = new();
    private readonly List<byte> bytes = [];

    public BcToken Next()
    {
        while (true)
        {
            int c = source.Peek();
            if (c < 0)
            {
                if (!source.NextFile())
                {
                    return new BcToken(BcTokenKind.End, "");
                }

                continue;
            }

            switch (c)
            {
                case ' ' or '\t':
                    source.Advance();
                    continue;
                case '\n':
                    source.Advance();
                    source.Line++;
                    return new BcToken(BcTokenKind.Newline, "");
                case '\\' when source.PeekSecond() == '\n':
                    source.Advance();
                    source.Advance();
                    source.Line++;
                    continue;
                case '#' when !complaints.StandardOnly:
                    SkipComment();
                    continue;
                case '/' when source.PeekSecond() == '*':
                    if (!SkipLongComment())
                    {
                        return new BcToken(BcTokenKind.End, "");
                    }

                    continue;
                case '"':
                    if (ReadString() is { } literal)
                    {
                        return literal;
                    }

                    continue;
                case >= 'a' and <= 'z':
                    return ReadName();
                case (>= '0' and <= '9') or (>= 'A' and <= 'Z'):
                    return ReadNumber();
                case '.':
                    source.Advance();
                    if (source.Peek() is (>= '0' and <= '9') or (>= 'A' and <= 'Z') || (source.Peek() == '\\' && source.PeekSecond() == '\n'))
                    {
                        return ReadNumber(".");
                    }

                    return new BcToken(BcTokenKind.Keyword, "last");
            }

            source.Advance();
            if (ReadOperator((char)c) is { } operation)
            {
                return operation;
            }

            Refuse((byte)c);
        }
    }

    private void Refuse(byte c) => complaints.Error(
        c < 32 ? $"illegal character: ^{(char)(c + 64)}" : c > 126 ? $"illegal character: \\{Convert.ToString(c, 8).PadLeft(3, '0')}" : $"illegal character: {(char)c}");

    private BcToken? ReadOperator(char c)
    {
        int next = source.Peek();
        switch (c)
        {
            case '+' or '-' or '*' or '/' or '%' or '^' when next == '=':
                source.Advance();
                return new BcToken(BcTokenKind.Assignment, c.ToString());
            case '+' or '-' when next == c:
                source.Advance();
                return new BcToken(BcTokenKind.Step, c == '+' ? "++" : "--");
            case '+' or '-' or '*' or '/' or '%' or '^' or '(' or ')' or '{' or '}' or '[' or ']' or ',' or ';':
                return new BcToken(BcTokenKind.Operator, c.ToString());
            case '=' or '<' or '>' when next == '=':
                source.Advance();
                return new BcToken(BcTokenKind.Relation, c + "=");
            case '=':
                return new BcToken(BcTokenKind.Assignment, "=");
            case '<' or '>':
                return new BcToken(BcTokenKind.Relation, c.ToString());
            case '!' when next == '=':
                source.Advance();
                return new BcToken(BcTokenKind.Relation, "!=");
            case '!':
                return new BcToken(BcTokenKind.Operator, "!");
            case '&' or '|' when next == c:
                source.Advance();
                return new BcToken(BcTokenKind.Operator, c == '&' ? "&&" : "||");
            default:
                return null;
        }
    }

    private void SkipComment()
    {
        while (source.Peek() is not (-1 or '\n'))
        {
            source.Advance();
        }
    }

    private bool SkipLongComment()
    {
        source.Advance();
        source.Advance();
        while (true)
        {
            int c = source.Peek();
            if (c < 0)
            {
                complaints.Plain("EOF encountered in a comment.");
                return false;
            }

            source.Advance();
            if (c == '\n')
            {
                source.Line++;
            }
            else if (c == '*' && source.Peek() == '/')
            {
                source.Advance();
                return true;
            }
        }
    }

    private BcToken ReadName()
    {
        text.Clear();
        while (source.Peek() is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_')
        {
            text.Append((char)source.Peek());
            source.Advance();
        }

        string name = text.ToString();
        if (Keywords.Contains(name))
        {
            return new BcToken(BcTokenKind.Keyword, name);
        }

        return new BcToken(BcTokenKind.Name, name);
    }

    // Without the zeros it starts with; a backslash before a newline continues it.
    private BcToken ReadNumber(string start = "")
    {
        text.Clear().Append(start);
        bool point = start.Length > 0;
        while (true)
        {
            int c = source.Peek();
            if (c is (>= '0' and <= '9') or (>= 'A' and <= 'Z'))
            {
                text.Append((char)c);
            }
            else if (c == '.' && !point)
            {
                point = true;
                text.Append('.');
            }
            else if (c == '\\' && source.PeekSecond() == '\n')
            {
                source.Advance();
                source.Line++;
            }
            else
            {
                break;
            }

            source.Advance();
        }

        string digits = text.ToString().TrimStart('0');
        if (digits.EndsWith('.') && digits.Length > 1)
        {
            digits = digits[..^1];
        }

        return new BcToken(BcTokenKind.Number, digits is "" or "." ? "0" : digits);
    }

    // Null where the quote is not closed: then it is no string, and what follows is read as program.
    private BcToken? ReadString()
    {
        bytes.Clear();
        source.Advance();
        int lines = 0;
        while (source.Peek() is var c && c >= 0)
        {
            source.Advance();
            if (c == '"')
            {
                source.Line += lines;
                return new BcToken(BcTokenKind.String, EscapedUtf8.Decode(global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes)));
            }

            lines += c == '\n' ? 1 : 0;
            bytes.Add((byte)c);
        }

        Refuse((byte)'"');
        source.PushBack(global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes));
        return null;
    }
}
