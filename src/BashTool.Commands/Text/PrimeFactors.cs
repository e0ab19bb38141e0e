using System.Numerics;

namespace BashTool.Commands.Text;

/// <summary>Splits numbers into primes: small divisors first, then Pollard's rho (Brent's form) with Miller and Rabin's test.</summary>
internal static class PrimeFactors
{
    private const int SmallLimit = 8192;
    private const int BatchLength = 256;
    private const int Rounds = 25;

    private static readonly ulong[] SmallPrimes = Sieve();

    /// <summary>Witnesses that decide for all 64-bit numbers.</summary>
    private static ReadOnlySpan<ulong> Witnesses => [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];

    public static List<ulong> Of(ulong number, CancellationToken cancellation)
    {
        var factors = new List<ulong>();
        if (number < 2)
        {
            return factors;
        }

        foreach (ulong prime in SmallPrimes)
        {
            if (prime * prime > number)
            {
                break;
            }

            while (number % prime == 0)
            {
                factors.Add(prime);
                number /= prime;
            }
        }

        if (number > 1)
        {
            if (number < (ulong)SmallLimit * SmallLimit)
            {
                factors.Add(number);
            }
            else
            {
                Split(number, factors, cancellation);
                factors.Sort();
            }
        }

        return factors;
    }

    public static List<BigInteger> Of(BigInteger number, CancellationToken cancellation)
    {
        var factors = new List<BigInteger>();
        foreach (ulong prime in SmallPrimes)
        {
            while ((number % prime).IsZero)
            {
                factors.Add(prime);
                number /= prime;
            }
        }

        if (!number.IsOne)
        {
            Split(number, factors, cancellation);
        }

        factors.Sort();
        return factors;
    }

    private static ulong[] Sieve()
    {
        bool[] composite = new bool[SmallLimit];
        var primes = new List<ulong>();
        for (int i = 2; i < SmallLimit; i++)
        {
            if (composite[i])
            {
                continue;
            }

            primes.Add((ulong)i);
            for (int j = i * i; j < SmallLimit; j += i)
            {
                composite[j] = true;
            }
        }

        return [.. primes];
    }

    private static void Split(ulong number, List<ulong> factors, CancellationToken cancellation)
    {
        if (number == 1)
        {
            return;
        }

        var residues = new Residues(number);
        if (residues.IsPrime())
        {
            factors.Add(number);
            return;
        }

        ulong divisor = number;
        for (ulong increment = 1; divisor == number; increment++)
        {
            divisor = residues.Rho(increment, cancellation);
        }

        Split(divisor, factors, cancellation);
        Split(number / divisor, factors, cancellation);
    }

    private static void Split(BigInteger number, List<BigInteger> factors, CancellationToken cancellation)
    {
        if (number <= ulong.MaxValue)
        {
            foreach (ulong factor in Of((ulong)number, cancellation))
            {
                factors.Add(factor);
            }

            return;
        }

        if (IsPrime(number))
        {
            factors.Add(number);
            return;
        }

        BigInteger divisor = number;
        for (int increment = 1; divisor == number; increment++)
        {
            divisor = Rho(number, increment, cancellation);
        }

        Split(divisor, factors, cancellation);
        Split(number / divisor, factors, cancellation);
    }

    private static bool IsPrime(BigInteger number)
    {
        BigInteger odd = number - 1;
        int twos = 0;
        while (odd.IsEven)
        {
            odd >>= 1;
            twos++;
        }

        for (int i = 0; i < Rounds; i++)
        {
            BigInteger x = BigInteger.ModPow(SmallPrimes[i], odd, number);
            if (x.IsOne || x == number - 1)
            {
                continue;
            }

            bool composite = true;
            for (int j = 1; j < twos && composite; j++)
            {
                x = x * x % number;
                composite = x != number - 1;
            }

            if (composite)
            {
                return false;
            }
        }

        return true;
    }

