using System.Buffers;

namespace BashTool.Core.Expansion;

/// <summary>The value of IFS, prepared for splitting.</summary>
internal sealed class FieldSeparators
{
    private readonly bool space;
    private readonly bool tab;
    private readonly bool newline;

    public FieldSeparators(string? value)
    {
        Source = value;
        string characters = value ?? " \t\n";
        Characters = SearchValues.Create(characters);
        IsEmpty = characters.Length == 0;
        space = characters.Contains(' ', StringComparison.Ordinal);
        tab = characters.Contains('\t', StringComparison.Ordinal);
        newline = characters.Contains('\n', StringComparison.Ordinal);
        First = characters.Length == 0 ? '\0' : characters[0];
        Joiner = value is null ? " " : value.Length == 0 ? "" : value[..(char.IsHighSurrogate(value[0]) && value.Length > 1 ? 2 : 1)];
        SplitsNumbers = characters.AsSpan().ContainsAnyInRange('0', '9') || characters.Contains('-', StringComparison.Ordinal);
    }

    public static FieldSeparators Default { get; } = new(null);

    /// <summary>The value it was made from; null: IFS is unset.</summary>
    public string? Source { get; }

    public SearchValues<char> Characters { get; }

    /// <summary>Nothing is split.</summary>
    public bool IsEmpty { get; }

    /// <summary>The first separator; what lies between the elements of an unquoted list.</summary>
    public char First { get; }

    /// <summary>What joins <c>"$*"</c>.</summary>
    public string Joiner { get; }

    /// <summary>A digit or the minus sign is a separator.</summary>
    public bool SplitsNumbers { get; }

    public bool IsWhiteSpace(char c) => c switch
    {
        ' ' => space,
        '\t' => tab,
        '\n' => newline,
        _ => false,
    };
}
