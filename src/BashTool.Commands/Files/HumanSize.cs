using System.Globalization;
using System.Text;

namespace BashTool.Commands.Files;

/// <summary>
/// How sizes are shown: in blocks of a size, scaled with a suffix (<c>-h</c>, <c>--si</c>), with grouped digits.
/// What <c>--block-size</c> and <c>BLOCK_SIZE</c> say for ls, du, df (gnulib's human.c).
/// </summary>
internal readonly record struct HumanSize(long BlockSize, bool AutoScale = false, bool Suffix = false, bool Base1024 = true, bool WithB = false, bool Grouped = false)
{
    private const string Powers = " KMGTPEZY";

    public static HumanSize Human { get; } = new(1, AutoScale: true, Suffix: true);

    public static HumanSize Si { get; } = new(1, AutoScale: true, Suffix: true, Base1024: false);

    /// <summary>What the environment asks for: the command's own variable, then BLOCK_SIZE and BLOCKSIZE; null where it says nothing.</summary>
    public static HumanSize? FromEnvironment(IEnvironment environment, string variable) =>
        (environment.Get(variable) ?? environment.Get("BLOCK_SIZE") ?? environment.Get("BLOCKSIZE")) is { } text && TryParse(text, out HumanSize size, out _) ? size : null;

    public static HumanSize Default(IEnvironment environment) => new(environment.Get("POSIXLY_CORRECT") is null ? 1024 : 512);

    /// <summary>The option as it was spelled, for a complaint: <c>-B</c> or <c>--block-size</c>.</summary>
    public static string OptionName(CommandContext context)
    {
        foreach (string argument in context.Arguments)
        {
            if (argument.StartsWith("--b", StringComparison.Ordinal))
            {
                return "--block-size";
            }
        }

        return "-B";
    }

    /// <summary>Reads the value of <c>--block-size</c>.</summary>
    /// <exception cref="CommandException">It is not a size.</exception>
    public static HumanSize Parse(string text, string option, int status = 1, string? shown = null)
    {
        if (TryParse(text, out HumanSize size, out SizeProblem problem))
        {
            return size;
        }

        string quoted = GnuQuoting.Always(shown ?? text);
        throw new CommandException(problem switch
        {
            SizeProblem.TooLarge => $"{option} argument {quoted} too large",
            SizeProblem.BadSuffix => $"invalid suffix in {option} argument {quoted}",
            _ => $"invalid {option} argument {quoted}",
        }, status);
    }

    public static bool TryParse(string text, out HumanSize size, out SizeProblem problem)
    {
        problem = SizeProblem.None;
        ReadOnlySpan<char> rest = text;
        bool grouped = rest.StartsWith('\'');
        rest = grouped ? rest[1..] : rest;
        size = default;
        if (rest.Length > 0 && "human-readable".StartsWith(rest.ToString(), StringComparison.Ordinal))
        {
            size = Human with { Grouped = grouped };
            return true;
        }

        if (rest is "si" or "s")
        {
            size = Si with { Grouped = grouped };
            return true;
        }

        int digits = 0;
        UInt128 value = 0;
        while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
        {
            value = UInt128.Min((value * 10) + (uint)(rest[digits++] - '0'), UInt128.One << 100);
        }

        ReadOnlySpan<char> suffix = rest[digits..];
        if (digits == 0)
        {
            value = 1;
            if (suffix.IsEmpty)
            {
                problem = SizeProblem.Invalid;
                return false;
            }
        }

        bool base1024 = true, withB = false;
        if (!suffix.IsEmpty)
        {
            int power = suffix[0] == 'k' ? 1 : Powers.IndexOf(suffix[0], 1);
            if (power < 1)
            {
                problem = digits == 0 ? SizeProblem.Invalid : SizeProblem.BadSuffix;
                return false;
            }

            ReadOnlySpan<char> tail = suffix[1..];
            switch (tail)
            {
                case "":
                    break;
                case "B":
                    base1024 = false;
                    withB = true;
                    break;
                case "iB":
                    withB = true;
                    break;
                default:
                    problem = SizeProblem.BadSuffix;
                    return false;
            }

            for (; power > 0; power--)
            {
                value = value > long.MaxValue ? value : value * (base1024 ? 1024u : 1000u);
            }
        }

        if (value > long.MaxValue)
        {
            problem = SizeProblem.TooLarge;
            return false;
        }

        if (value == 0)
        {
            problem = SizeProblem.Invalid;
            return false;
        }

        size = new HumanSize((long)value, false, digits == 0, base1024, digits == 0 && withB, grouped);
        return true;
    }

    /// <summary>Shows <paramref name="count"/> units of <paramref name="unit"/> bytes, rounded up.</summary>
    public string Format(UInt128 count, long unit = 1, Rounding rounding = Rounding.Up)
    {
        uint scale = Base1024 ? 1024u : 1000u;
        UInt128 bytes = count * (ulong)unit;
        int power = -1;
        var text = new StringBuilder();
        if (AutoScale)
        {
            UInt128 step = (ulong)BlockSize;
            power = 0;
            while (bytes >= step * scale && power < Powers.Length - 1)
            {
                step *= scale;
                power++;
            }

            AppendScaled(text, bytes, step, scale, ref power, rounding);
        }
        else
        {
            text.Append(Divide(bytes, (ulong)BlockSize, rounding).ToString(CultureInfo.InvariantCulture));
        }

        if (Suffix)
        {
            AppendSuffix(text, power, scale);
        }

        return text.ToString();
    }

    private void AppendSuffix(StringBuilder text, int power, uint scale)
    {
        if (power < 0)
        {
            power = 0;
            for (UInt128 step = 1; step < (ulong)BlockSize && power < Powers.Length - 1; step *= scale)
            {
                power++;
            }
        }

        if (power > 0)
        {
            text.Append(power == 1 && !Base1024 ? 'k' : Powers[power]);
        }

        if (WithB)
        {
            text.Append(Base1024 && power > 0 ? "iB" : "B");
        }
    }

    private static void AppendScaled(StringBuilder text, UInt128 bytes, UInt128 step, uint scale, ref int power, Rounding rounding)
    {
        if (power > 0)
        {
            // Below ten one decimal is shown.
            UInt128 tenths = Divide(bytes * 10, step, rounding);
            if (tenths < 100)
            {
                text.Append((tenths / 10).ToString()).Append('.').Append((tenths % 10).ToString());
                return;
            }
        }

        UInt128 whole = Divide(bytes, step, rounding);
        if (whole == scale && power < Powers.Length - 1)
        {
            power++;
            text.Append("1.0");
            return;
        }

        text.Append(whole.ToString());
    }

    private static UInt128 Divide(UInt128 value, UInt128 by, Rounding rounding)
    {
        (UInt128 quotient, UInt128 rest) = UInt128.DivRem(value, by);
        return rounding switch
        {
            Rounding.Up when rest != 0 => quotient + 1,
            Rounding.Nearest when rest * 2 > by || (rest * 2 == by && quotient % 2 == 1) => quotient + 1,
            _ => quotient,
        };
    }
}

/// <summary>What is wrong with a size.</summary>
internal enum SizeProblem
{
    None,
    Invalid,
    BadSuffix,
    TooLarge,
}

/// <summary>Where to go from a fraction.</summary>
internal enum Rounding
{
    Up,
    Down,
    Nearest,
}
