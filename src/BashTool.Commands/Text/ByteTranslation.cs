using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BashTool.Commands.Text;

/// <summary>
/// Replaces each byte by another. A table that shifts a few ranges by a constant, as <c>a-z A-Z</c> does, goes 32 bytes
/// at a time.
/// </summary>
internal static class ByteTranslation
{
    private const int MostRanges = 8;
    private const int BlockSize = 64 * 1024;

    /// <summary>Translates standard input to standard output.</summary>
    public static void Run(CommandContext context, byte[] table)
    {
        List<(byte First, byte Last, byte Shift)> ranges = Ranges(table);
        ByteWriter output = context.Output;
        while (true)
        {
            ReadOnlySpan<byte> block = context.StandardInput.Peek(context.Cancellation);
            if (block.IsEmpty)
            {
                return;
            }

            int length = Math.Min(block.Length, BlockSize);
            Span<byte> room = output.GetSpan(length);
            Translate(block[..length], room, table, ranges);
            output.Advance(length);
            context.StandardInput.Advance(length);
        }
    }

    public static void Translate(ReadOnlySpan<byte> from, Span<byte> to, byte[] table, List<(byte First, byte Last, byte Shift)> ranges)
    {
        int at = 0;
        if (Vector256.IsHardwareAccelerated && ranges.Count <= MostRanges && from.Length >= 32)
        {
            ref byte source = ref MemoryMarshal.GetReference(from);
            ref byte target = ref MemoryMarshal.GetReference(to);
            Span<Vector256<byte>> first = stackalloc Vector256<byte>[MostRanges];
            Span<Vector256<byte>> width = stackalloc Vector256<byte>[MostRanges];
            Span<Vector256<byte>> shift = stackalloc Vector256<byte>[MostRanges];
            for (int i = 0; i < ranges.Count; i++)
            {
                first[i] = Vector256.Create(ranges[i].First);
                width[i] = Vector256.Create((byte)(ranges[i].Last - ranges[i].First));
                shift[i] = Vector256.Create(ranges[i].Shift);
            }

            int count = ranges.Count;
            for (; at + 32 <= from.Length; at += 32)
            {
                Vector256<byte> part = Vector256.LoadUnsafe(ref source, (nuint)at);
                Vector256<byte> result = part;
                for (int i = 0; i < count; i++)
                {
                    result += Vector256.LessThanOrEqual(part - first[i], width[i]) & shift[i];
                }

                result.StoreUnsafe(ref target, (nuint)at);
            }
        }

        for (; at < from.Length; at++)
        {
            to[at] = table[from[at]];
        }
    }

    public static List<(byte First, byte Last, byte Shift)> Ranges(byte[] table)
    {
        var ranges = new List<(byte First, byte Last, byte Shift)>();
        for (int i = 0; i < 256; i++)
        {
            byte shift = (byte)(table[i] - i);
            if (shift == 0)
            {
                continue;
            }

            int end = i;
            while (end + 1 < 256 && (byte)(table[end + 1] - end - 1) == shift)
            {
                end++;
            }

            ranges.Add(((byte)i, (byte)end, shift));
            i = end;
        }

        return ranges;
    }
}
