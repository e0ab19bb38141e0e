namespace BashTool.Core.Syntax.Ast;

/// <summary><c>for (( init; condition; step )); do list; done</c>. A missing expression is null; a missing condition holds.</summary>
public sealed class ArithmeticForCommand : CompoundCommand
{
    public ArithmeticForCommand()
        : base(CommandKind.ArithmeticFor)
    {
    }

    public ArithmeticSource? Initializer { get; init; }

    public ArithmeticSource? Condition { get; init; }

    public ArithmeticSource? Step { get; init; }

    public required CommandList Body { get; init; }
}
