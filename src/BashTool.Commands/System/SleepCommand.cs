using System.Globalization;

namespace BashTool.Commands.System;

/// <summary><c>sleep</c></summary>
public sealed class SleepCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("sleep")
    {
        Summary = "Pause for NUMBER seconds. SUFFIX may be 's' for seconds (the default), 'm' for minutes, 'h' for hours or 'd' for days. Given two or more arguments, pause for the amount of time specified by the sum of their values.",
        Usage = ["NUMBER[SUFFIX]...", "OPTION"],
        Examples = [new("sleep 0.01", "a hundredth of a second")],
    };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        List<string> operands = Declaration.Parse(context).Operands;
        if (operands.Count == 0)
        {
            throw new UsageException("missing operand");
        }

        double seconds = 0;
        bool valid = true;
        foreach (string operand in operands)
        {
            if (TryParse(operand, out double time))
            {
                seconds += time;
            }
            else
            {
                context.Complain($"invalid time interval {GnuQuoting.Quote(operand)}");
                valid = false;
            }
        }

        if (!valid)
        {
            context.Error.Write($"Try '{context.Name} --help' for more information.\n");
            return 1;
        }

        // A wait handle takes at most about 24 days at once.
        const double most = 2_000_000;
        for (; seconds > 0; seconds -= most)
        {
            context.Sleep(TimeSpan.FromSeconds(Math.Min(seconds, most)));
        }

        return 0;
    }

    /// <summary>A duration as sleep and timeout take it: a number, perhaps with s, m, h or d.</summary>
    internal static bool TryParse(string text, out double seconds)
    {
        ReadOnlySpan<char> number = text;
        double unit = 1;
        if (text.Length > 0)
        {
            unit = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
            if (unit == 0)
            {
                unit = 1;
            }
            else
            {
                number = number[..^1];
            }
        }

        ReadOnlySpan<char> bare = number.TrimStart(" \t\n\v\f\r");
        if (bare is "inf" or "infinity" or "INF" or "Inf" or "Infinity" or "INFINITY")
        {
            seconds = double.MaxValue;
            return true;
        }

        const NumberStyles styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign;
        if (bare.IsEmpty || !double.TryParse(bare, styles, CultureInfo.InvariantCulture, out seconds) || seconds < 0 || double.IsNaN(seconds))
        {
            seconds = 0;
            return false;
        }

        seconds *= unit;
        return true;
    }
}
