using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace BashTool.Commands.Text;

/// <summary>A character set: bytes to characters, one at a time, and back.</summary>
internal abstract class CharacterSet
{
    /// <summary>What a character is at the end of the input, or where it is not whole.</summary>
    public const int Incomplete = -1;

    /// <summary>What bytes are that stand for no character.</summary>
    public const int Invalid = -2;

    /// <summary>Bytes that change the state and stand for no character.</summary>
    public const int Nothing = -3;

    /// <summary>True where bytes below 0x80 are ASCII whatever stands before them.</summary>
    public virtual bool IsAsciiCompatible => false;

    /// <summary>The character at the start, and how many bytes it takes; for what is invalid, how many to skip.</summary>
    public abstract int Decode(ReadOnlySpan<byte> bytes, out int length);

    /// <summary>Writes a character; false if the set does not have it.</summary>
    public abstract bool TryEncode(int codePoint, IBufferWriter<byte> output);

    /// <summary>Writes what is needed behind the last character; false if that is nothing.</summary>
    public virtual bool Finish(IBufferWriter<byte> output) => false;

    /// <summary>Goes back to the state at the start of a file.</summary>
    public virtual void Restart()
    {
    }

    protected static void Put(IBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    internal sealed class Ascii : CharacterSet
    {
        public override bool IsAsciiCompatible => true;

        public override int Decode(ReadOnlySpan<byte> bytes, out int length)
        {
            length = 1;
            return bytes[0] < 0x80 ? bytes[0] : Invalid;
        }

        public override bool TryEncode(int codePoint, IBufferWriter<byte> output)
        {
            if (codePoint >= 0x80)
            {
                return false;
            }

            Put(output, (byte)codePoint);
            return true;
        }
    }

    internal sealed class Utf8 : CharacterSet
    {
        public override bool IsAsciiCompatible => true;

        public override int Decode(ReadOnlySpan<byte> bytes, out int length)
        {
            OperationStatus status = Rune.DecodeFromUtf8(bytes, out Rune rune, out length);
            return status switch
            {
                OperationStatus.Done => rune.Value,
                OperationStatus.NeedMoreData => Incomplete,
                _ => IsCutOff(bytes) ? Incomplete : Invalid,
            };
        }

        // The old definition went up to six bytes; what ends in the middle of such a character is not called invalid yet.
        private static bool IsCutOff(ReadOnlySpan<byte> bytes)
        {
            int length = bytes[0] switch { < 0xC2 => 0, < 0xE0 => 2, < 0xF0 => 3, < 0xF8 => 4, < 0xFC => 5, < 0xFE => 6, _ => 0 };
            return bytes.Length < length && !bytes[1..].ContainsAnyExceptInRange((byte)0x80, (byte)0xBF);
        }

        public override bool TryEncode(int codePoint, IBufferWriter<byte> output)
        {
            if (!Rune.IsValid(codePoint))
            {
                return false;
            }

            output.Advance(new Rune(codePoint).EncodeToUtf8(output.GetSpan(4)));
            return true;
        }
    }

    internal sealed class SingleByte(string characters) : CharacterSet
    {
        private readonly int first = 256 - characters.Length;
        private readonly Dictionary<char, byte> bytes = Invert(characters);

        public override bool IsAsciiCompatible => first == 0x80;

        public override int Decode(ReadOnlySpan<byte> source, out int length)
        {
            length = 1;
            int value = source[0] < first ? source[0] : characters[source[0] - first];
            return value == 0xFFFD ? Invalid : value;
        }

        public override bool TryEncode(int codePoint, IBufferWriter<byte> output)
        {
            if (codePoint < first)
            {
                Put(output, (byte)codePoint);
                return true;
            }

            if (codePoint > char.MaxValue || codePoint == 0xFFFD || !bytes.TryGetValue((char)codePoint, out byte value))
            {
                return false;
            }

            Put(output, value);
            return true;
        }

        private static Dictionary<char, byte> Invert(string characters)
        {
            var bytes = new Dictionary<char, byte>();
            for (int i = 0; i < characters.Length; i++)
            {
                bytes.TryAdd(characters[i], (byte)(256 - characters.Length + i));
            }

            return bytes;
        }
    }

    /// <summary>UTF-16, UTF-32, UCS-2 and UCS-4, with and without a byte order mark.</summary>
    internal sealed class Wide(int size, bool bigEndian, bool mark, bool surrogates) : CharacterSet
    {
        private readonly bool writesBig = bigEndian;
        private bool readsBig = bigEndian;
        private bool startsReading = true;
        private bool startsWriting = true;

        public override int Decode(ReadOnlySpan<byte> bytes, out int length)
        {
            length = size;
            if (bytes.Length < size)
            {
                return Incomplete;
            }

            uint unit = Read(bytes);
            if (startsReading && mark)
            {
                startsReading = false;
                bool little = bytes[0] == 0xFF && bytes[1] == 0xFE;
                if (little && (size == 2 || (bytes[2] | bytes[3]) == 0))
                {
                    return Nothing;
                }

                if (size == 2 ? bytes[0] == 0xFE && bytes[1] == 0xFF : BinaryPrimitives.ReadUInt32BigEndian(bytes) == 0xFEFF)
                {
                    readsBig = true;
                    return Nothing;
                }
            }

            if (unit is >= 0xD800 and <= 0xDFFF)
            {
                if (size == 4 || !surrogates || unit >= 0xDC00)
                {
                    return Invalid;
                }

                if (bytes.Length < 4)
                {
                    return Incomplete;
                }

                uint low = Read(bytes[2..]);
                if (low is < 0xDC00 or > 0xDFFF)
                {
                    return Invalid;
                }

                length = 4;
                return (int)(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
            }

            return unit > 0x10FFFF ? Invalid : (int)unit;
        }

        // The order of bytes that a mark has told of stays.
        public override void Restart()
        {
            startsReading = true;
            startsWriting = true;
        }

        public override bool TryEncode(int codePoint, IBufferWriter<byte> output)
        {
            if (startsWriting)
            {
                startsWriting = false;
                if (mark && surrogates)
                {
                    Write(0xFEFF, output);
                }
            }

            if (codePoint > 0xFFFF && size == 2)
            {
                if (!surrogates)
                {
                    return false;
                }

                Write(0xD800 + ((uint)(codePoint - 0x10000) >> 10), output);
                Write(0xDC00 + ((uint)(codePoint - 0x10000) & 0x3FF), output);
                return true;
            }

            Write((uint)codePoint, output);
            return true;
        }

        /// <summary>Encodes what is valid UTF-8 at the start, in pieces, as UTF-16; returns how many bytes of it.</summary>
        public int EncodeUtf8(ReadOnlySpan<byte> bytes, ByteWriter output)
        {
            const int MostAtOnce = 4096;
            if (size != 2 || !surrogates || startsWriting || !BitConverter.IsLittleEndian)
            {
                return 0;
            }

            bytes = bytes[..Math.Min(bytes.Length, MostAtOnce)];
            Span<char> to = MemoryMarshal.Cast<byte, char>(output.GetSpan(bytes.Length * 2));
            global::System.Text.Unicode.Utf8.ToUtf16(bytes, to, out int read, out int written, replaceInvalidSequences: false, isFinalBlock: false);
            if (writesBig)
            {
                Span<short> units = MemoryMarshal.Cast<char, short>(to[..written]);
                BinaryPrimitives.ReverseEndianness(units, units);
            }

            output.Advance(written * 2);
            return read;
        }

        private uint Read(ReadOnlySpan<byte> bytes) => (size, readsBig) switch
        {
            (2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            (_, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            _ => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        };

        private void Write(uint unit, IBufferWriter<byte> output)
        {
            Span<byte> to = output.GetSpan(size);
            if (size == 2)
            {
                if (writesBig)
                {
                    BinaryPrimitives.WriteUInt16BigEndian(to, (ushort)unit);
                }
                else
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(to, (ushort)unit);
                }
            }
            else if (writesBig)
            {
                BinaryPrimitives.WriteUInt32BigEndian(to, unit);
            }
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(to, unit);
            }

            output.Advance(size);
        }
    }

    /// <summary>The character sets of East Asia, whose tables the framework has.</summary>
    internal sealed class MultiByte(int codePage) : CharacterSet
    {
        private readonly Encoding encoding = CodePagesEncodingProvider.Instance.GetEncoding(
            codePage, new EncoderExceptionFallback(), new DecoderExceptionFallback())!;

        public override bool IsAsciiCompatible => true;

        public override int Decode(ReadOnlySpan<byte> bytes, out int length)
        {
            Span<char> characters = stackalloc char[4];
            for (length = 1; length <= Math.Min(4, bytes.Length); length++)
            {
                if (length == 1 && bytes[0] < 0x80)
                {
                    return bytes[0];
                }

                try
                {
                    int count = encoding.GetChars(bytes[..length], characters);
                    if (count == 1)
                    {
                        return characters[0];
                    }

                    if (count == 2 && char.IsSurrogatePair(characters[0], characters[1]))
                    {
                        return char.ConvertToUtf32(characters[0], characters[1]);
                    }
                }
                catch (DecoderFallbackException)
                {
                    // More bytes may make it one.
                }
            }

            bool ended = bytes.Length < 2;
            length = 1;
            return ended ? Incomplete : Invalid;
        }

        public override bool TryEncode(int codePoint, IBufferWriter<byte> output)
        {
            if (codePoint < 0x80)
            {
                Put(output, (byte)codePoint);
                return true;
            }

            if (!Rune.IsValid(codePoint))
            {
                return false;
            }

            Span<char> characters = stackalloc char[2];
            int count = new Rune(codePoint).EncodeToUtf16(characters);
            try
            {
                output.Advance(encoding.GetBytes(characters[..count], output.GetSpan(8)));
                return true;
            }
            catch (EncoderFallbackException)
            {
                return false;
            }
        }
    }

    /// <summary>UTF-7 (RFC 2152).</summary>
    internal sealed class Utf7 : CharacterSet
    {
        private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

        // Read: digits pending while in base64. Written: bits pending.
        private bool inside;
        private uint bits;
        private int bitCount;
        private int high;
        private bool writesInside;
        private uint written;
        private int writtenCount;

        public override int Decode(ReadOnlySpan<byte> bytes, out int length)
        {
            length = 1;
            byte c = bytes[0];
            if (!inside)
            {
                if (c != '+')
                {
                    return IsDirect(c) ? c : Invalid;
                }

                if (bytes.Length < 2)
                {
                    return Incomplete;
                }

                if (bytes[1] == '-')
                {
                    length = 2;
                    return '+';
                }

                inside = true;
                bits = 0;
                bitCount = 0;
                return Nothing;
            }

            int digit = Digits.IndexOf((char)c);
            if (digit < 0)
            {
                inside = false;
                high = 0;
                return c == '-' ? Nothing : IsDirect(c) ? c : Invalid;
            }

            bits = (bits << 6) | (uint)digit;
            bitCount += 6;
            if (bitCount < 16)
            {
                return Nothing;
            }

            bitCount -= 16;
            int unit = (int)(bits >> bitCount) & 0xFFFF;
            if (unit is >= 0xD800 and < 0xDC00)
            {
                high = unit;
                return Nothing;
            }

            if (unit is >= 0xDC00 and <= 0xDFFF)
            {
                int first = high;
                high = 0;
                return first == 0 ? Invalid : char.ConvertToUtf32((char)first, (char)unit);
            }

            return unit;
        }

        private static bool IsDirect(byte c) => c is (byte)'\t' or (byte)'\n' or (byte)'\r' || (c is >= 0x20 and < 0x7F && c is not ((byte)'\\' or (byte)'~'));

        public override bool TryEncode(int codePoint, IBufferWriter<byte> output)
        {
            bool direct = codePoint < 0x80
                && (char.IsAsciiLetterOrDigit((char)codePoint) || " \t\n\r'(),-./:?".Contains((char)codePoint, StringComparison.Ordinal));
            if (direct)
            {
                if (writesInside)
                {
                    Close(output);
                    if (char.IsAsciiLetterOrDigit((char)codePoint) || codePoint is '+' or '/' or '-')
                    {
                        Put(output, (byte)'-');
                    }
                }

                Put(output, (byte)codePoint);
                return true;
            }

            if (codePoint == '+' && !writesInside)
            {
                Put(output, (byte)'+');
                Put(output, (byte)'-');
                return true;
            }

            if (!writesInside)
            {
                writesInside = true;
                written = 0;
                writtenCount = 0;
                Put(output, (byte)'+');
            }

            if (codePoint > 0xFFFF)
            {
                Unit(0xD800 + ((uint)(codePoint - 0x10000) >> 10), output);
                Unit(0xDC00 + ((uint)(codePoint - 0x10000) & 0x3FF), output);
            }
            else
            {
                Unit((uint)codePoint, output);
            }

            return true;
        }

        public override bool Finish(IBufferWriter<byte> output)
        {
            if (!writesInside)
            {
                return false;
            }

            Close(output);
            Put(output, (byte)'-');
            return true;
        }

        public override void Restart() => inside = false;

        private void Unit(uint unit, IBufferWriter<byte> output)
        {
            written = (written << 16) | unit;
            writtenCount += 16;
            while (writtenCount >= 6)
            {
                writtenCount -= 6;
                Put(output, (byte)Digits[(int)(written >> writtenCount) & 63]);
            }
        }

        private void Close(IBufferWriter<byte> output)
        {
            if (writtenCount > 0)
            {
                Put(output, (byte)Digits[(int)(written << (6 - writtenCount)) & 63]);
            }

            writesInside = false;
        }
    }
}
