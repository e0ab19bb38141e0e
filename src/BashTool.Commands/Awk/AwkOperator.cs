namespace BashTool.Commands.Awk;

internal enum AwkOperator : byte
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Power,
}
