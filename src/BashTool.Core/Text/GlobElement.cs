namespace BashTool.Core.Text;

internal enum GlobElementKind
{
    Character,
    Any,
    Set,
    Star,

    /// <summary><c>?( ) *( ) +( ) @( ) !( )</c>.</summary>
    Group,
}

/// <summary>One element of a shell pattern.</summary>
internal sealed class GlobElement(GlobElementKind kind)
{
    public static readonly GlobElement Any = new(GlobElementKind.Any);
    public static readonly GlobElement Star = new(GlobElementKind.Star);

    public GlobElementKind Kind { get; } = kind;

    /// <summary>The code point, or the character that opens a group.</summary>
    public int Character { get; init; }

    public GlobSet? Set { get; init; }

    public GlobElement[][] Alternatives { get; init; } = [];

    /// <summary>Whether it takes this one character; for a group or a star the question makes no sense.</summary>
    public bool Takes(int character, bool ignoreCase) => Kind switch
    {
        GlobElementKind.Any => true,
        GlobElementKind.Set => Set!.Contains(character, ignoreCase),
        _ => character == Character || (ignoreCase && CharacterClass.ToLower(character) == CharacterClass.ToLower(Character)),
    };
}
