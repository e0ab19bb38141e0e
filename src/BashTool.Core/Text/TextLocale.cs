namespace BashTool.Core.Text;

/// <summary>
/// Whether a character is a UTF-8 sequence or a byte: LC_ALL, else LC_CTYPE, else LANG decides (POSIX XBD 8.2). <c>C</c> and
/// <c>POSIX</c> mean bytes; everything else, and nothing at all, means UTF-8.
/// </summary>
public static class TextLocale
{
    [ThreadStatic]
    private static ITextLocale? current;

    /// <summary>Whether the command or builtin that runs on this thread is in a UTF-8 locale: what quoting in messages goes by.</summary>
    public static bool IsUtf8 => current is null || current.IsUtf8;

    /// <summary>Sets the locale of this thread; answers the one before, to be set again.</summary>
    public static ITextLocale? Enter(ITextLocale? locale)
    {
        ITextLocale? before = current;
        current = locale;
        return before;
    }

    /// <summary>Whether the variables mean UTF-8; <paramref name="get"/> answers null for one that is not set.</summary>
    public static bool MeansUtf8<TState>(TState state, Func<TState, string, string?> get)
    {
        foreach (string name in (ReadOnlySpan<string>)["LC_ALL", "LC_CTYPE", "LANG"])
        {
            if (get(state, name) is { Length: > 0 } value)
            {
                return value is not ("C" or "POSIX");
            }
        }

        return true;
    }

    /// <summary>The text with each byte beyond ASCII a character of its own, as an invalid byte would be.</summary>
    public static string ToBytes(string text)
    {
        if (System.Text.Ascii.IsValid(text))
        {
            return text;
        }

        byte[] bytes = EscapedUtf8.Encode(text);
        return string.Create(bytes.Length, bytes, static (chars, source) =>
        {
            for (int i = 0; i < chars.Length; i++)
            {
                chars[i] = source[i] < 0x80 ? (char)source[i] : EscapedUtf8.Escape(source[i]);
            }
        });
    }

    /// <summary>The text with the bytes that <see cref="ToBytes"/> took apart joined again.</summary>
    public static string FromBytes(string text) => System.Text.Ascii.IsValid(text) ? text : EscapedUtf8.Decode(EscapedUtf8.Encode(text));

    /// <summary>What quoting sees of a text in the locale of this thread.</summary>
    public static string Characters(string text) => System.Text.Ascii.IsValid(text) || IsUtf8 ? text : ToBytes(text);
}
