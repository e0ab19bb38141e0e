namespace BashTool.Core.Syntax.Ast;

/// <summary><c>{ list; }</c>.</summary>
public sealed class BraceGroup : CompoundCommand
{
    public BraceGroup()
        : base(CommandKind.BraceGroup)
    {
    }

    public required CommandList Body { get; init; }
}
