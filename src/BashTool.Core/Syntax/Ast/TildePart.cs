namespace BashTool.Core.Syntax.Ast;

/// <summary>An unquoted tilde-prefix at the start of a word, or after <c>=</c> or <c>:</c> in an assignment.</summary>
public sealed class TildePart : WordPart
{
    public TildePart()
        : base(WordPartKind.Tilde)
    {
    }

    /// <summary>What follows the tilde: empty, <c>+</c>, <c>-</c>, a number, or a user's name.</summary>
    public required string Prefix { get; init; }
}
