namespace BashTool.Commands.Awk;

/// <summary><c>next</c>, <c>nextfile</c> or <c>exit</c> within a function that an expression calls.</summary>
internal sealed class AwkUnwind(AwkFlow flow) : Exception
{
    public AwkFlow Flow { get; } = flow;
}
