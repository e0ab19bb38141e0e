namespace BashTool.Core.Syntax.Ast;

/// <summary><c>while</c> and <c>until</c>.</summary>
public sealed class WhileCommand : CompoundCommand
{
    public WhileCommand()
        : base(CommandKind.While)
    {
    }

    public bool IsUntil { get; init; }

    public required CommandList Condition { get; init; }

    public required CommandList Body { get; init; }
}
