using System.Buffers.Binary;
using System.Security.Cryptography;

namespace BashTool.Commands.Text;

/// <summary>How a key is compared.</summary>
internal enum SortKind
{
    Text,
    Numeric,
    General,
    Human,
    Month,
    Random,
    Version,
}

/// <summary>One thing by which lines are ordered: a part of the line (<c>-k</c>), or all of it, and how it is compared.</summary>
internal sealed class SortKey
{
    /// <summary>Stands for "to the end of the line" and "from the start of the line".</summary>
    public const long None = -1;

    private const int PrefixBytes = 7;

    private static readonly bool[] Blanks = Make(c => c is ' ' or '\t' or '\n');
    private static readonly bool[] NotDictionary = Make(c => !(char.IsAsciiLetterOrDigit(c) || c is ' ' or '\t' or '\n'));
    private static readonly bool[] NotPrinting = Make(c => c is < ' ' or > '~');

    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    public long StartField { get; set; } = None;

    public long StartCharacter { get; set; }

    public long EndField { get; set; } = None;

    public long EndCharacter { get; set; }

    public bool SkipsStartBlanks { get; set; }

    public bool SkipsEndBlanks { get; set; }

    public bool Dictionary { get; set; }

    public bool PrintableOnly { get; set; }

    public bool FoldsCase { get; set; }

    public bool Numeric { get; set; }

    public bool General { get; set; }

    public bool Human { get; set; }

    public bool Month { get; set; }

    public bool Random { get; set; }

    public bool Version { get; set; }

    public bool Reverse { get; set; }

    /// <summary>It was given as <c>+1 -2</c>.</summary>
    public bool IsObsolescent { get; init; }

    /// <summary>The field separator; -1 for the empty string between non-blank and blank.</summary>
    public int Separator { get; set; } = -1;

    public byte[] Salt { get; set; } = [];

    /// <summary>True if nothing but the direction is asked for, so that the global options apply.</summary>
    public bool IsPlain => !(Dictionary || PrintableOnly || FoldsCase || SkipsStartBlanks || SkipsEndBlanks
        || Numeric || General || Human || Month || Random || Version);

    public SortKind Kind => Numeric ? SortKind.Numeric : General ? SortKind.General : Human ? SortKind.Human
        : Month ? SortKind.Month : Random ? SortKind.Random : Version ? SortKind.Version : SortKind.Text;

    /// <summary>False if a prefix says nothing, and only <see cref="Compare"/> does.</summary>
    public bool HasPrefixes => !Version;

    private bool Transforms => Dictionary || PrintableOnly || FoldsCase;

    private bool[]? Ignored => Dictionary ? NotDictionary : PrintableOnly ? NotPrinting : null;

    /// <summary>Takes over the global options.</summary>
    public void Inherit(SortKey global)
    {
        Dictionary = global.Dictionary;
        PrintableOnly = global.PrintableOnly;
        FoldsCase = global.FoldsCase;
        SkipsStartBlanks = global.SkipsStartBlanks;
        SkipsEndBlanks = global.SkipsEndBlanks;
        Numeric = global.Numeric;
        General = global.General;
        Human = global.Human;
        Month = global.Month;
        Random = global.Random;
        Version = global.Version;
        Reverse = global.Reverse;
    }

    /// <summary>The letters of options that exclude each other; null if there is no conflict.</summary>
    public string? Conflict
    {
        get
        {
            int count = (Numeric ? 1 : 0) + (General ? 1 : 0) + (Human ? 1 : 0) + (Month ? 1 : 0)
                + (Version || Random || Dictionary || PrintableOnly ? 1 : 0);
            if (count < 2)
            {
                return null;
            }

            return (Dictionary ? "d" : "") + (FoldsCase ? "f" : "") + (General ? "g" : "") + (Human ? "h" : "")
                + (PrintableOnly && !Dictionary ? "i" : "") + (Month ? "M" : "") + (Numeric ? "n" : "") + (Random ? "R" : "") + (Version ? "V" : "");
        }
    }

    /// <summary>The part of the line that is compared, before anything is ignored or folded.</summary>
    public ReadOnlySpan<byte> Extract(ReadOnlySpan<byte> line)
    {
        if (StartField == None)
        {
            return SkipsStartBlanks ? line[SkipBlanks(line, 0)..] : line;
        }

        int start = FieldStart(line);
        if (EndField == None)
        {
            return line[start..];
        }

        int end = FieldEnd(line, start);
        return end <= start ? default : line[start..end];
    }

    /// <summary>Where that part lies; it may end before it begins.</summary>
    public (int Start, int End) Bounds(ReadOnlySpan<byte> line)
    {
        if (StartField == None)
        {
            return (SkipsStartBlanks ? SkipBlanks(line, 0) : 0, line.Length);
        }

        int start = FieldStart(line);
        return (start, EndField == None ? line.Length : FieldEnd(line, start));
    }

    /// <summary>The length of the month name that a text begins with; 0 if it is none.</summary>
    public static int MonthLength(ReadOnlySpan<byte> text) => MonthOf(text) > 0 ? 3 : 0;

