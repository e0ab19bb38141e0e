using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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

    private static ReadOnlySpan<byte> Sigma =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
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
        Span<ulong> m = stackalloc ulong[16];
        for (int i = 0; i < 16; i++)
        {
            m[i] = BinaryPrimitives.ReadUInt64LittleEndian(block[(i * 8)..]);
        }

        Vector256<ulong> first = Vector256.Create<ulong>(h), second = Vector256.Create<ulong>(h.AsSpan(4));
        Vector256<ulong> a = first, b = second, c = Vector256.Create<ulong>(Start);
        Vector256<ulong> d = Vector256.Create<ulong>(Start.AsSpan(4))
            ^ Vector256.Create((ulong)total, (ulong)(total >> 64), last ? ulong.MaxValue : 0, 0);
        ref ulong words = ref MemoryMarshal.GetReference(m);
        ref byte sigma = ref MemoryMarshal.GetReference(Sigma);
        for (int round = 0; round < 12; round++)
        {
            ref byte s = ref Unsafe.Add(ref sigma, round % 10 * 16);
            Mix(ref a, ref b, ref c, ref d, Words(ref words, ref s, 0), Words(ref words, ref s, 1));
            b = Vector256.Shuffle(b, Vector256.Create(1UL, 2, 3, 0));
            c = Vector256.Shuffle(c, Vector256.Create(2UL, 3, 0, 1));
            d = Vector256.Shuffle(d, Vector256.Create(3UL, 0, 1, 2));
            Mix(ref a, ref b, ref c, ref d, Words(ref words, ref s, 8), Words(ref words, ref s, 9));
            b = Vector256.Shuffle(b, Vector256.Create(3UL, 0, 1, 2));
            c = Vector256.Shuffle(c, Vector256.Create(2UL, 3, 0, 1));
            d = Vector256.Shuffle(d, Vector256.Create(1UL, 2, 3, 0));
        }

        (first ^ a ^ c).CopyTo(h);
        (second ^ b ^ d).CopyTo(h, 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Words(ref ulong words, ref byte s, int start) => Vector256.Create(
        Unsafe.Add(ref words, Unsafe.Add(ref s, start)), Unsafe.Add(ref words, Unsafe.Add(ref s, start + 2)),
        Unsafe.Add(ref words, Unsafe.Add(ref s, start + 4)), Unsafe.Add(ref words, Unsafe.Add(ref s, start + 6)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(
        ref Vector256<ulong> a, ref Vector256<ulong> b, ref Vector256<ulong> c, ref Vector256<ulong> d, Vector256<ulong> x, Vector256<ulong> y)
    {
        a += b + x;
        d ^= a;
        d = (d >>> 32) | (d << 32);
        c += d;
        b ^= c;
        b = (b >>> 24) | (b << 40);
        a += b + y;
        d ^= a;
        d = (d >>> 16) | (d << 48);
        c += d;
        b ^= c;
        b = (b >>> 63) | (b << 1);
    }
}
