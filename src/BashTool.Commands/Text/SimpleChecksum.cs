using System.Buffers.Binary;

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
        private static readonly uint[][] Tables = MakeTables();

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
            uint value = crc;
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

            crc = value;
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

        protected override void Add(ReadOnlySpan<byte> data)
        {
            uint value = sum;
            foreach (byte b in data)
            {
                value = ((value >> 1) + ((value & 1) << 15) + b) & 0xFFFF;
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

        protected override void Add(ReadOnlySpan<byte> data)
        {
            foreach (byte b in data)
            {
                sum += b;
            }
        }
    }
}