    /// <summary>
    /// A value that orders lines as the key does as far as it goes, from <paramref name="depth"/> bytes into a text key.
    /// Where <see cref="IsFinal"/> is true for an equal prefix, the keys are equal.
    /// </summary>
    public ulong Prefix(ReadOnlySpan<byte> line, int depth)
    {
        ReadOnlySpan<byte> key = Extract(line);
        ulong prefix = Kind switch
        {
            SortKind.Text => Transforms ? TransformedPrefix(key, depth) : TextPrefix(key, depth),
            SortKind.Numeric => NumberText.Coarse(key),
            SortKind.General => GeneralOrder(key),
            SortKind.Human => ((ulong)(UnitOf(key) + 8) << 59) | (NumberText.Coarse(key) >> 5),
            SortKind.Month => (ulong)MonthOf(key),
            SortKind.Random => BinaryPrimitives.ReadUInt64BigEndian(Digest(key, stackalloc byte[16])),
            _ => 0,
        };
        return Reverse ? ~prefix : prefix;
    }

    /// <summary>True if keys with this prefix are equal.</summary>
    public bool IsFinal(ulong prefix)
    {
        prefix = Reverse ? ~prefix : prefix;
        return Kind switch
        {
            SortKind.Text => (prefix & 0xFF) <= PrefixBytes,
            SortKind.Numeric => NumberText.IsExact(prefix),
            SortKind.General or SortKind.Month => true,
            _ => false,
        };
    }

    /// <summary>The depth at which keys with an equal prefix that is not final are to be looked at next; -1: only <see cref="Compare"/> tells.</summary>
    public int NextDepth(int depth) => Kind == SortKind.Text ? depth + PrefixBytes : -1;

    /// <summary>Compares two lines by this key; <paramref name="depth"/> bytes of a text key are known to be equal.</summary>
    public int Compare(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int depth = 0)
    {
        a = Extract(a);
        b = Extract(b);
        int result = Kind switch
        {
            SortKind.Text => Transforms ? CompareTransformed(a, b) : a[depth..].SequenceCompareTo(b[depth..]),
            SortKind.Numeric => NumberText.Compare(a, b),
            SortKind.General => GeneralOrder(a).CompareTo(GeneralOrder(b)),
            SortKind.Human => CompareHuman(a, b),
            SortKind.Month => MonthOf(a) - MonthOf(b),
            SortKind.Random => CompareRandom(a, b),
            _ => Transforms ? VersionOrder.Compare(Transformed(a), Transformed(b)) : VersionOrder.Compare(a, b),
        };
        return Reverse ? -result : result;
    }

    private static bool[] Make(Func<char, bool> test)
    {
        bool[] table = new bool[256];
        for (int i = 0; i < 256; i++)
        {
            table[i] = test((char)i);
        }

        return table;
    }

    private static int SkipBlanks(ReadOnlySpan<byte> line, int at)
    {
        while (at < line.Length && Blanks[line[at]])
        {
            at++;
        }

        return at;
    }

    private int FieldStart(ReadOnlySpan<byte> line)
    {
        int at = 0;
        long fields = StartField;
        if (Separator >= 0)
        {
            while (at < line.Length && fields-- > 0)
            {
                int next = line[at..].IndexOf((byte)Separator);
                at = next < 0 ? line.Length : at + next + 1;
            }
        }
        else
        {
            while (at < line.Length && fields-- > 0)
            {
                at = SkipField(line, at);
            }
        }

        if (SkipsStartBlanks)
        {
            at = SkipBlanks(line, at);
        }

        return (int)Math.Min(line.Length, at + Math.Min(StartCharacter, int.MaxValue));
    }

    private int FieldEnd(ReadOnlySpan<byte> line, int start)
    {
        int at = 0;
        long fields = EndCharacter == 0 ? EndField + 1 : EndField;
        if (fields > StartField && !SkipsStartBlanks && StartCharacter == 0)
        {
            // On from where the key starts.
            at = start;
            fields -= StartField;
        }

        if (Separator >= 0)
        {
            while (at < line.Length && fields-- > 0)
            {
                int next = line[at..].IndexOf((byte)Separator);
                at = next < 0 ? line.Length : at + next;
                if (at < line.Length && (fields > 0 || EndCharacter != 0))
                {
                    at++;
                }
            }
        }
        else
        {
            while (at < line.Length && fields-- > 0)
            {
                at = SkipField(line, at);
            }
        }

        if (EndCharacter != 0)
        {
            if (SkipsEndBlanks)
            {
                at = SkipBlanks(line, at);
            }

            at = (int)Math.Min(line.Length, at + Math.Min(EndCharacter, int.MaxValue));
        }

        return at;
    }

    private static int SkipField(ReadOnlySpan<byte> line, int at)
    {
        while (at < line.Length && Blanks[line[at]])
        {
            at++;
        }

        while (at < line.Length && !Blanks[line[at]])
        {
            at++;
        }

        return at;
    }

