using System.Text;

namespace BashTool.Core.Text;

/// <summary>How coreutils quotes a word of the command line in a message: <c>invalid number of lines: ‘x’</c>.</summary>
public static class LocaleQuoting
{
    /// <summary>gnulib's <c>quote</c>: between ‘ and ’ in a UTF-8 locale, else between apostrophes; what is not printable as C escapes.</summary>
    public static string Quote(string text)
    {
        if (!TextLocale.IsUtf8)
        {
            return GnuQuoting.Quote(text);
        }

        var quoted = new StringBuilder(text.Length + 2).Append('‘');
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            switch (c)
            {
                case '\\' or '’':
                    quoted.Append('\\').Append(c);
                    break;
                case >= '\a' and <= '\r':
                    quoted.Append('\\').Append("abtnvfr"[c - '\a']);
                    break;
                case < ' ' or '\u007F':
                    AppendOctal(quoted, c);
                    break;
                case >= '\uDC80' and <= '\uDCFF' when i == 0 || !char.IsHighSurrogate(text[i - 1]):
                    AppendOctal(quoted, c - 0xDC00);
                    break;
                case >= '\u0080' and < '\u00A0':
                    AppendOctal(quoted, 0xC2);
                    AppendOctal(quoted, c);
                    break;
                default:
                    quoted.Append(c);
                    break;
            }
        }

        return quoted.Append('’').ToString();
    }

    private static void AppendOctal(StringBuilder text, int value) =>
        text.Append('\\').Append((char)('0' + (value >> 6))).Append((char)('0' + ((value >> 3) & 7))).Append((char)('0' + (value & 7)));
}
