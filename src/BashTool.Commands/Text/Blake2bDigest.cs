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

    // For each round the words of the columns, then those of the diagonals.
    private static ReadOnlySpan<ulong> Schedule =>
    [
        0, 2, 4, 6, 1, 3, 5, 7, 8, 10, 12, 14, 9, 11, 13, 15,
        14, 4, 9, 13, 10, 8, 15, 6, 1, 0, 11, 5, 12, 2, 7, 3,
        11, 12, 5, 15, 8, 0, 2, 13, 10, 3, 7, 9, 14, 6, 1, 4,
        7, 3, 13, 11, 9, 1, 12, 14, 2, 5, 4, 15, 6, 10, 0, 8,
        9, 5, 2, 10, 0, 7, 4, 15, 14, 11, 6, 3, 1, 12, 8, 13,
        2, 6, 0, 8, 12, 10, 11, 3, 4, 7, 15, 1, 13, 5, 14, 9,
        12, 1, 14, 4, 5, 15, 13, 10, 0, 6, 9, 8, 7, 3, 2, 11,
        13, 7, 12, 3, 11, 14, 1, 9, 5, 15, 8, 2, 0, 4, 6, 10,
        6, 14, 11, 0, 15, 9, 3, 8, 12, 13, 1, 10, 2, 7, 4, 5,
        10, 8, 7, 1, 2, 4, 6, 5, 15, 9, 3, 13, 11, 14, 12, 0,
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

    // The state as four rows of a 4x4 matrix: columns are mixed at once, then the rows are turned so that diagonals are.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Compress(ReadOnlySpan<byte> block, bool last)
    {
        Vector256<ulong> first = Vector256.Create<ulong>(h), second = Vector256.Create<ulong>(h.AsSpan(4));
        Vector256<ulong> a = first, b = second, c = Vector256.Create<ulong>(Start);
        Vector256<ulong> d = Vector256.Create<ulong>(Start.AsSpan(4))
            ^ Vector256.Create((ulong)total, (ulong)(total >> 64), last ? ulong.MaxValue : 0, 0);
        ref byte words = ref MemoryMarshal.GetReference(block);
        ref ulong schedule = ref MemoryMarshal.GetReference(Schedule);
        if (Avx512F.VL.IsSupported)
        {
            Vector512<ulong> low = Vector512.LoadUnsafe(ref words).AsUInt64(), high = Vector512.LoadUnsafe(ref words, 64).AsUInt64();
            for (nuint round = 0; round < 12; round++)
            {
                nuint at = round % 10 * 16;
                Vector512<ulong> columns = Avx512F.PermuteVar8x64x2(low, Vector512.LoadUnsafe(ref schedule, at), high);
                Vector512<ulong> diagonals = Avx512F.PermuteVar8x64x2(low, Vector512.LoadUnsafe(ref schedule, at + 8), high);
                Round(ref a, ref b, ref c, ref d, columns.GetLower(), columns.GetUpper(), diagonals.GetLower(), diagonals.GetUpper());
            }
        }
        else
        {
            for (int round = 0; round < 12; round++)
            {
                ref ulong s = ref Unsafe.Add(ref schedule, round % 10 * 16);
                Round(ref a, ref b, ref c, ref d, Words(ref words, ref s, 0), Words(ref words, ref s, 4), Words(ref words, ref s, 8), Words(ref words, ref s, 12));
            }
        }

        (first ^ a ^ c).CopyTo(h);
        (second ^ b ^ d).CopyTo(h, 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        ref Vector256<ulong> a, ref Vector256<ulong> b, ref Vector256<ulong> c, ref Vector256<ulong> d,
        Vector256<ulong> x, Vector256<ulong> y, Vector256<ulong> z, Vector256<ulong> w)
    {
        Mix(ref a, ref b, ref c, ref d, x, y);
        b = Vector256.Shuffle(b, Vector256.Create(1UL, 2, 3, 0));
        c = Vector256.Shuffle(c, Vector256.Create(2UL, 3, 0, 1));
        d = Vector256.Shuffle(d, Vector256.Create(3UL, 0, 1, 2));
        Mix(ref a, ref b, ref c, ref d, z, w);
        b = Vector256.Shuffle(b, Vector256.Create(3UL, 0, 1, 2));
        c = Vector256.Shuffle(c, Vector256.Create(2UL, 3, 0, 1));
        d = Vector256.Shuffle(d, Vector256.Create(1UL, 2, 3, 0));
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
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateRight(value, count) : (value >>> count) | (value << (64 - count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(
        ref Vector256<ulong> a, ref Vector256<ulong> b, ref Vector256<ulong> c, ref Vector256<ulong> d, Vector256<ulong> x, Vector256<ulong> y)
    {
        a += b + x;
        d = Rotate(d ^ a, 32);
        c += d;
        b = Rotate(b ^ c, 24);
        a += b + y;
        d = Rotate(d ^ a, 16);
        c += d;
        b = Rotate(b ^ c, 63);
    }
}
