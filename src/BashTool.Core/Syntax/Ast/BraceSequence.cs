namespace BashTool.Core.Syntax.Ast;

/// <summary><c>{1..10}</c>, <c>{a..z..2}</c>.</summary>
public sealed class BraceSequence : WordPart
{
    public BraceSequence()
        : base(WordPartKind.BraceSequence)
    {
    }

    /// <summary>Whether the ends are letters: then they are character codes.</summary>
    public bool IsCharacters { get; init; }

    public required long First { get; init; }

    public required long Last { get; init; }

    /// <summary>The step with the sign that leads from the first to the last; never 0.</summary>
    public required long Step { get; init; }

    /// <summary>The number of characters (sign included) every number is padded to with zeros; 0 for no padding.</summary>
    public int Width { get; init; }
}