    // Seven bytes, and behind them how many there are from here on (8 for more than seven).
    private static ulong TextPrefix(ReadOnlySpan<byte> key, int depth)
    {
        int rest = key.Length - depth;
        if (rest >= 8)
        {
            return (BinaryPrimitives.ReadUInt64BigEndian(key[depth..]) & ~0xFFUL) | 8;
        }

        ulong prefix = 0;
        for (int i = 0; i < PrefixBytes; i++)
        {
            prefix = (prefix << 8) | (i < rest ? key[depth + i] : (byte)0);
        }

        return (prefix << 8) | (uint)Math.Max(0, rest);
    }

    private byte Fold(byte value) => FoldsCase && value is >= (byte)'a' and <= (byte)'z' ? (byte)(value - 32) : value;

    private ulong TransformedPrefix(ReadOnlySpan<byte> key, int depth)
    {
        bool[]? ignored = Ignored;
        ulong prefix = 0;
        int taken = 0;
        int skipped = 0;
        int at = 0;
        if (ignored is null)
        {
            at = Math.Min(depth, key.Length);
            skipped = depth;
        }

        for (; at < key.Length; at++)
        {
            byte value = key[at];
            if (ignored is not null && ignored[value])
            {
                continue;
            }

            if (skipped < depth)
            {
                skipped++;
                continue;
            }

            if (taken == PrefixBytes)
            {
                taken++;
                break;
            }

            prefix = (prefix << 8) | Fold(value);
            taken++;
        }

        for (int i = taken; i < PrefixBytes; i++)
        {
            prefix <<= 8;
        }

        return (prefix << 8) | (uint)taken;
    }

    private int CompareTransformed(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        bool[]? ignored = Ignored;
        int i = 0;
        int j = 0;
        while (true)
        {
            if (ignored is not null)
            {
                while (i < a.Length && ignored[a[i]])
                {
                    i++;
                }

                while (j < b.Length && ignored[b[j]])
                {
                    j++;
                }
            }

            if (i >= a.Length || j >= b.Length)
            {
                return (i < a.Length ? 1 : 0) - (j < b.Length ? 1 : 0);
            }

            int difference = Fold(a[i++]) - Fold(b[j++]);
            if (difference != 0)
            {
                return difference;
            }
        }
    }

    private byte[] Transformed(ReadOnlySpan<byte> key)
    {
        bool[]? ignored = Ignored;
        byte[] result = new byte[key.Length];
        int count = 0;
        foreach (byte value in key)
        {
            if (ignored is null || !ignored[value])
            {
                result[count++] = Fold(value);
            }
        }

        Array.Resize(ref result, count);
        return result;
    }

    // What is no number first, then NaN, then NaN with a minus, then the numbers.
    private static ulong GeneralOrder(ReadOnlySpan<byte> key)
    {
        if (!NumberText.TryReadDouble(key, out double value, out _))
        {
            return 0;
        }

        if (double.IsNaN(value))
        {
            return key.TrimStart(" \t\n\v\f\r"u8).StartsWith((byte)'-') ? 2UL : 1;
        }

        long bits = BitConverter.DoubleToInt64Bits(value == 0 ? 0 : value);
        return bits < 0 ? ~(ulong)bits : (ulong)bits | (1UL << 63);
    }

    // Folding makes a unit of a small letter.
    private int UnitOf(ReadOnlySpan<byte> key) => NumberText.UnitOrder(FoldsCase ? Transformed(key) : key);

    private int CompareHuman(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        int difference = UnitOf(a) - UnitOf(b);
        return difference != 0 ? difference : NumberText.Compare(a, b);
    }

    private static int MonthOf(ReadOnlySpan<byte> key)
    {
        key = key[SkipBlanks(key, 0)..];
        if (key.Length >= 3)
        {
            Span<char> name = stackalloc char[3];
            for (int i = 0; i < 3; i++)
            {
                name[i] = char.ToUpperInvariant((char)key[i]);
            }

            for (int i = 0; i < Months.Length; i++)
            {
                if (name.SequenceEqual(Months[i]))
                {
                    return i + 1;
                }
            }
        }

        return 0;
    }

    private Span<byte> Digest(ReadOnlySpan<byte> key, Span<byte> digest)
    {
        ReadOnlySpan<byte> content = Transforms ? Transformed(key) : key;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData(Salt);
        hash.AppendData(content);
        if (!content.IsEmpty)
        {
            // As GNU hashes it: with the end of the C string, unless there is none.
            hash.AppendData("\0"u8);
        }

        hash.GetHashAndReset(digest);
        return digest;
    }

    private int CompareRandom(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        int plain = Transforms ? CompareTransformed(a, b) : a.SequenceCompareTo(b);
        if (plain == 0)
        {
            return 0;
        }

        Span<byte> one = stackalloc byte[16];
        Span<byte> other = stackalloc byte[16];
        int result = ((ReadOnlySpan<byte>)Digest(a, one)).SequenceCompareTo(Digest(b, other));
        return result != 0 ? result : plain;
    }
}
