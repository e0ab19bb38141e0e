using System.Globalization;

namespace BashTool.Core.Interpreter;

/// <summary>
/// RANDOM's generator: the minimal standard of Park and Miller, its two halves folded, as bash 5.1 and later do, so that a seeded
/// sequence is the same.
/// </summary>
public sealed class RandomNumbers
{
    private uint seed = (uint)System.Random.Shared.Next(1, int.MaxValue);
    private int last;
    private int owner;

    /// <summary>The next number, 0 to 32767. A subshell starts with a seed of its own.</summary>
    internal int Next(ShellInterpreter shell)
    {
        if (owner != shell.State.SubshellDepth && shell.State.SubshellDepth > 0 && owner == 0)
        {
            // Folding in the depth keeps subshells from repeating the parent's numbers.
            return Step(ref subshellSeed);
        }

        return Step(ref seed);
    }

    private uint subshellSeed = (uint)System.Random.Shared.Next(1, int.MaxValue);

    internal void Seed(ShellInterpreter shell, string value)
    {
        owner = shell.State.SubshellDepth;
        seed = long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? unchecked((uint)number) : 0;
        last = 0;
    }

    private int Step(ref uint state)
    {
        int value;
        do
        {
            state = NextState(state);
            value = (int)(((state >> 16) ^ (state & 0xFFFF)) & 0x7FFF);
        }
        while (value == last);
        last = value;
        return value;
    }

    private static uint NextState(uint state)
    {
        long value = state == 0 ? 123459876 : (int)state;
        long high = value / 127773;
        long low = value - (127773 * high);
        long next = (16807 * low) - (2836 * high);
        return (uint)(next < 0 ? next + 0x7FFFFFFF : next);
    }
}
