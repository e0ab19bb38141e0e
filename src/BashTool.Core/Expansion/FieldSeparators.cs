using System.Buffers;

namespace BashTool.Core.Expansion;

/// <summary>The value of IFS, prepared for splitting.</summary>
internal sealed class FieldSeparators
{
    private const int ShortField = 24;

    private readonly bool space;
    private readonly bool tab;
    private readonly bool newline;
    private readonly ulong low;
    private readonly bool hasHigh;
    private SearchValues<char>? searched;

    public FieldSeparators(string? value)
    {
        Source = value;
        string characters = value ?? " \t\n";
        IsEmpty = characters.Length == 0;
        space = characters.Contains(' ', StringComparison.Ordinal);
        tab = characters.Contains('\t', StringComparison.Ordinal);
        newline = characters.Contains('\n', StringComparison.Ordinal);
        First = characters.Length == 0 ? '\0' : characters[0];
        Joiner = value is null ? " " : value.Length == 0 ? "" : value[..(char.IsHighSurrogate(value[0]) && value.Length > 1 ? 2 : 1)];
        foreach (char c in characters)
        {
            if (c < 64)
            {
                low |= 1UL << c;
            }

            SplitsNumbers |= char.IsAsciiDigit(c) || c == '-';
            hasHigh |= c >= 64;
        }
    }

    public static FieldSeparators Default { get; } = new(null);

    /// <summary>The value it was made from; null: IFS is unset.</summary>
    public string? Source { get; }

    /// <summary>Nothing is split.</summary>
    public bool IsEmpty { get; }

    /// <summary>The first separator; what lies between the elements of an unquoted list.</summary>
    public char First { get; }

    /// <summary>What joins <c>"$*"</c>.</summary>
    public string Joiner { get; }

    /// <summary>A digit or the minus sign is a separator.</summary>
    public bool SplitsNumbers { get; }

    /// <summary>Where the first separator stands; -1: nowhere.</summary>
    public int IndexIn(ReadOnlySpan<char> text)
    {
        // Most fields are short; the vectorised search costs more than it saves on them, and code for it when the shell starts.
        int looked = Math.Min(text.Length, ShortField);
        for (int i = 0; i < looked; i++)
        {
            char c = text[i];
            if (c < 64 ? (low & (1UL << c)) != 0 : hasHigh && Source!.Contains(c))
            {
                return i;
            }
        }

        if (looked == text.Length)
        {
            return -1;
        }

        searched ??= SearchValues.Create(Source ?? " \t\n");
        int rest = text[looked..].IndexOfAny(searched);
        return rest < 0 ? -1 : looked + rest;
    }

    public bool IsWhiteSpace(char c) => c switch
    {
        ' ' => space,
        '\t' => tab,
        '\n' => newline,
        _ => false,
    };
}
