using System.Buffers;
using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Sed;

/// <summary>How letters of a replacement change.</summary>
[Flags]
internal enum SedCase
{
    AsIs = 0,
    Upper = 1,
    Lower = 2,
    UpperFirst = 4,
    LowerFirst = 8,
    First = UpperFirst | LowerFirst,
}

/// <summary>A piece of a replacement: text, then perhaps a group.</summary>
internal sealed record SedPiece(byte[] Text, int Group, SedCase Case);

/// <summary>The <c>s</c> command.</summary>
internal sealed class SedSubstitution
{
    public required SedRegex Regex { get; init; }

    public required IReadOnlyList<SedPiece> Pieces { get; init; }

    public required int HighestGroup { get; init; }

    public bool Global { get; init; }

    public int Number { get; init; } = 1;

    /// <summary>How often <c>p</c> was given: bit 0 before, bit 1 after <c>e</c>.</summary>
    public int Prints { get; init; }

    public bool Evaluates { get; init; }

    public SedOutput? Output { get; init; }

    /// <summary>The replacement if it is nothing but text; else null.</summary>
    public byte[]? Literal { get; init; }

    /// <summary>Reads a replacement, its delimiters already taken off.</summary>
    public static List<SedPiece> ParseReplacement(ReadOnlySpan<byte> text, bool posix)
    {
        var pieces = new List<SedPiece>();
        var literal = new List<byte>();
        SedCase current = SedCase.AsIs;
        SedCase saved = SedCase.AsIs;
        void Add(int group)
        {
            pieces.Add(new SedPiece([.. literal], group, current));
            literal.Clear();
            current = saved;
        }

        for (int i = 0; i < text.Length; i++)
        {
            byte c = text[i];
            if (c == '&')
            {
                Add(0);
                continue;
            }

            if (c != '\\' || i + 1 >= text.Length)
            {
                literal.Add(c);
                continue;
            }

            byte next = text[++i];
            switch ((char)next)
            {
                case >= '0' and <= '9':
                    Add(next - '0');
                    break;
                case 'L' or 'U' or 'E' when !posix:
                    Add(-1);
                    current = saved = next == 'L' ? SedCase.Lower : next == 'U' ? SedCase.Upper : SedCase.AsIs;
                    break;
                case 'l' or 'u' when !posix:
                    Add(-1);
                    saved = current;
                    current |= next == 'l' ? SedCase.LowerFirst : SedCase.UpperFirst;
                    break;
                case 'n':
                    literal.Add((byte)'\n');
                    break;
                default:
                    // An escaped character belongs to the piece before it.
                    literal.Add(next);
                    if (current != saved)
                    {
                        Add(-1);
                    }

                    break;
            }
        }

        if (literal.Count > 0)
        {
            Add(-1);
        }

        return pieces;
    }

    /// <summary>False: any byte is a character.</summary>
    public bool Utf8 { get; init; } = true;

    /// <summary>Writes the replacement of a match.</summary>
    public void Expand(ReadOnlySpan<byte> text, ReadOnlySpan<RegexGroup> groups, ArrayBufferWriter<byte> output)
    {
        if (Literal is not null)
        {
            output.Write(Literal);
            return;
        }

        SedCase held = SedCase.AsIs;
        foreach (SedPiece piece in Pieces)
        {
            // A \u or \l that met nothing is for what comes next, unless that has its own.
            SedCase current = (piece.Case & SedCase.First) != 0 ? piece.Case : piece.Case | held;
            held = SedCase.AsIs;
            if (piece.Text.Length > 0)
            {
                Append(piece.Text, current, output);
                current &= ~SedCase.First;
            }

            if (piece.Group < 0)
            {
                continue;
            }

            RegexGroup group = groups[piece.Group];
            if (!group.Success || group.Length == 0)
            {
                held = (piece.Case & SedCase.First) != 0 ? current & SedCase.First : SedCase.AsIs;
            }
            else
            {
                Append(text.Slice(group.Start, group.Length), current, output);
            }
        }
    }

    private void Append(ReadOnlySpan<byte> text, SedCase change, ArrayBufferWriter<byte> output)
    {
        if (change == SedCase.AsIs)
        {
            output.Write(text);
            return;
        }

        bool first = true;
        while (!text.IsEmpty)
        {
            int length = 1;
            int rune = Utf8 ? EscapedUtf8.DecodeRune(text, out length) : text[0] < 0x80 ? text[0] : -1;
            SedCase now = first && (change & SedCase.First) != 0 ? change & SedCase.First : change & ~SedCase.First;
            first = false;
            int changed = rune < 0 ? rune
                : (now & (SedCase.Upper | SedCase.UpperFirst)) != 0 ? CharacterClass.ToUpper(rune)
                : (now & (SedCase.Lower | SedCase.LowerFirst)) != 0 ? CharacterClass.ToLower(rune)
                : rune;
            if (changed == rune || !global::System.Text.Rune.IsValid(changed))
            {
                output.Write(text[..length]);
            }
            else
            {
                output.Advance(new global::System.Text.Rune(changed).EncodeToUtf8(output.GetSpan(4)));
            }

            text = text[length..];
        }
    }
}
