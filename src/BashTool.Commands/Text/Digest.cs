using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace BashTool.Commands.Text;

/// <summary>A message digest that is fed piece by piece.</summary>
internal abstract class Digest : IDisposable
{
    public abstract void Append(ReadOnlySpan<byte> data);

    public abstract byte[] Finish();

    public virtual void Dispose()
    {
    }

    /// <summary>A digest by the name the check lines have, with a length in bits for BLAKE2b.</summary>
    public static Digest Create(string algorithm, int bits) => algorithm switch
    {
        "MD5" => new PlatformDigest(HashAlgorithmName.MD5),
        "SHA1" => new PlatformDigest(HashAlgorithmName.SHA1),
        "SHA224" => new Sha224Digest(),
        "SHA256" => new PlatformDigest(HashAlgorithmName.SHA256),
        "SHA384" => new PlatformDigest(HashAlgorithmName.SHA384),
        "SHA512" => new PlatformDigest(HashAlgorithmName.SHA512),
        "SM3" => new Sm3Digest(),
        _ => new Blake2bDigest(bits / 8),
    };

    private sealed class PlatformDigest(HashAlgorithmName name) : Digest
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(name);

        public override void Append(ReadOnlySpan<byte> data) => hash.AppendData(data);

        public override byte[] Finish() => hash.GetHashAndReset();

