namespace BashTool.Core.Syntax.Ast;

/// <summary>A <c>${...}</c> that bash reads without complaint and refuses when it is expanded: <c>bad substitution</c>.</summary>
public sealed class BadSubstitution : WordPart
{
    public BadSubstitution()
        : base(WordPartKind.BadSubstitution)
    {
    }

    /// <summary>The whole text with <c>${</c> and <c>}</c>.</summary>
    public required string Text { get; init; }
}
