using System.Text;

namespace BashTool.Core.Text;

/// <summary>
/// Character types and simple case mapping as C.UTF-8 has them. Code points are ints; the escapes of invalid bytes
/// (0xDC80 to 0xDCFF) belong to no class.
/// </summary>
public static partial class CharacterClass
{
    private const int LastAscii = 0x7F;

    public static ReadOnlySpan<int> SpaceRanges => [0x09, 0x0D, 0x20, 0x20, 0x1680, 0x1680, 0x2000, 0x2006, 0x2008, 0x200A, 0x2028, 0x2029, 0x205F, 0x205F, 0x3000, 0x3000];

    public static ReadOnlySpan<int> BlankRanges => [0x09, 0x09, 0x20, 0x20, 0x1680, 0x1680, 0x2000, 0x2006, 0x2008, 0x200A, 0x205F, 0x205F, 0x3000, 0x3000];

    public static ReadOnlySpan<int> CntrlRanges => [0x00, 0x1F, 0x7F, 0x9F, 0x2028, 0x2029];

    public static ReadOnlySpan<int> DigitRanges => ['0', '9'];

    public static ReadOnlySpan<int> XdigitRanges => ['0', '9', 'A', 'F', 'a', 'f'];

    public static bool IsAlpha(int rune) => rune <= LastAscii ? (uint)((rune | 0x20) - 'a') < 26 : Contains(AlphaRanges, rune);

    public static bool IsDigit(int rune) => (uint)(rune - '0') < 10;

    public static bool IsAlnum(int rune) => IsDigit(rune) || IsAlpha(rune);

    /// <summary>A letter, a digit or an underscore: what <c>\w</c> matches.</summary>
    public static bool IsWord(int rune) => IsAlnum(rune) || rune == '_';

    public static bool IsUpper(int rune) => rune <= LastAscii ? (uint)(rune - 'A') < 26 : Contains(UpperRanges, rune);

    public static bool IsLower(int rune) => rune <= LastAscii ? (uint)(rune - 'a') < 26 : Contains(LowerRanges, rune);

    public static bool IsSpace(int rune) => rune == ' ' || (uint)(rune - 9) < 5 || (rune > LastAscii && Contains(SpaceRanges, rune));

    public static bool IsBlank(int rune) => rune == ' ' || rune == '\t' || (rune > LastAscii && Contains(BlankRanges, rune));

    public static bool IsCntrl(int rune) => rune < 0x20 || (rune >= 0x7F && Contains(CntrlRanges, rune));

    public static bool IsPunct(int rune) => Contains(PunctRanges, rune);

    public static bool IsGraph(int rune) => rune <= LastAscii ? rune is > ' ' and < 0x7F : Contains(AlphaRanges, rune) || Contains(PunctRanges, rune);

    public static bool IsPrint(int rune) => rune <= LastAscii ? rune is >= ' ' and < 0x7F : IsGraph(rune) || Contains(BlankRanges, rune);

    public static bool IsXdigit(int rune) => IsDigit(rune) || (uint)((rune | 0x20) - 'a') < 6;

    /// <summary>The class of a name as in <c>[:alpha:]</c>; false for a name that is none (<paramref name="member"/> tells nothing then).</summary>
    public static bool TryTest(ReadOnlySpan<char> name, int rune, out bool member)
    {
        switch (name)
        {
            case "alpha": member = IsAlpha(rune); return true;
            case "digit": member = IsDigit(rune); return true;
            case "alnum": member = IsAlnum(rune); return true;
            case "upper": member = IsUpper(rune); return true;
            case "lower": member = IsLower(rune); return true;
            case "space": member = IsSpace(rune); return true;
            case "blank": member = IsBlank(rune); return true;
            case "punct": member = IsPunct(rune); return true;
            case "print": member = IsPrint(rune); return true;
            case "graph": member = IsGraph(rune); return true;
            case "cntrl": member = IsCntrl(rune); return true;
            case "xdigit": member = IsXdigit(rune); return true;
            default: member = false; return false;
        }
    }

    /// <summary>The C library's towupper: simple mapping, and ASCII for the dotless i and the long s.</summary>
    public static int ToUpper(int rune)
    {
        if (rune <= LastAscii)
        {
            return (uint)(rune - 'a') < 26 ? rune - 32 : rune;
        }

        return rune switch
        {
            0x131 => 'I',
            0x17F => 'S',
            _ => Rune.IsValid(rune) ? Rune.ToUpperInvariant(new Rune(rune)).Value : rune,
        };
    }

    /// <summary>The C library's towlower.</summary>
    public static int ToLower(int rune)
    {
        if (rune <= LastAscii)
        {
            return (uint)(rune - 'A') < 26 ? rune + 32 : rune;
        }

        return rune == 0x130 ? 'i' : Rune.IsValid(rune) ? Rune.ToLowerInvariant(new Rune(rune)).Value : rune;
    }

    private static bool Contains(ReadOnlySpan<int> ranges, int rune)
    {
        int low = 0;
        int high = (ranges.Length / 2) - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            if (rune < ranges[2 * middle])
            {
                high = middle - 1;
            }
            else if (rune > ranges[(2 * middle) + 1])
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }
}
