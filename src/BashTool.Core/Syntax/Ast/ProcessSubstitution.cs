namespace BashTool.Core.Syntax.Ast;

/// <summary><c>&lt;(list)</c> and <c>&gt;(list)</c>.</summary>
public sealed class ProcessSubstitution : WordPart
{
    public ProcessSubstitution()
        : base(WordPartKind.ProcessSubstitution)
    {
    }

    public required CommandList Body { get; init; }

    /// <summary><c>&gt;(list)</c>: the list reads what is written to it.</summary>
    public bool IsOutput { get; init; }

    public string SourceText { get; init; } = "";
}
