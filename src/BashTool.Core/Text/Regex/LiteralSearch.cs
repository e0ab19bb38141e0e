using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BashTool.Core.Text.Regex;

/// <summary>Looks for a string of bytes, or for one in which ASCII letters stand for both cases.</summary>
internal sealed class LiteralSearch
{
    // Letters as they abound in texts and programs, most frequent first; other bytes are rarer still, a space is not.
    private const string ByFrequency = " etaoinsrhldcumfpgwybvkxjqz";

    private readonly byte[] bytes;
    private readonly bool ignoreCase;
    private readonly byte[] foldMasks;
    private readonly int first;
    private readonly int second;

    /// <param name="bytes">Not empty; letters in lower case if case is ignored.</param>
    public LiteralSearch(byte[] bytes, bool ignoreCase)
    {
        this.bytes = bytes;
        this.ignoreCase = ignoreCase;
        foldMasks = Array.ConvertAll(bytes, static b => b is >= (byte)'a' and <= (byte)'z' ? (byte)0x20 : (byte)0);
        for (int i = 1; i < bytes.Length; i++)
        {
            if (Rarity(bytes[i]) > Rarity(bytes[first]))
            {
                first = i;
            }
        }

        second = first == 0 ? bytes.Length - 1 : 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (i != first && Rarity(bytes[i]) > Rarity(bytes[second]))
            {
                second = i;
            }
        }
    }

    public int Length => bytes.Length;

    public bool Contains(byte value) => Array.IndexOf(bytes, value) >= 0;

    /// <summary>The first place, or -1.</summary>
    public int Find(ReadOnlySpan<byte> text)
    {
        if (!ignoreCase)
        {
            return text.IndexOf(bytes);
        }

        int last = text.Length - bytes.Length;
        int position = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            position = FindInBlocks(text, out int found);
            if (found >= 0)
            {
                return found;
            }
        }

        for (; position <= last; position++)
        {
            if (IsAt(text, position))
            {
                return position;
            }
        }

        return -1;
    }

    /// <summary>Compares the two rarest bytes at 32 places at once; answers how far it came.</summary>
    private int FindInBlocks(ReadOnlySpan<byte> text, out int found)
    {
        found = -1;
        ref byte start = ref MemoryMarshal.GetReference(text);
        Vector256<byte> maskA = Vector256.Create(foldMasks[first]);
        Vector256<byte> maskB = Vector256.Create(foldMasks[second]);
        Vector256<byte> a = Vector256.Create(bytes[first]);
        Vector256<byte> b = Vector256.Create(bytes[second]);
        int limit = text.Length - bytes.Length - Vector256<byte>.Count + 1;
        int position = 0;
        for (; position <= limit; position += Vector256<byte>.Count)
        {
            Vector256<byte> atA = Vector256.LoadUnsafe(ref start, (nuint)(position + first)) | maskA;
            Vector256<byte> atB = Vector256.LoadUnsafe(ref start, (nuint)(position + second)) | maskB;
            uint hits = (Vector256.Equals(atA, a) & Vector256.Equals(atB, b)).ExtractMostSignificantBits();
            while (hits != 0)
            {
                int candidate = position + BitOperations.TrailingZeroCount(hits);
                if (IsAt(text, candidate))
                {
                    found = candidate;
                    return position;
                }

                hits &= hits - 1;
            }
        }

        return position;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsAt(ReadOnlySpan<byte> text, int position)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if ((text[position + i] | foldMasks[i]) != bytes[i])
            {
                return false;
            }
        }

        return true;
    }

    private static int Rarity(byte b)
    {
        int rank = ByFrequency.IndexOf((char)b);
        return rank >= 0 ? rank : char.IsAsciiDigit((char)b) ? 20 : 40;
    }
}
