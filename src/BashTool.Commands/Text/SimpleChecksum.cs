using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BashTool.Commands.Text;

/// <summary>The checksums of old: POSIX cksum, BSD sum, System V sum.</summary>
internal abstract class SimpleChecksum
{
    /// <summary>How many bytes were added.</summary>
    public ulong Length { get; private set; }

    public void Append(ReadOnlySpan<byte> data)
    {
        Length += (ulong)data.Length;
        Add(data);
    }

    /// <summary>The line without its name.</summary>
    public abstract string Finish();

    protected abstract void Add(ReadOnlySpan<byte> data);

    /// <summary>The CRC of POSIX: eight bytes at a time by tables, then the length.</summary>
    public sealed class Crc : SimpleChecksum
    {
        private const int FoldLength = 64;

        private static readonly uint[][] Tables = MakeTables();
        private static readonly Vector128<ulong> FoldFar = Vector128.Create(PowerOfX(512), PowerOfX(512 + 64));
        private static readonly Vector128<ulong> FoldNear = Vector128.Create(PowerOfX(128), PowerOfX(128 + 64));
        private static readonly Vector128<ulong> FoldWide = Vector128.Create(PowerOfX(2048), PowerOfX(2048 + 64));

        private uint crc;

        public override string Finish()
        {
            uint result = crc;
            for (ulong rest = Length; rest != 0; rest >>= 8)
            {
                result = (result << 8) ^ Tables[0][(byte)((result >> 24) ^ (byte)rest)];
            }

            return $"{~result} {Length}";
        }

        protected override void Add(ReadOnlySpan<byte> data)
        {
            crc = Pclmulqdq.IsSupported && Ssse3.IsSupported && data.Length >= FoldLength * 2 ? AddFolded(crc, data) : AddByTables(crc, data);
        }

        private static uint AddByTables(uint value, ReadOnlySpan<byte> data)
        {
            uint[][] t = Tables;
            for (; data.Length >= 8; data = data[8..])
            {
                uint first = value ^ BinaryPrimitives.ReadUInt32BigEndian(data);
                uint second = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
                value = t[7][first >> 24] ^ t[6][(byte)(first >> 16)] ^ t[5][(byte)(first >> 8)] ^ t[4][(byte)first]
                    ^ t[3][second >> 24] ^ t[2][(byte)(second >> 16)] ^ t[1][(byte)(second >> 8)] ^ t[0][(byte)second];
            }

            foreach (byte b in data)
            {
                value = (value << 8) ^ t[0][(byte)((value >> 24) ^ b)];
            }

            return value;
        }

        // The data as a polynomial is folded to 16 bytes that leave the same remainder: four pieces of 16 bytes at a time
        // by carry-less multiplication with powers of x.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static uint AddFolded(uint value, ReadOnlySpan<byte> data)
        {
            ref byte at = ref MemoryMarshal.GetReference(data);
            nuint offset = FoldLength;
            nuint end = (nuint)data.Length;
            Vector128<byte> first = Load(ref at, 0) ^ Vector128.Create(0UL, (ulong)value << 32).AsByte();
            Vector128<byte> second = Load(ref at, 16), third = Load(ref at, 32), fourth = Load(ref at, 48);
            Vector128<ulong> far = FoldFar;
            if (Pclmulqdq.V512.IsSupported && Avx512BW.IsSupported && data.Length >= FoldLength * 8)
            {
                Vector512<byte> all512 = FoldWidely(ref at, value, ref offset, end);
                first = all512.GetLower().GetLower();
                second = all512.GetLower().GetUpper();
                third = all512.GetUpper().GetLower();
                fourth = all512.GetUpper().GetUpper();
            }

            for (; offset + FoldLength <= end; offset += FoldLength)
            {
                first = Fold(first, far) ^ Load(ref at, offset);
                second = Fold(second, far) ^ Load(ref at, offset + 16);
                third = Fold(third, far) ^ Load(ref at, offset + 32);
                fourth = Fold(fourth, far) ^ Load(ref at, offset + 48);
            }

            Vector128<ulong> near = FoldNear;
            Vector128<byte> all = Fold(Fold(Fold(first, near) ^ second, near) ^ third, near) ^ fourth;
            Span<byte> rest = stackalloc byte[16];
            Reverse(all).CopyTo(rest);
            return AddByTables(AddByTables(0, rest), data[(int)offset..]);
        }

