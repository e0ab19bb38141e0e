namespace BashTool.Commands.System;

/// <summary>The complaint of commands that take no operands.</summary>
internal static class NoOperands
{
    public static ParsedArguments Check(ParsedArguments arguments) => arguments.Operands.Count == 0
        ? arguments
        : throw new UsageException($"extra operand {LocaleQuoting.Quote(arguments.Operands[0])}");
}
