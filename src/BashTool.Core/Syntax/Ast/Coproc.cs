namespace BashTool.Core.Syntax.Ast;

/// <summary><c>coproc [name] command</c>.</summary>
public sealed class Coproc : CompoundCommand
{
    public Coproc()
        : base(CommandKind.Coproc)
    {
    }

    /// <summary>The array that receives the descriptors, <c>COPROC</c> when the command does not name one.</summary>
    public required string Name { get; init; }

    public required Command Body { get; init; }
}
