namespace BashTool.Core.Syntax.Ast;

/// <summary>Unquoted text (its glob characters are active), or the text between expansions inside double quotes and here-documents, with their escapes removed.</summary>
public sealed class LiteralPart : WordPart
{
    public LiteralPart()
        : base(WordPartKind.Literal)
    {
    }

    public required string Text { get; init; }

    /// <summary>Whether the text has an active glob character: <c>*</c>, <c>?</c>, <c>[</c> or an extended pattern.</summary>
    public bool HasGlob { get; init; }
}
