using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BashTool.Commands.Text;

/// <summary>Lines in one block of memory, each ended by the delimiter.</summary>
internal sealed class LineTable(byte delimiter)
{
    private byte[] buffer = [];
    private int[] starts = [0];

    /// <summary>The bytes held, whole lines or not.</summary>
    public int Length { get; private set; }

    /// <summary>How many whole lines <see cref="Index"/> found.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int line] => buffer.AsSpan(starts[line], starts[line + 1] - starts[line] - 1);

    /// <summary>Everything held.</summary>
    public ReadOnlySpan<byte> All => buffer.AsSpan(0, Length);

    /// <summary>The line with its delimiter.</summary>
    public ReadOnlySpan<byte> Whole(int line) => buffer.AsSpan(starts[line], starts[line + 1] - starts[line]);

    /// <summary>Makes sure that there is room behind what is held.</summary>
    public void Reserve(long more)
    {
        long needed = Length + more;
        if (needed <= buffer.Length)
        {
            return;
        }

        if (needed > Array.MaxLength)
        {
            throw new CommandException("memory exhausted", 2);
        }

        long size = Math.Min(Array.MaxLength, Math.Max(needed, buffer.Length * 2L));
        byte[] larger = GC.AllocateUninitializedArray<byte>((int)size);
        buffer.AsSpan(0, Length).CopyTo(larger);
        buffer = larger;
    }

    /// <summary>Makes the block that large at once.</summary>
    public void Enlarge(long size)
    {
        if (size > buffer.Length)
        {
            byte[] larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(size, Array.MaxLength));
            buffer.AsSpan(0, Length).CopyTo(larger);
            buffer = larger;
        }
    }

    /// <summary>The room behind what is held.</summary>
    public Span<byte> Room => buffer.AsSpan(Length);

    public void Advance(int count) => Length += count;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(Room);
        Length += bytes.Length;
    }

    /// <summary>Ends the last line if it is not ended.</summary>
    public void EndLine()
    {
        if (Length > 0 && buffer[Length - 1] != delimiter)
        {
            Append([delimiter]);
        }
    }

    /// <summary>Finds the lines.</summary>
    public void Index()
    {
        ReadOnlySpan<byte> bytes = buffer.AsSpan(0, Length);
        int count = bytes.Count(delimiter);
        if (starts.Length < count + 1)
        {
            starts = GC.AllocateUninitializedArray<int>((int)Math.Min(Array.MaxLength, count + 1 + (count / 16L)));
        }

        starts[0] = 0;
        Count = count;
        int line = 1;
        int at = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref byte start = ref MemoryMarshal.GetReference(bytes);
            Vector256<byte> wanted = Vector256.Create(delimiter);
            for (; at + 32 <= bytes.Length; at += 32)
            {
                uint mask = Vector256.Equals(Vector256.LoadUnsafe(ref start, (nuint)at), wanted).ExtractMostSignificantBits();
                while (mask != 0)
                {
                    starts[line++] = at + BitOperations.TrailingZeroCount(mask) + 1;
                    mask &= mask - 1;
                }
            }
        }

        for (; at < bytes.Length; at++)
        {
            if (bytes[at] == delimiter)
            {
                starts[line++] = at + 1;
            }
        }
    }

    /// <summary>Drops the whole lines and moves an unfinished last one to the front.</summary>
    public void KeepUnfinished()
    {
        int done = starts[Count];
        buffer.AsSpan(done, Length - done).CopyTo(buffer);
        Length -= done;
        Count = 0;
    }
}
