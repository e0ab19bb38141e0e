using System.Text;

namespace BashTool.Commands.Awk;

/// <summary>Functions on time, streams and commands.</summary>
internal static class AwkSystemFunctions
{
    internal sealed class RunCommand(AwkExpression command) : AwkOperators.Numeric
    {
        public override double Number(AwkMachine machine) => machine.RunSystem(command.Text(machine));
    }

    internal sealed class Close(AwkExpression name, AwkExpression? way) : AwkOperators.Numeric
    {
        public override double Number(AwkMachine machine)
        {
            AwkString text = name.Text(machine);
            string? direction = way?.Text(machine).ToString();
            if (direction is not (null or "to" or "from"))
            {
                throw machine.Fatal("close: second argument must be `to' or `from'");
            }

            return machine.Close(text, direction);
        }
    }

    internal sealed class FlushOutput(AwkExpression? name) : AwkOperators.Numeric
    {
        public override double Number(AwkMachine machine)
        {
            AwkString text = name?.Text(machine) ?? AwkString.Empty;
            if (text.Length > 0)
            {
                return machine.FlushNamed(text);
            }

            machine.Flush();
            return 0;
        }
    }

    internal sealed class Now : AwkOperators.Numeric
    {
        public override double Number(AwkMachine machine) => machine.Context.Clock.GetUtcNow().ToUnixTimeSeconds();
    }

    internal sealed class FormatTime(AwkExpression[] arguments) : AwkExpression
    {
        public override bool IsText => true;

        public override AwkValue Evaluate(AwkMachine machine)
        {
            string format = arguments.Length > 0
                ? arguments[0].Text(machine).ToString()
                : machine.DefaultTimeFormat;
            double moment = arguments.Length > 1 ? arguments[1].Number(machine) : machine.Context.Clock.GetUtcNow().ToUnixTimeSeconds();
            bool utc = arguments.Length > 2 && arguments[2].Truth(machine);
            if (double.IsNaN(moment) || Math.Abs(moment) > 6.7e16)
            {
                throw machine.Fatal("strftime: second argument out of range for time_t");
            }

            if (format.Length == 0)
            {
                return new AwkValue(AwkString.Empty);
            }

            var time = new BrokenDownTime((long)Math.Floor(Math.Truncate(moment)), 0, utc ? TimeZoneRules.Fixed(0, "GMT") : machine.Zone);
            var text = new StringBuilder();
            TimeFormat.Append(text, Known(format), time);
            return new AwkValue(AwkString.Of(text.ToString()));
        }
    }

    // What date has beyond strftime stands for itself.
    private static string Known(string format)
    {
        if (format.AsSpan().IndexOfAny("Nq:+") < 0)
        {
            return format;
        }

        var result = new StringBuilder();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] == '%')
            {
                int end = i + 1;
                while (end < format.Length && (char.IsAsciiDigit(format[end]) || "_-^#EO".Contains(format[end], StringComparison.Ordinal)))
                {
                    end++;
                }

                bool isForeign = end < format.Length && "Nq:".Contains(format[end], StringComparison.Ordinal);
                result.Append(isForeign ? "%%" : "%");
                if (end < format.Length && !isForeign)
                {
                    result.Append(format, i + 1, end - i);
                    i = end;
                }

                continue;
            }

            result.Append(format[i]);
        }

        return result.ToString();
    }

    internal sealed class MakeTime(AwkExpression[] arguments) : AwkOperators.Numeric
    {
        public override double Number(AwkMachine machine)
        {
            string text = arguments[0].Text(machine).ToString();
            bool utc = arguments.Length > 1 && arguments[1].Truth(machine);
            Span<long> parts = stackalloc long[7];
            parts[6] = -1;
            int count = 0;
            foreach (string word in text.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (count >= 7)
                {
                    break;
                }

                int end = word.StartsWith('-') || word.StartsWith('+') ? 1 : 0;
                while (end < word.Length && char.IsAsciiDigit(word[end]))
                {
                    end++;
                }

                if (!long.TryParse(word.AsSpan(0, end), out parts[count]))
                {
                    break;
                }

                count++;
                if (end < word.Length)
                {
                    break;
                }
            }

            if (count < 6)
            {
                return -1;
            }

            long month = parts[1] - 1;
            long year = parts[0] + (long)Math.Floor(month / 12.0);
            month = ((month % 12) + 12) % 12;
            long days = BrokenDownTime.DaysFromCivil(year, (int)month + 1, 1) + parts[2] - 1;
            long local = (days * BrokenDownTime.SecondsPerDay) + (parts[3] * 3600) + (parts[4] * 60) + parts[5];
            TimeZoneRules zone = utc ? TimeZoneRules.Utc : machine.Zone;
            if (zone.TryToUnix(local, (int)Math.Sign(parts[6]), out long unix))
            {
                return unix;
            }

            // A time that the clock skips: as if it had not been moved.
            return local - zone.At(local - BrokenDownTime.SecondsPerDay).Seconds;
        }
    }

    /// <summary>Messages are not translated.</summary>
    internal sealed class Untranslated(AwkExpression? text, bool isDirectory) : AwkExpression
    {
        public override bool IsText => true;

        public override AwkValue Evaluate(AwkMachine machine) => new(text is null ? AwkString.Empty : isDirectory ? text.Text(machine) : text.Text(machine));
    }
}