    private static BigInteger Rho(BigInteger number, BigInteger increment, CancellationToken cancellation)
    {
        BigInteger y = 2, x = y, saved = y, product = BigInteger.One, divisor = BigInteger.One;
        for (long length = 1; divisor.IsOne; length *= 2)
        {
            x = y;
            for (long i = 0; i < length; i++)
            {
                y = ((y * y) + increment) % number;
            }

            for (long done = 0; done < length && divisor.IsOne; done += BatchLength)
            {
                cancellation.ThrowIfCancellationRequested();
                saved = y;
                for (long i = Math.Min(BatchLength, length - done); i > 0; i--)
                {
                    y = ((y * y) + increment) % number;
                    product = product * BigInteger.Abs(x - y) % number;
                }

                divisor = BigInteger.GreatestCommonDivisor(product, number);
            }
        }

        if (divisor == number)
        {
            do
            {
                saved = ((saved * saved) + increment) % number;
                divisor = BigInteger.GreatestCommonDivisor(BigInteger.Abs(x - saved), number);
            }
            while (divisor.IsOne);
        }

        return divisor;
    }

    /// <summary>Arithmetic modulo an odd 64-bit number in Montgomery's form.</summary>
    private readonly struct Residues
    {
        private readonly ulong modulus;
        private readonly ulong inverse;
        private readonly ulong one;
        private readonly ulong square;

        public Residues(ulong modulus)
        {
            this.modulus = modulus;
            ulong x = modulus;
            for (int i = 0; i < 5; i++)
            {
                x *= 2 - (modulus * x);
            }

            inverse = x;
            one = (ulong)((UInt128.One << 64) % modulus);
            square = (ulong)((UInt128)one * one % modulus);
        }

        public bool IsPrime()
        {
            ulong odd = modulus - 1;
            int twos = BitOperations.TrailingZeroCount(odd);
            odd >>= twos;
            ulong minusOne = modulus - one;
            foreach (ulong witness in Witnesses)
            {
                ulong x = Power(Multiply(witness, square), odd);
                if (x == one || x == minusOne)
                {
                    continue;
                }

                bool composite = true;
                for (int i = 1; i < twos && composite; i++)
                {
                    x = Multiply(x, x);
                    composite = x != minusOne;
                }

                if (composite)
                {
                    return false;
                }
            }

            return true;
        }

        public ulong Rho(ulong increment, CancellationToken cancellation)
        {
            ulong c = Multiply(increment, square), y = Multiply(2, square), x = y, saved = y, product = one, divisor = 1;
            for (long length = 1; divisor == 1; length *= 2)
            {
                x = y;
                for (long i = 0; i < length; i++)
                {
                    y = Next(y, c);
                }

                for (long done = 0; done < length && divisor == 1; done += BatchLength)
                {
                    cancellation.ThrowIfCancellationRequested();
                    saved = y;
                    for (long i = Math.Min(BatchLength, length - done); i > 0; i--)
                    {
                        y = Next(y, c);
                        product = Multiply(product, x > y ? x - y : y - x);
                    }

                    divisor = CommonDivisor(product, modulus);
                }
            }

            if (divisor == modulus)
            {
                do
                {
                    saved = Next(saved, c);
                    divisor = CommonDivisor(x > saved ? x - saved : saved - x, modulus);
                }
                while (divisor == 1);
            }

            return divisor;
        }

        private static ulong CommonDivisor(ulong a, ulong b)
        {
            while (a != 0)
            {
                (a, b) = (b % a, a);
            }

            return b;
        }

        private ulong Next(ulong y, ulong c)
        {
            ulong next = Multiply(y, y);
            return next >= modulus - c ? next - (modulus - c) : next + c;
        }

        private ulong Multiply(ulong a, ulong b)
        {
            ulong high = Math.BigMul(a, b, out ulong low);
            ulong rest = Math.BigMul(low * inverse, modulus, out _);
            return high >= rest ? high - rest : high - rest + modulus;
        }

        private ulong Power(ulong number, ulong exponent)
        {
            ulong result = one;
            for (; exponent != 0; exponent >>= 1)
            {
                if ((exponent & 1) != 0)
                {
                    result = Multiply(result, number);
                }

                number = Multiply(number, number);
            }

            return result;
        }
    }
}
