namespace BashTool.Core.Syntax.Ast;

/// <summary>A command of a <see cref="CommandList"/> with the separator that follows it.</summary>
public sealed class CommandListItem : SyntaxNode
{
    public required Command Command { get; init; }

    public ListSeparator Separator { get; init; }

    public bool IsBackground => Separator == ListSeparator.Ampersand;
}
