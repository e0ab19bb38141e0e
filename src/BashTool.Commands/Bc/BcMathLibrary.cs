using System.Numerics;

namespace BashTool.Commands.Bc;

/// <summary>The functions of <c>bc -l</c>: the series and the scales that give GNU bc's digits.</summary>
internal sealed class BcMathLibrary(CancellationToken cancellation)
{
    // A quarter of pi, and the arc tangent of 0.2.
    private const string QuarterPi = "785398163397448309615660845819875721049292349843776455243736";
    private const string ArcOfFifth = "197395559849880758370049765194790293447585103787852101517688";

    private static readonly BcNumber Fifth = new(2, 1);
    private static readonly BcNumber Half = new(5, 1);
    private static readonly BcNumber Two = BcNumber.From(2);

    public static int ParameterCount(char name) => name == 'j' ? 2 : 1;

    public BcNumber Call(char name, ReadOnlySpan<BcNumber> arguments, int scale) => name switch
    {
        'e' => Exponential(arguments[0], scale),
        'l' => Logarithm(arguments[0], scale),
        's' => Sine(arguments[0], scale),
        'c' => Sine(BcNumber.Add(arguments[0], BcNumber.Multiply(ArcTangent(BcNumber.One, scale * 12 / 10), Two, scale * 12 / 10)), scale * 12 / 10, scale),
        'a' => ArcTangent(arguments[0], scale),
        _ => Bessel(arguments[0], arguments[1], scale),
    };

    private BcNumber Exponential(BcNumber x, int z)
    {
        bool negative = x.Sign < 0;
        x = negative ? Negate(x) : x;
        int n = (int)Math.Min(int.MaxValue / 4, BcNumber.Add(BcNumber.From(6 + z), BcNumber.Multiply(new BcNumber(44, 2), x, z)).ToInt64());
        int scale = x.Scale + 1;
        int halvings = 0;
        for (; BcNumber.Compare(x, BcNumber.One) > 0; scale++)
        {
            halvings++;
            x = BcNumber.Divide(x, Two, scale);
        }

        BcNumber sum = BcNumber.Add(BcNumber.One, x), power = x, factorial = BcNumber.One;
        for (int i = 2; ; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            power = BcNumber.Multiply(power, x, n);
            factorial = BcNumber.Multiply(factorial, BcNumber.From(i), n);
            BcNumber term = BcNumber.Divide(power, factorial, n);
            if (term.IsZero)
            {
                break;
            }

            sum = BcNumber.Add(sum, term);
        }

        for (; halvings > 0; halvings--)
        {
            cancellation.ThrowIfCancellationRequested();
            sum = BcNumber.Multiply(sum, sum, n);
        }

        return negative ? BcNumber.Divide(BcNumber.One, sum, z) : BcNumber.Divide(sum, BcNumber.One, z);
    }

    private BcNumber Logarithm(BcNumber x, int z)
    {
        if (x.Sign <= 0)
        {
            return BcNumber.Divide(new BcNumber(1 - BcNumber.TenTo(z), 0), BcNumber.One, z);
        }

        int scale = z + 6;
        BcNumber factor = Two;
        while (BcNumber.Compare(x, Two) >= 0 || BcNumber.Compare(x, Half) <= 0)
        {
            cancellation.ThrowIfCancellationRequested();
            factor = BcNumber.Multiply(factor, Two, scale);
            BcNumber.TrySquareRoot(x, scale, out x);
        }

        BcNumber power = BcNumber.Divide(BcNumber.Subtract(x, BcNumber.One), BcNumber.Add(x, BcNumber.One), scale);
        BcNumber sum = power, square = BcNumber.Multiply(power, power, scale);
        for (int i = 3; ; i += 2)
        {
            cancellation.ThrowIfCancellationRequested();
            power = BcNumber.Multiply(power, square, scale);
            BcNumber term = BcNumber.Divide(power, BcNumber.From(i), scale);
            if (term.IsZero)
            {
                return BcNumber.Divide(BcNumber.Multiply(factor, sum, scale), BcNumber.One, z);
            }

            sum = BcNumber.Add(sum, term);
        }
    }

    // For the cosine the result is cut a second time.
    private BcNumber Sine(BcNumber x, int scale, int kept) => BcNumber.Divide(Sine(x, scale), BcNumber.One, kept);

