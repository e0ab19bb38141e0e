namespace BashTool.Core.Text;

/// <summary>
/// A format of printf, taken apart once: pieces of text and conversions. The same format is often used again, so the last
/// one is kept for each thread.
/// </summary>
public sealed partial class PrintfFormat
{
    [ThreadStatic]
    private static PrintfFormat? last;

    private readonly string source;
    private readonly PrintfDialect dialect;
    private readonly List<Piece> pieces = [];

    private PrintfFormat(string source, PrintfDialect dialect)
    {
        this.source = source;
        this.dialect = dialect;
        Read();
    }

    private enum PieceKind
    {
        Text,
        Warning,
        Conversion,
        Stop,
        Failure,
    }

    [Flags]
    private enum Flags
    {
        None = 0,
        Left = 1,
        Plus = 2,
        Space = 4,
        Alternate = 8,
        Zero = 16,
    }

    /// <summary>The format, taken apart.</summary>
    public static PrintfFormat Parse(string format, PrintfDialect dialect)
    {
        PrintfFormat? kept = last;
        if (kept is not null && kept.dialect == dialect && kept.source == format)
        {
            return kept;
        }

        return last = new PrintfFormat(format, dialect);
    }

    private void Read()
    {
        TextBuffer text = TextBuffer.Rent();
        int at = 0;
        while (at < source.Length)
        {
            char c = source[at];
            if (c == '\\')
            {
                int start = at;
                EscapeSequences.Result result = EscapeSequences.Append(source, ref at, EscapeSequences.Where.Format, dialect, text);
                if (result != EscapeSequences.Result.Done)
                {
                    string escape = source[start..at];
                    bool bash = dialect == PrintfDialect.Bash;
                    FlushText(text);
                    if (result == EscapeSequences.Result.Stop)
                    {
                        pieces.Add(new Piece(PieceKind.Stop));
                        break;
                    }

                    pieces.Add(new Piece(bash ? PieceKind.Warning : PieceKind.Failure) { Text = EscapeMessage(escape, result, dialect) });
                    if (!bash)
                    {
                        break;
                    }
                }
            }
            else if (c != '%')
            {
                int next = source.AsSpan(at).IndexOfAny('%', '\\');
                int end = next < 0 ? source.Length : at + next;
                text.Append(source.AsSpan(at, end - at));
                at = end;
            }
            else if (at + 1 < source.Length && source[at + 1] == '%')
            {
                text.Append('%');
                at += 2;
            }
            else
            {
                FlushText(text);
                if (!ReadConversion(ref at, text))
                {
                    break;
                }
            }
        }

        FlushText(text);
        TextBuffer.Return(text);
    }

    private static string EscapeMessage(string escape, EscapeSequences.Result result, PrintfDialect dialect) =>
        dialect == PrintfDialect.Gnu
            ? result == EscapeSequences.Result.InvalidName ? "invalid universal character name " + escape : "missing hexadecimal number in escape"
            : escape[1] == 'x' ? "missing hex digit for \\x" : $"missing unicode digit for \\{escape[1]}";

    private void FlushText(TextBuffer text)
    {
        if (text.Length > 0)
        {
            pieces.Add(new Piece(PieceKind.Text) { Text = text.ToString() });
            text.Length = 0;
        }
    }

    // False where the format cannot be read on.
    private bool ReadConversion(ref int at, TextBuffer text)
    {
        int start = at++;
        var piece = new Piece(PieceKind.Conversion);
        for (; at < source.Length; at++)
        {
            Flags flag = source[at] switch
            {
                '-' => Flags.Left,
                '+' => Flags.Plus,
                ' ' => Flags.Space,
                '#' => Flags.Alternate,
                '0' => Flags.Zero,
                '\'' => Flags.None,
                'I' when dialect == PrintfDialect.Gnu => Flags.None,
                _ => (Flags)(-1),
            };
            if ((int)flag == -1)
            {
                break;
            }

            piece.Flags |= flag;
        }

        bool plain = at == start + 1;
        if (at < source.Length && source[at] == '*')
        {
            piece.WidthFromArgument = true;
            at++;
        }
        else
        {
            piece.Width = ReadNumber(ref at);
        }

        if (at < source.Length && source[at] == '.')
        {
            at++;
            if (at < source.Length && source[at] == '*')
            {
                piece.PrecisionFromArgument = true;
                at++;
            }
            else
            {
                piece.Precision = ReadNumber(ref at);
            }
        }

        plain &= at == start + 1;
        int afterPrecision = at;
        while (at < source.Length && source[at] is 'h' or 'l' or 'L' or 'j' or 't' or 'z')
        {
            at++;
        }

        if (at >= source.Length)
        {
            string spec = source[start..];
            return Fail(dialect == PrintfDialect.Bash ? $"`{spec}': missing format character" : $"{spec}: invalid conversion specification");
        }

        char conversion = source[at++];
        if (dialect == PrintfDialect.Bash)
        {
            if (conversion == '(')
            {
                return ReadTime(start, ref at, piece, text);
            }

            if (!"diouxXfFeEgGaAcsbqQn".Contains(conversion))
            {
                return Fail($"`{conversion}': invalid format character");
            }
        }
        else
        {
            string allowed = conversion switch
            {
                'd' or 'i' or 'u' or 'o' or 'x' or 'X' or 'f' or 'F' or 'e' or 'E' or 'g' or 'G' or 'a' or 'A' => "any",
                'c' => piece.Precision == -1 && !piece.PrecisionFromArgument && (piece.Flags & (Flags.Zero | Flags.Alternate)) == 0 ? "any" : "",
                's' => (piece.Flags & (Flags.Zero | Flags.Alternate)) == 0 ? "any" : "",
                'b' or 'q' => plain && afterPrecision == at - 1 ? "any" : "",
                _ => "",
            };
            if (allowed.Length == 0)
            {
                return Fail($"{source[start..at]}: invalid conversion specification");
            }
        }

        piece.Conversion = conversion;
        pieces.Add(piece);
        return true;
    }

    private bool ReadTime(int start, ref int at, Piece piece, TextBuffer text)
    {
        int depth = 1;
        int p = at;
        while (p < source.Length && depth > 0)
        {
            depth += source[p] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            p++;
        }

        if (depth > 0 || p >= source.Length || source[p] != 'T')
        {
            pieces.Add(new Piece(PieceKind.Warning)
            {
                Text = $"warning: `{(depth == 0 && p < source.Length ? source[p].ToString() : "")}': invalid time format specification",
            });
            text.Append(source.AsSpan(start, at - start));
            return true;
        }

        piece.Conversion = 'T';
        piece.Text = source[at..(p - 1)];
        pieces.Add(piece);
        at = p + 1;
        return true;
    }

    private bool Fail(string message)
    {
        pieces.Add(new Piece(PieceKind.Failure) { Text = message });
        return false;
    }

    // No digits are 0; too large a number is int.MaxValue, which prints nothing.
    private int ReadNumber(ref int at)
    {
        long value = 0;
        while (at < source.Length && char.IsAsciiDigit(source[at]))
        {
            value = Math.Min(int.MaxValue, (value * 10) + (source[at++] - '0'));
        }

        return (int)value;
    }

    private sealed class Piece(PieceKind kind)
    {
        public PieceKind Kind { get; } = kind;

        public string Text { get; set; } = "";

        public char Conversion { get; set; }

        public Flags Flags { get; set; }

        public int Width { get; set; }

        public bool WidthFromArgument { get; set; }

        /// <summary>-1 where there is none.</summary>
        public int Precision { get; set; } = -1;

        public bool PrecisionFromArgument { get; set; }
    }
}
