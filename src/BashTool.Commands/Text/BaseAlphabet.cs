using System.Buffers.Binary;
using System.Buffers.Text;

namespace BashTool.Commands.Text;

/// <summary>The digits of an encoding, and how many of them stand for how many bytes.</summary>
internal sealed class BaseAlphabet
{
    public static readonly BaseAlphabet Base64 = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 6, 3, 4) { HasPadding = true };
    public static readonly BaseAlphabet Base64Url = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 6, 3, 4) { HasPadding = true };
    public static readonly BaseAlphabet Base32 = new("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 5, 5, 8) { HasPadding = true };
    public static readonly BaseAlphabet Base32Hex = new("0123456789ABCDEFGHIJKLMNOPQRSTUV", 5, 5, 8) { HasPadding = true };
    public static readonly BaseAlphabet Base16 = new("0123456789ABCDEF", 4, 1, 2);
    public static readonly BaseAlphabet Base2HighFirst = new("01", 1, 1, 8);
    public static readonly BaseAlphabet Base2LowFirst = new("01", 1, 1, 8) { LowFirst = true };

    public static readonly BaseAlphabet Z85 =
        new("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#", 0, 4, 5);

    private readonly byte[] characters;
    private readonly sbyte[] values = new sbyte[256];

    // What is a digit where garbage is not left out.
    private readonly sbyte[] strays = new sbyte[256];

    private BaseAlphabet(string characters, int bits, int bytes, int digits)
    {
        this.characters = EscapedUtf8.Encode(characters);
        Bits = bits;
        Bytes = bytes;
        Digits = digits;
        Array.Fill(values, (sbyte)-1);
        for (int i = 0; i < characters.Length; i++)
        {
            values[characters[i]] = (sbyte)i;
        }

        Array.Copy(values, strays, 256);

        // GNU's decoder of base32hex takes four letters beyond it for those of base32.
        for (char c = 'W'; c <= 'Z' && bits == 5 && characters[0] == '0'; c++)
        {
            strays[c] = (sbyte)(c - 'A');
        }
    }

    /// <summary>Bits of a digit; 0 where the digits are of a base that is no power of two.</summary>
    public int Bits { get; }

    public int Bytes { get; }

    public int Digits { get; }

    public bool HasPadding { get; private init; }

    public bool LowFirst { get; private init; }

    public bool IsZ85 => Bits == 0;

    /// <summary>-1 for what is no digit.</summary>
    public int Value(byte digit, bool ignoresGarbage) => ignoresGarbage ? values[digit] : strays[digit];

    /// <summary>The values of all bytes.</summary>
    public ReadOnlySpan<sbyte> Values(bool ignoresGarbage) => ignoresGarbage ? values : strays;

    /// <summary>Encodes whole groups.</summary>
    public void EncodeGroups(ReadOnlySpan<byte> from, Span<byte> to)
    {
        if (Bits == 6)
        {
            global::System.Buffers.Text.Base64.EncodeToUtf8(from, to, out _, out int written);
            if (this == Base64Url)
            {
                global::System.MemoryExtensions.Replace(to[..written], (byte)'+', (byte)'-');
                global::System.MemoryExtensions.Replace(to[..written], (byte)'/', (byte)'_');
            }

            return;
        }

        int at = 0;
        switch (Bits)
        {
            case 5:
                for (; from.Length >= 5; from = from[5..], at += 8)
                {
                    ulong group = ((ulong)BinaryPrimitives.ReadUInt32BigEndian(from) << 8) | from[4];
                    Span<byte> eight = to.Slice(at, 8);
                    eight[0] = characters[(int)(group >> 35)];
                    eight[1] = characters[(int)(group >> 30) & 31];
                    eight[2] = characters[(int)(group >> 25) & 31];
                    eight[3] = characters[(int)(group >> 20) & 31];
                    eight[4] = characters[(int)(group >> 15) & 31];
                    eight[5] = characters[(int)(group >> 10) & 31];
                    eight[6] = characters[(int)(group >> 5) & 31];
                    eight[7] = characters[(int)group & 31];
                }

                break;
            case 4:
                foreach (byte b in from)
                {
                    to[at] = characters[b >> 4];
                    to[at + 1] = characters[b & 15];
                    at += 2;
                }

                break;
            case 1:
                foreach (byte b in from)
                {
                    for (int i = 0; i < 8; i++)
                    {
                        to[at++] = (byte)('0' + ((b >> (LowFirst ? i : 7 - i)) & 1));
                    }
                }

                break;
            default:
                for (; from.Length >= 4; from = from[4..], at += 5)
                {
                    uint group = BinaryPrimitives.ReadUInt32BigEndian(from);
                    for (int i = 4; i >= 0; i--)
                    {
                        to[at + i] = characters[group % 85];
                        group /= 85;
                    }
                }

                break;
        }
    }

    /// <summary>Encodes fewer bytes than a group has, with padding; returns how many digits that makes.</summary>
    public int EncodeRest(ReadOnlySpan<byte> from, Span<byte> to)
    {
        ulong group = 0;
        for (int i = 0; i < Bytes; i++)
        {
            group = (group << 8) | (i < from.Length ? from[i] : (byte)0);
        }

        int used = ((from.Length * 8) + Bits - 1) / Bits;
        for (int i = 0; i < Digits; i++)
        {
            to[i] = i < used ? characters[(int)(group >> ((Digits - 1 - i) * Bits)) & ((1 << Bits) - 1)] : (byte)'=';
        }

        return Digits;
    }
}
