namespace BashTool.Commands.Awk;

/// <summary>The additive feedback generator of random(3), its numbers shuffled, as <c>srand</c> seeds it.</summary>
internal sealed class AwkRandom
{
    private const int Degree = 63;
    private const int Separation = 1;
    private const int ShuffleSize = 512;

    private readonly uint[] state = new uint[Degree];
    private readonly uint[] shuffled = new uint[ShuffleSize];
    private int front;
    private int rear;
    private uint last;

    public AwkRandom() => Seed(1);

    public void Seed(uint seed)
    {
        state[0] = seed;
        for (int i = 1; i < Degree; i++)
        {
            state[i] = Follow(state[i - 1]);
        }

        front = Separation;
        rear = 0;
        for (int i = 0; i < ShuffleSize; i++)
        {
            shuffled[i] = Step();
        }

        last = Step();
        for (int i = 0; i < 10 * Degree; i++)
        {
            Next();
        }
    }

    public double NextDouble()
    {
        const double Divisor = 2147483648.0;
        double value;
        do
        {
            double first = Next();
            double second = Next();
            value = 0.5 + (((first / Divisor) + second) / Divisor) - 0.5;
        }
        while (value == 1);

        return value;
    }

    private static uint Follow(uint value)
    {
        long x = value == 0 ? 123459876 : value;
        x = (16807 * (x % 127773)) - (2836 * (x / 127773));
        return (uint)(x < 0 ? x + 0x7FFFFFFF : x);
    }

    // Each number given says which one is given next.
    private uint Next()
    {
        uint fresh = Step();
        ref uint slot = ref shuffled[last % ShuffleSize];
        last = slot;
        slot = fresh;
        return last;
    }

    private uint Step()
    {
        state[front] = unchecked(state[front] + state[rear]);
        uint value = state[front] >> 1;
        front = (front + 1) % Degree;
        rear = (rear + 1) % Degree;
        return value;
    }
}
