namespace BashTool.Commands.Awk;

/// <summary>Functions on numbers.</summary>
internal static class AwkNumberFunctions
{
    private const ulong Largest = (1UL << 53) - 1;

    public static double SquareRoot(AwkMachine machine, double value)
    {
        if (value < 0)
        {
            machine.Warn($"sqrt: received negative argument {machine.NumberText(value)}");
        }

        return Math.Sqrt(value);
    }

    public static double Exponential(AwkMachine machine, double value)
    {
        double result = Math.Exp(value);
        if (double.IsFinite(value) && (double.IsInfinity(result) || result == 0))
        {
            machine.Warn($"exp: argument {machine.NumberText(value)} is out of range");
        }

        return result;
    }

    public static double Logarithm(AwkMachine machine, double value)
    {
        if (value < 0)
        {
            machine.Warn($"log: received negative argument {machine.NumberText(value)}");
            return BitConverter.Int64BitsToDouble(unchecked((long)0xFFF8000000000000));
        }

        return Math.Log(value);
    }

    internal sealed class Integer(AwkExpression argument) : AwkOperators.Numeric
    {
        public override bool IsPure => argument.IsPure;

        public override double Number(AwkMachine machine) => Math.Truncate(argument.Number(machine));
    }

    internal sealed class Single(string name, AwkExpression argument, Func<AwkMachine, double, double> function) : AwkOperators.Numeric
    {
        public string Name => name;

        public override double Number(AwkMachine machine) => function(machine, argument.Number(machine));
    }

    internal sealed class ArcTangent(AwkExpression y, AwkExpression x) : AwkOperators.Numeric
    {
        public override double Number(AwkMachine machine)
        {
            double first = y.Number(machine);
            return Math.Atan2(first, x.Number(machine));
        }
    }

    internal sealed class RandomNumber : AwkOperators.Numeric
    {
        public override double Number(AwkMachine machine) => machine.NextRandom();
    }

    internal sealed class Seed(AwkExpression? seed) : AwkOperators.Numeric
    {
        public override double Number(AwkMachine machine) =>
            machine.SeedRandom(seed is null ? machine.Context.Clock.GetUtcNow().ToUnixTimeSeconds() : seed.Number(machine));
    }

    internal sealed class Bits(string name, AwkExpression[] operands, Func<ulong, ulong, ulong> combine) : AwkOperators.Numeric
    {
        public override double Number(AwkMachine machine)
        {
            ulong result = 0;
            for (int i = 0; i < operands.Length; i++)
            {
                double number = operands[i].Number(machine);
                if (number < 0)
                {
                    throw machine.Fatal($"{name}: argument {i + 1} negative value {machine.NumberText(number)} is not allowed");
                }

                result = i == 0 ? (ulong)number : combine(result, (ulong)number);
            }

            return Trim(result);
        }
    }

    internal sealed class Shift(AwkExpression value, AwkExpression distance, bool left) : AwkOperators.Numeric
    {
        public override double Number(AwkMachine machine)
        {
            double number = value.Number(machine);
            double by = distance.Number(machine);
            if (number < 0 || by < 0)
            {
                throw machine.Fatal($"{(left ? "lshift" : "rshift")}({Six(number)}, {Six(by)}): negative values are not allowed");
            }

            ulong bits = (ulong)number;
            int distanceInWord = (int)((ulong)by % 64);
            return Trim(left ? bits << distanceInWord : bits >> distanceInWord);
        }
    }

    internal sealed class Complement(AwkExpression value) : AwkOperators.Numeric
    {
        public override double Number(AwkMachine machine)
        {
            double number = value.Number(machine);
            if (number < 0)
            {
                throw machine.Fatal($"compl({Six(number)}): negative value is not allowed");
            }

            return Trim(~(ulong)number);
        }
    }

    internal sealed class IntegerDivision(AwkExpression dividend, AwkExpression divisor, AwkExpression result) : AwkOperators.Numeric
    {
        public override double Number(AwkMachine machine)
        {
            double first = Math.Truncate(dividend.Number(machine));
            double second = Math.Truncate(divisor.Number(machine));
            if (second == 0)
            {
                throw machine.Fatal("intdiv: division by zero attempted");
            }

            AwkArray array = AwkFunctions.ArrayOf(machine, result, "intdiv: third argument is not an array");
            array.Clear();
            array.Set("quotient", new AwkValue(Math.Truncate(first / second)));
            array.Set("remainder", new AwkValue(first % second));
            return 0;
        }
    }

    private static string Six(double number) => number.ToString("F6", global::System.Globalization.CultureInfo.InvariantCulture);

    // A double holds 53 bits: what is beyond is dropped from the left.
    private static double Trim(ulong value)
    {
        if (value > Largest)
        {
            int zeros = global::System.Numerics.BitOperations.TrailingZeroCount(value);
            value &= zeros >= 11 ? ulong.MaxValue : Largest << zeros;
        }

        return value;
    }
}