        // The same with vectors of four pieces, four of them at a time.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static Vector512<byte> FoldWidely(ref byte at, uint value, ref nuint offset, nuint end)
        {
            Vector512<byte> reverse = Vector512.Create(Vector256.Create(Reversal, Reversal), Vector256.Create(Reversal, Reversal));
            Vector512<ulong> by = Vector512.Create(Vector256.Create(FoldWide, FoldWide), Vector256.Create(FoldWide, FoldWide));
            Vector512<byte> a = Avx512BW.Shuffle(Vector512.LoadUnsafe(ref at), reverse) ^ Vector512.Create(0UL, (ulong)value << 32, 0, 0, 0, 0, 0, 0).AsByte();
            Vector512<byte> b = Avx512BW.Shuffle(Vector512.LoadUnsafe(ref at, 64), reverse);
            Vector512<byte> c = Avx512BW.Shuffle(Vector512.LoadUnsafe(ref at, 128), reverse);
            Vector512<byte> d = Avx512BW.Shuffle(Vector512.LoadUnsafe(ref at, 192), reverse);
            for (offset = 256; offset + 256 <= end; offset += 256)
            {
                a = (Pclmulqdq.V512.CarrylessMultiply(a.AsUInt64(), by, 0x00) ^ Pclmulqdq.V512.CarrylessMultiply(a.AsUInt64(), by, 0x11)).AsByte()
                    ^ Avx512BW.Shuffle(Vector512.LoadUnsafe(ref at, offset), reverse);
                b = (Pclmulqdq.V512.CarrylessMultiply(b.AsUInt64(), by, 0x00) ^ Pclmulqdq.V512.CarrylessMultiply(b.AsUInt64(), by, 0x11)).AsByte()
                    ^ Avx512BW.Shuffle(Vector512.LoadUnsafe(ref at, offset + 64), reverse);
                c = (Pclmulqdq.V512.CarrylessMultiply(c.AsUInt64(), by, 0x00) ^ Pclmulqdq.V512.CarrylessMultiply(c.AsUInt64(), by, 0x11)).AsByte()
                    ^ Avx512BW.Shuffle(Vector512.LoadUnsafe(ref at, offset + 128), reverse);
                d = (Pclmulqdq.V512.CarrylessMultiply(d.AsUInt64(), by, 0x00) ^ Pclmulqdq.V512.CarrylessMultiply(d.AsUInt64(), by, 0x11)).AsByte()
                    ^ Avx512BW.Shuffle(Vector512.LoadUnsafe(ref at, offset + 192), reverse);
            }

            by = Vector512.Create(Vector256.Create(FoldFar, FoldFar), Vector256.Create(FoldFar, FoldFar));
            b ^= (Pclmulqdq.V512.CarrylessMultiply(a.AsUInt64(), by, 0x00) ^ Pclmulqdq.V512.CarrylessMultiply(a.AsUInt64(), by, 0x11)).AsByte();
            c ^= (Pclmulqdq.V512.CarrylessMultiply(b.AsUInt64(), by, 0x00) ^ Pclmulqdq.V512.CarrylessMultiply(b.AsUInt64(), by, 0x11)).AsByte();
            return d ^ (Pclmulqdq.V512.CarrylessMultiply(c.AsUInt64(), by, 0x00) ^ Pclmulqdq.V512.CarrylessMultiply(c.AsUInt64(), by, 0x11)).AsByte();
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<byte> Load(ref byte at, nuint offset) => Reverse(Vector128.LoadUnsafe(ref at, offset));

        private static Vector128<byte> Reversal => Vector128.Create((byte)15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<byte> Reverse(Vector128<byte> bytes) => Ssse3.Shuffle(bytes, Reversal);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<byte> Fold(Vector128<byte> piece, Vector128<ulong> by) =>
            (Pclmulqdq.CarrylessMultiply(piece.AsUInt64(), by, 0x00) ^ Pclmulqdq.CarrylessMultiply(piece.AsUInt64(), by, 0x11)).AsByte();

        // x to that power modulo the polynomial.
        private static ulong PowerOfX(int exponent)
        {
            uint remainder = 1;
            for (int i = 0; i < exponent; i++)
            {
                remainder = (remainder & 0x80000000) != 0 ? (remainder << 1) ^ 0x04C11DB7 : remainder << 1;
            }

            return remainder;
        }

        private static uint[][] MakeTables()
        {
            var tables = new uint[8][];
            tables[0] = new uint[256];
            for (uint i = 0; i < 256; i++)
            {
                uint value = i << 24;
                for (int bit = 0; bit < 8; bit++)
                {
                    value = (value & 0x80000000) != 0 ? (value << 1) ^ 0x04C11DB7 : value << 1;
                }

                tables[0][i] = value;
            }

            for (int table = 1; table < 8; table++)
            {
                tables[table] = new uint[256];
                for (int i = 0; i < 256; i++)
                {
                    uint before = tables[table - 1][i];
                    tables[table][i] = (before << 8) ^ tables[0][before >> 24];
                }
            }

            return tables;
        }
    }

    public sealed class Bsd : SimpleChecksum
    {
        private uint sum;

        public override string Finish() => $"{sum:00000} {((Length + 1023) / 1024).ToString().PadLeft(5)}";

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        protected override void Add(ReadOnlySpan<byte> data)
        {
            uint value = sum;
            foreach (byte b in data)
            {
                value = ((value >> 1) + (value << 15) + b) & 0xFFFF;
            }

            sum = value;
        }
    }

    public sealed class SystemV : SimpleChecksum
    {
        private uint sum;

        public override string Finish()
        {
            uint folded = (sum & 0xFFFF) + (sum >> 16);
            return $"{(folded & 0xFFFF) + (folded >> 16)} {(Length + 511) / 512}";
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        protected override void Add(ReadOnlySpan<byte> data)
        {
            if (Avx2.IsSupported && data.Length >= Vector256<byte>.Count)
            {
                Vector256<ulong> sums = Vector256<ulong>.Zero;
                ref byte at = ref MemoryMarshal.GetReference(data);
                nuint offset = 0;
                for (; offset + 32 <= (nuint)data.Length; offset += 32)
                {
                    sums += Avx2.SumAbsoluteDifferences(Vector256.LoadUnsafe(ref at, offset), Vector256<byte>.Zero).AsUInt64();
                }

                sum += (uint)Vector256.Sum(sums);
                data = data[(int)offset..];
            }

            foreach (byte b in data)
            {
                sum += b;
            }
        }
    }
}
