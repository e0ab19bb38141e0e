namespace BashTool.Core.Syntax.Ast;

/// <summary><c>(( expression ))</c>.</summary>
public sealed class ArithmeticCommand : CompoundCommand
{
    public ArithmeticCommand()
        : base(CommandKind.Arithmetic)
    {
    }

    public required ArithmeticSource Expression { get; init; }
}
