namespace BashTool.Commands.System;

/// <summary>Runs a command with another niceness. In process there is none: it is noted and passed on.</summary>
public sealed class NiceCommand : BashCommand
{
    private const int Failed = 125;

    private static readonly CommandSpec Declaration = new("nice")
    {
        Summary = "Run COMMAND with an adjusted niceness, which affects process scheduling.",
        Usage = ["[OPTION] [COMMAND [ARG]...]"],
        UsageStatus = Failed,
        Permutes = false,
        Historic = OldAdjustment,
        Limitations = ["Commands run within the shell's own process, so niceness has no effect; nice without a command prints 0."],
    };

    private static readonly Option Adjustment = Declaration.Required("n", "adjustment", "N", "add integer N to the niceness (default 10)");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Value(Adjustment) is { } text && !IsInteger(text))
        {
            throw new CommandException($"invalid adjustment {LocaleQuoting.Quote(text)}", Failed);
        }

        if (arguments.Operands.Count == 0)
        {
            if (arguments.Has(Adjustment))
            {
                throw new UsageException("a command must be given with an adjustment");
            }

            context.Output.WriteLine("0");
            return 0;
        }

        int status = context.Run(new CommandInvocation { Words = arguments.Operands, Caller = context.Name });
        if (status is 126 or 127 && !TimeoutCommand.CommandExists(context, arguments.Operands[0], out string why))
        {
            context.Complain($"{LocaleQuoting.Quote(arguments.Operands[0])}: {why}");
        }

        return status;
    }

    private static bool IsInteger(string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan().TrimStart(" \t");
        digits = digits.StartsWith('-') || digits.StartsWith('+') ? digits[1..] : digits;
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9');
    }

    // nice -5 COMMAND, nice --5 COMMAND
    private static List<string> OldAdjustment(IReadOnlyList<string> arguments)
    {
        var result = new List<string>(arguments);
        for (int i = 0; i < result.Count; i++)
        {
            string argument = result[i];
            if (argument.Length < 2 || argument[0] != '-')
            {
                break;
            }

            int sign = argument[1] is '-' or '+' ? 1 : 0;
            if (argument.Length > 1 + sign && char.IsAsciiDigit(argument[1 + sign]))
            {
                result[i] = "-n" + argument[1..];
            }
            else if (argument is "-n" or "--adjustment")
            {
                i++;
            }
        }

        return result;
    }
}