    private BcNumber Sine(BcNumber x, int z)
    {
        int scale = (z * 11 / 10) + 2;
        BcNumber quarter = ArcTangent(BcNumber.One, scale);
        bool negative = x.Sign < 0;
        x = negative ? Negate(x) : x;
        BcNumber turns = BcNumber.Divide(BcNumber.Add(BcNumber.Divide(x, quarter, 0), Two), BcNumber.From(4), 0);
        x = BcNumber.Subtract(x, BcNumber.Multiply(BcNumber.Multiply(BcNumber.From(4), turns, 0), quarter, 0));
        if (!turns.Value.IsEven)
        {
            x = Negate(x);
        }

        scale = z + 2;
        BcNumber sum = x, term = x, square = BcNumber.Multiply(Negate(x), x, scale);
        for (int i = 3; ; i += 2)
        {
            cancellation.ThrowIfCancellationRequested();
            term = BcNumber.Multiply(term, BcNumber.Divide(square, BcNumber.From((long)i * (i - 1)), scale), scale);
            if (term.IsZero)
            {
                return BcNumber.Divide(negative ? Negate(sum) : sum, BcNumber.One, z);
            }

            sum = BcNumber.Add(sum, term);
        }
    }

    private BcNumber ArcTangent(BcNumber x, int z)
    {
        bool negative = x.Sign < 0;
        x = negative ? Negate(x) : x;
        BcNumber sign = BcNumber.From(negative ? -1 : 1);
        if (z <= 60)
        {
            string? known = BcNumber.Compare(x, BcNumber.One) == 0 ? QuarterPi : BcNumber.Compare(x, Fifth) == 0 ? ArcOfFifth : null;
            if (known is not null)
            {
                return BcNumber.Divide(Known(known, z <= 25 ? 25 : z <= 40 ? 40 : 60), sign, z);
            }
        }

        BcNumber unit = BcNumber.Zero, count = BcNumber.Zero;
        if (BcNumber.Compare(x, Fifth) > 0)
        {
            unit = ArcTangent(Fifth, z + 5);
        }

        int scale = z + 3;
        while (BcNumber.Compare(x, Fifth) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            count = BcNumber.Add(count, BcNumber.One);
            x = BcNumber.Divide(BcNumber.Subtract(x, Fifth), BcNumber.Add(BcNumber.One, BcNumber.Multiply(x, Fifth, scale)), scale);
        }

        BcNumber sum = x, power = x, square = BcNumber.Multiply(Negate(x), x, scale);
        for (int i = 3; ; i += 2)
        {
            cancellation.ThrowIfCancellationRequested();
            power = BcNumber.Multiply(power, square, scale);
            BcNumber term = BcNumber.Divide(power, BcNumber.From(i), scale);
            if (term.IsZero)
            {
                return BcNumber.Divide(BcNumber.Add(BcNumber.Multiply(count, unit, z), sum), sign, z);
            }

            sum = BcNumber.Add(sum, term);
        }
    }

    private BcNumber Bessel(BcNumber order, BcNumber x, int z)
    {
        BcNumber n = BcNumber.Divide(order, BcNumber.One, 0);
        bool negative = false;
        if (n.Sign < 0)
        {
            n = Negate(n);
            negative = !n.Value.IsEven;
        }

        BcNumber factor = BcNumber.One;
        long count = n.ToInt64();
        for (long i = 2; i <= count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            factor = BcNumber.Multiply(factor, BcNumber.From(i), 0);
        }

        int scale = z * 15 / 10;
        factor = BcNumber.Divide(BcNumber.Divide(BcNumber.Raise(x, count, scale), BcNumber.Raise(Two, count, scale), scale), factor, scale);
        BcNumber sum = BcNumber.One, term = BcNumber.One;
        BcNumber square = BcNumber.Divide(BcNumber.Multiply(Negate(x), x, scale), BcNumber.From(4), scale);
        scale = (z * 15 / 10) + (factor.IsZero ? 1 : BcNumber.CountDigits(factor.Value)) - factor.Scale;
        scale = Math.Max(scale, 0);
        for (long i = 1; ; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            term = BcNumber.Multiply(term, square, scale);
            term = BcNumber.Divide(BcNumber.Divide(term, BcNumber.From(i), scale), BcNumber.From(count + i), scale);
            if (term.IsZero)
            {
                return BcNumber.Divide(BcNumber.Multiply(negative ? Negate(factor) : factor, sum, z), BcNumber.One, z);
            }

            sum = BcNumber.Add(sum, term);
        }
    }

    private static BcNumber Known(string digits, int count) => new(BigInteger.Parse(digits.AsSpan(0, count)), count);

    private static BcNumber Negate(BcNumber x) => new(-x.Value, x.Scale);
}
