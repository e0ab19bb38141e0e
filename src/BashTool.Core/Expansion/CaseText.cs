using System.Text;

namespace BashTool.Core.Expansion;

/// <summary>Upper and lower case of whole texts by simple mappings, as <c>towupper</c> does; escaped bytes stay.</summary>
internal static class CaseText
{
    public static string ToUpper(string text) => Map(text, upper: true);

    public static string ToLower(string text) => Map(text, upper: false);

    /// <summary>The first character in upper case, the rest in lower case.</summary>
    public static string Capitalize(string text)
    {
        if (text.Length == 0)
        {
            return text;
        }

        int first = char.IsHighSurrogate(text[0]) && text.Length > 1 && char.IsLowSurrogate(text[1]) ? 2 : 1;
        return ToUpper(text[..first]) + ToLower(text[first..]);
    }

    /// <summary>The first character in upper case, the rest as it is.</summary>
    public static string FirstUpper(string text)
    {
        if (text.Length == 0)
        {
            return text;
        }

        int first = char.IsHighSurrogate(text[0]) && text.Length > 1 && char.IsLowSurrogate(text[1]) ? 2 : 1;
        return string.Concat(ToUpper(text[..first]), text.AsSpan(first));
    }

    /// <summary>One UTF-16 unit's simple mapping; surrogates stay.</summary>
    public static char Map(char c, bool upper)
    {
        if (c < 0x80)
        {
            return upper ? (c is >= 'a' and <= 'z' ? (char)(c - 32) : c) : c is >= 'A' and <= 'Z' ? (char)(c + 32) : c;
        }

        return upper ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c);
    }

    public static Rune Map(Rune c, bool upper) => upper ? Rune.ToUpperInvariant(c) : Rune.ToLowerInvariant(c);

    private static string Map(string text, bool upper)
    {
        foreach (char c in text)
        {
            if (char.IsSurrogate(c))
            {
                return MapRunes(text, upper);
            }
        }

        return string.Create(text.Length, (text, upper), static (span, state) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = Map(state.text[i], state.upper);
            }
        });
    }

    private static string MapRunes(string text, bool upper)
    {
        var result = new StringBuilder(text.Length);
        ReadOnlySpan<char> rest = text;
        while (rest.Length > 0)
        {
            if (Rune.DecodeFromUtf16(rest, out Rune rune, out int taken) == System.Buffers.OperationStatus.Done)
            {
                result.Append(Map(rune, upper).ToString());
            }
            else
            {
                result.Append(rest[..taken]);
            }

            rest = rest[taken..];
        }

        return result.ToString();
    }
}
