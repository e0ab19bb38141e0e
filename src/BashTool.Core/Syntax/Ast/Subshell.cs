namespace BashTool.Core.Syntax.Ast;

/// <summary><c>( list )</c>.</summary>
public sealed class Subshell : CompoundCommand
{
    public Subshell()
        : base(CommandKind.Subshell)
    {
    }

    public required CommandList Body { get; init; }
}
