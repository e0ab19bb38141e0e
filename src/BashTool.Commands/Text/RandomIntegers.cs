namespace BashTool.Commands.Text;

/// <summary>
/// Uniform integers from random bytes. What a draw leaves over of the randomness serves the next one, so the same bytes give the
/// same integers as the GNU tools draw from them.
/// </summary>
internal sealed class RandomIntegers(RandomBytes source)
{
    private ulong number;
    private ulong maximum;

    /// <summary>An integer from 0 to <paramref name="choices"/> - 1.</summary>
    public ulong Choose(ulong choices) => UpTo(choices - 1);

    /// <summary>An integer from 0 to <paramref name="largest"/>.</summary>
    public ulong UpTo(ulong largest)
    {
        ulong drawn = number;
        ulong drawnMaximum = maximum;
        ulong choices = largest + 1;
        Span<byte> bytes = stackalloc byte[8];
        while (true)
        {
            if (drawnMaximum < largest)
            {
                int count = 0;
                for (ulong reach = drawnMaximum; reach < largest; count++)
                {
                    reach = (reach << 8) + byte.MaxValue;
                }

                source.Fill(bytes[..count]);
                foreach (byte value in bytes[..count])
                {
                    drawn = (drawn << 8) + value;
                    drawnMaximum = (drawnMaximum << 8) + byte.MaxValue;
                }
            }

            if (drawnMaximum == largest)
            {
                number = maximum = 0;
                return drawn;
            }

            ulong excess = drawnMaximum - largest;
            ulong unusable = excess % choices;
            ulong lastUsable = drawnMaximum - unusable;
            if (drawn <= lastUsable)
            {
                number = drawn / choices;
                maximum = excess / choices;
                return drawn % choices;
            }

            // That it fell into the remainder is randomness too.
            drawn -= lastUsable + 1;
            drawnMaximum = unusable - 1;
        }
    }

    /// <summary>The first <paramref name="count"/> members of a random permutation of 0 to <paramref name="of"/> - 1.</summary>
    public ulong[] Permutation(ulong count, ulong of)
    {
        ulong[] result = count == of && count > 1 ? [] : new ulong[count];
        if (count == 1)
        {
            result[0] = Choose(of);
        }
        else if (count > 0 && of >= 128 * 1024 && of / count >= 32)
        {
            // Few of many: only what has moved is kept.
            var moved = new Dictionary<ulong, ulong>();
            for (ulong i = 0; i < count; i++)
            {
                ulong j = i + Choose(of - i);
                result[i] = moved.GetValueOrDefault(j, j);
                moved[j] = moved.GetValueOrDefault(i, i);
            }
        }
        else if (count > 0)
        {
            var all = new ulong[of];
            for (ulong i = 0; i < of; i++)
            {
                all[i] = i;
            }

            for (ulong i = 0; i < count; i++)
            {
                ulong j = i + Choose(of - i);
                (all[i], all[j]) = (all[j], all[i]);
            }

            if (count == of)
            {
                return all;
            }

            all.AsSpan(0, (int)count).CopyTo(result);
        }

        return result;
    }
}
