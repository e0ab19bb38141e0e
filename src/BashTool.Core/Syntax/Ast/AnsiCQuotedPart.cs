namespace BashTool.Core.Syntax.Ast;

/// <summary><c>$'text'</c>, decoded.</summary>
public sealed class AnsiCQuotedPart : QuotedLiteralPart
{
    public AnsiCQuotedPart()
        : base(WordPartKind.AnsiCQuoted)
    {
    }

    /// <summary>The part as it was written.</summary>
    public string SourceText { get; init; } = "";
}
