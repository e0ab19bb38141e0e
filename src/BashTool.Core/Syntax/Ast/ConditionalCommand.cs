namespace BashTool.Core.Syntax.Ast;

/// <summary><c>[[ expression ]]</c>.</summary>
public sealed class ConditionalCommand : CompoundCommand
{
    public ConditionalCommand()
        : base(CommandKind.Conditional)
    {
    }

    public required ConditionalExpression Expression { get; init; }
}
