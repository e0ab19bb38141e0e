using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BashTool.Commands.Text;

/// <summary>BLAKE2b without a key (RFC 7693).</summary>
internal sealed class Blake2bDigest : Digest
{
    private const int BlockLength = 128;

    private static readonly ulong[] Start =
    [
        0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
        0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
    ];

    private readonly ulong[] h = (ulong[])Start.Clone();
    private readonly byte[] pending = new byte[BlockLength];
    private readonly int length;
    private int count;
    private UInt128 total;

    public Blake2bDigest(int length)
    {
        this.length = length;
        h[0] ^= 0x01010000UL ^ (uint)length;
    }

    // For each round the words of the columns, then those of the diagonals from the last one on.
    private static ReadOnlySpan<ulong> Schedule =>
    [
        0, 2, 4, 6, 1, 3, 5, 7, 14, 8, 10, 12, 15, 9, 11, 13,
        14, 4, 9, 13, 10, 8, 15, 6, 5, 1, 0, 11, 3, 12, 2, 7,
        11, 12, 5, 15, 8, 0, 2, 13, 9, 10, 3, 7, 4, 14, 6, 1,
        7, 3, 13, 11, 9, 1, 12, 14, 15, 2, 5, 4, 8, 6, 10, 0,
        9, 5, 2, 10, 0, 7, 4, 15, 3, 14, 11, 6, 13, 1, 12, 8,
        2, 6, 0, 8, 12, 10, 11, 3, 1, 4, 7, 15, 9, 13, 5, 14,
        12, 1, 14, 4, 5, 15, 13, 10, 8, 0, 6, 9, 11, 7, 3, 2,
        13, 7, 12, 3, 11, 14, 1, 9, 2, 5, 15, 8, 10, 0, 4, 6,
        6, 14, 11, 0, 15, 9, 3, 8, 10, 12, 13, 1, 5, 2, 7, 4,
        10, 8, 7, 1, 2, 4, 6, 5, 13, 15, 9, 3, 0, 11, 14, 12,
    ];

    public override void Append(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            // The last block is held back: it is marked as such.
            if (count == BlockLength)
            {
                total += BlockLength;
                Compress(pending, last: false);
                count = 0;
            }

            while (count == 0 && data.Length > BlockLength)
            {
                total += BlockLength;
                Compress(data[..BlockLength], last: false);
                data = data[BlockLength..];
            }

            int take = Math.Min(BlockLength - count, data.Length);
            data[..take].CopyTo(pending.AsSpan(count));
            count += take;
            data = data[take..];
        }
    }

    public override byte[] Finish()
    {
        total += (uint)count;
        pending.AsSpan(count).Clear();
        Compress(pending, last: true);
        Span<byte> bytes = stackalloc byte[64];
        for (int i = 0; i < 8; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[(i * 8)..], h[i]);
        }

        return bytes[..length].ToArray();
    }

    // The state as four rows of a 4x4 matrix: columns are mixed at once, then the rows but the second, which is what all
    // waits for, are turned so that diagonals are.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Compress(ReadOnlySpan<byte> block, bool last)
    {
        Vector256<ulong> first = Vector256.Create<ulong>(h), second = Vector256.Create<ulong>(h.AsSpan(4));
        Vector256<ulong> a = first, b = second, c = Vector256.Create<ulong>(Start);
        Vector256<ulong> d = Vector256.Create<ulong>(Start.AsSpan(4))
            ^ Vector256.Create((ulong)total, (ulong)(total >> 64), last ? ulong.MaxValue : 0, 0);
        ref byte words = ref MemoryMarshal.GetReference(block);
        ref ulong schedule = ref MemoryMarshal.GetReference(Schedule);
        Vector512<ulong> low = default, high = default;
        if (Avx512F.VL.IsSupported)
        {
            low = Vector512.LoadUnsafe(ref words).AsUInt64();
            high = Vector512.LoadUnsafe(ref words, 64).AsUInt64();
        }

        for (nuint round = 0, at = 0; round < 12; round++, at = round >= 10 ? (round - 10) * 16 : at + 16)
        {
            Vector256<ulong> x, y, z, w;
            if (Avx512F.VL.IsSupported)
            {
                Vector512<ulong> columns = Avx512F.PermuteVar8x64x2(low, Vector512.LoadUnsafe(ref schedule, at), high);
                Vector512<ulong> diagonals = Avx512F.PermuteVar8x64x2(low, Vector512.LoadUnsafe(ref schedule, at + 8), high);
                x = columns.GetLower();
                y = columns.GetUpper();
                z = diagonals.GetLower();
                w = diagonals.GetUpper();
            }
            else
            {
                ref ulong s = ref Unsafe.Add(ref schedule, at);
                x = Words(ref words, ref s, 0);
                y = Words(ref words, ref s, 4);
                z = Words(ref words, ref s, 8);
                w = Words(ref words, ref s, 12);
            }

            a = a + x + b;
            d = Rotate(d ^ a, 32);
            c += d;
            b = Rotate(b ^ c, 24);
            a = a + y + b;
            d = Rotate(d ^ a, 16);
            c += d;
            b = Rotate(b ^ c, 63);
            a = Vector256.Shuffle(a, Vector256.Create(3UL, 0, 1, 2));
            c = Vector256.Shuffle(c, Vector256.Create(1UL, 2, 3, 0));
            d = Vector256.Shuffle(d, Vector256.Create(2UL, 3, 0, 1));
            a = a + z + b;
            d = Rotate(d ^ a, 32);
            c += d;
            b = Rotate(b ^ c, 24);
            a = a + w + b;
            d = Rotate(d ^ a, 16);
            c += d;
            b = Rotate(b ^ c, 63);
            a = Vector256.Shuffle(a, Vector256.Create(1UL, 2, 3, 0));
            c = Vector256.Shuffle(c, Vector256.Create(3UL, 0, 1, 2));
            d = Vector256.Shuffle(d, Vector256.Create(2UL, 3, 0, 1));
        }

        (first ^ a ^ c).CopyTo(h);
        (second ^ b ^ d).CopyTo(h, 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Words(ref byte words, ref ulong s, int start) => Vector256.Create(
        Word(ref words, (int)Unsafe.Add(ref s, start)), Word(ref words, (int)Unsafe.Add(ref s, start + 1)),
        Word(ref words, (int)Unsafe.Add(ref s, start + 2)), Word(ref words, (int)Unsafe.Add(ref s, start + 3)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref byte words, int index)
    {
        ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref words, index * 8));
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Rotate(Vector256<ulong> value, [ConstantExpected] byte count) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateRight(value, count)
        : count == 32 ? Vector256.Shuffle(value.AsUInt32(), Vector256.Create(1U, 0, 3, 2, 5, 4, 7, 6)).AsUInt64()
        : (value >>> count) | (value << (64 - count));
}