        public override void Dispose() => hash.Dispose();
    }

    /// <summary>Digests that take blocks of 64 bytes and end with a bit, zeros and the length.</summary>
    private abstract class BlockDigest : Digest
    {
        private readonly byte[] pending = new byte[64];
        private int count;
        private ulong length;

        public override void Append(ReadOnlySpan<byte> data)
        {
            length += (ulong)data.Length;
            if (count > 0)
            {
                int take = Math.Min(64 - count, data.Length);
                data[..take].CopyTo(pending.AsSpan(count));
                count += take;
                data = data[take..];
                if (count < 64)
                {
                    return;
                }

                Block(pending);
                count = 0;
            }

            for (; data.Length >= 64; data = data[64..])
            {
                Block(data);
            }

            data.CopyTo(pending);
            count = data.Length;
        }

        public override byte[] Finish()
        {
            ulong bits = length * 8;
            Span<byte> end = stackalloc byte[128];
            end.Clear();
            end[0] = 0x80;
            int padding = count < 56 ? 56 - count : 120 - count;
            BinaryPrimitives.WriteUInt64BigEndian(end[padding..], bits);
            Append(end[..(padding + 8)]);
            return Result();
        }

        protected abstract void Block(ReadOnlySpan<byte> block);

        protected abstract byte[] Result();

        protected static byte[] BigEndian(ReadOnlySpan<uint> words)
        {
            byte[] bytes = new byte[words.Length * 4];
            for (int i = 0; i < words.Length; i++)
            {
                BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * 4), words[i]);
            }

            return bytes;
        }
    }

    private sealed class Sha224Digest : BlockDigest
    {
        private static readonly uint[] K = RoundConstants();

        private readonly uint[] h = [0xC1059ED8, 0x367CD507, 0x3070DD17, 0xF70E5939, 0xFFC00B31, 0x68581511, 0x64F98FA7, 0xBEFA4FA4];
        private readonly uint[] w = new uint[64];

        protected override byte[] Result() => BigEndian(h.AsSpan(0, 7));

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        protected override void Block(ReadOnlySpan<byte> block)
        {
            ref uint words = ref MemoryMarshal.GetArrayDataReference(w);
            ref uint constants = ref MemoryMarshal.GetArrayDataReference(K);
            for (int i = 0; i < 16; i++)
            {
                Unsafe.Add(ref words, i) = BinaryPrimitives.ReadUInt32BigEndian(block[(i * 4)..]);
            }

            uint a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], last = h[7];
            for (nuint i = 0; ; i += 16)
            {
                ref uint word = ref Unsafe.Add(ref words, i);
                ref uint constant = ref Unsafe.Add(ref constants, i);
                Round(a, b, c, ref d, e, f, g, ref last, constant + word);
                Round(last, a, b, ref c, d, e, f, ref g, Unsafe.Add(ref constant, 1) + Unsafe.Add(ref word, 1));
                Round(g, last, a, ref b, c, d, e, ref f, Unsafe.Add(ref constant, 2) + Unsafe.Add(ref word, 2));
                Round(f, g, last, ref a, b, c, d, ref e, Unsafe.Add(ref constant, 3) + Unsafe.Add(ref word, 3));
                Round(e, f, g, ref last, a, b, c, ref d, Unsafe.Add(ref constant, 4) + Unsafe.Add(ref word, 4));
                Round(d, e, f, ref g, last, a, b, ref c, Unsafe.Add(ref constant, 5) + Unsafe.Add(ref word, 5));
                Round(c, d, e, ref f, g, last, a, ref b, Unsafe.Add(ref constant, 6) + Unsafe.Add(ref word, 6));
                Round(b, c, d, ref e, f, g, last, ref a, Unsafe.Add(ref constant, 7) + Unsafe.Add(ref word, 7));
                Round(a, b, c, ref d, e, f, g, ref last, Unsafe.Add(ref constant, 8) + Unsafe.Add(ref word, 8));
                Round(last, a, b, ref c, d, e, f, ref g, Unsafe.Add(ref constant, 9) + Unsafe.Add(ref word, 9));
                Round(g, last, a, ref b, c, d, e, ref f, Unsafe.Add(ref constant, 10) + Unsafe.Add(ref word, 10));
                Round(f, g, last, ref a, b, c, d, ref e, Unsafe.Add(ref constant, 11) + Unsafe.Add(ref word, 11));
                Round(e, f, g, ref last, a, b, c, ref d, Unsafe.Add(ref constant, 12) + Unsafe.Add(ref word, 12));
                Round(d, e, f, ref g, last, a, b, ref c, Unsafe.Add(ref constant, 13) + Unsafe.Add(ref word, 13));
                Round(c, d, e, ref f, g, last, a, ref b, Unsafe.Add(ref constant, 14) + Unsafe.Add(ref word, 14));
                Round(b, c, d, ref e, f, g, last, ref a, Unsafe.Add(ref constant, 15) + Unsafe.Add(ref word, 15));
                if (i == 48)
                {
                    break;
                }

                // The next sixteen words, four at a time; the last two of four need the first two.
                for (nuint j = 16; j < 32; j += 4)
                {
                    Vector128<uint> x = Vector128.LoadUnsafe(ref word, j - 15);
                    Vector128<uint> sum = Vector128.LoadUnsafe(ref word, j - 16) + Vector128.LoadUnsafe(ref word, j - 7)
                        + (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3));
                    uint first = sum[0] + Small(Unsafe.Add(ref word, j - 2)), second = sum[1] + Small(Unsafe.Add(ref word, j - 1));
                    Unsafe.Add(ref word, j) = first;
                    Unsafe.Add(ref word, j + 1) = second;
                    Unsafe.Add(ref word, j + 2) = sum[2] + Small(first);
                    Unsafe.Add(ref word, j + 3) = sum[3] + Small(second);
                }
            }

            h[0] += a;
            h[1] += b;
            h[2] += c;
            h[3] += d;
            h[4] += e;
            h[5] += f;
            h[6] += g;
            h[7] += last;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static uint Small(uint y) => BitOperations.RotateRight(y, 17) ^ BitOperations.RotateRight(y, 19) ^ (y >> 10);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Round(uint a, uint b, uint c, ref uint d, uint e, uint f, uint g, ref uint h, uint word)
        {
            uint t = h + (BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25)) + (g ^ (e & (f ^ g))) + word;
            d += t;
            h = t + (BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22)) + ((a & b) | (c & (a | b)));
        }

        // The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
        private static uint[] RoundConstants()
        {
            var constants = new uint[64];
            int count = 0;
            for (int candidate = 2; count < constants.Length; candidate++)
            {
                bool prime = true;
                for (int divisor = 2; divisor * divisor <= candidate && prime; divisor++)
                {
                    prime = candidate % divisor != 0;
                }

                if (!prime)
                {
                    continue;
                }

                // The integer part of 2^32 times the cube root, by bisection.
                BigInteger target = (BigInteger)candidate << 96, low = 0, high = BigInteger.One << 36;
                while (high - low > 1)
                {
                    BigInteger middle = (low + high) >> 1;
                    (low, high) = middle * middle * middle <= target ? (middle, high) : (low, middle);
                }

                constants[count++] = (uint)(low & uint.MaxValue);
            }

            return constants;
        }
    }

    private sealed class Sm3Digest : BlockDigest
    {
        private readonly uint[] v = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E];
        private readonly uint[] w = new uint[68];

        protected override byte[] Result() => BigEndian(v);

        protected override void Block(ReadOnlySpan<byte> block)
        {
            for (int i = 0; i < 16; i++)
            {
                w[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * 4)..]);
            }

            for (int i = 16; i < 68; i++)
            {
                uint x = w[i - 16] ^ w[i - 9] ^ BitOperations.RotateLeft(w[i - 3], 15);
                w[i] = x ^ BitOperations.RotateLeft(x, 15) ^ BitOperations.RotateLeft(x, 23) ^ BitOperations.RotateLeft(w[i - 13], 7) ^ w[i - 6];
            }

            uint a = v[0], b = v[1], c = v[2], d = v[3], e = v[4], f = v[5], g = v[6], h = v[7];
            for (int i = 0; i < 64; i++)
            {
                uint constant = BitOperations.RotateLeft(i < 16 ? 0x79CC4519u : 0x7A879D8Au, i % 32);
                uint rotated = BitOperations.RotateLeft(a, 12);
                uint ss1 = BitOperations.RotateLeft(rotated + e + constant, 7);
                uint ff = i < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
                uint gg = i < 16 ? e ^ f ^ g : (e & f) | (~e & g);
                uint tt1 = ff + d + (ss1 ^ rotated) + (w[i] ^ w[i + 4]);
                uint tt2 = gg + h + ss1 + w[i];
                d = c;
                c = BitOperations.RotateLeft(b, 9);
                b = a;
                a = tt1;
                h = g;
                g = BitOperations.RotateLeft(f, 19);
                f = e;
                e = tt2 ^ BitOperations.RotateLeft(tt2, 9) ^ BitOperations.RotateLeft(tt2, 17);
            }

            v[0] ^= a;
            v[1] ^= b;
            v[2] ^= c;
            v[3] ^= d;
            v[4] ^= e;
            v[5] ^= f;
            v[6] ^= g;
            v[7] ^= h;
        }
    }
}
