using System.Text;

namespace BashTool.Fuzzing;

/// <summary>Words as bash reads them.</summary>
public static class ShellWords
{
    public static string Quote(string word)
    {
        if (word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./,:=+%@".Contains(c)))
        {
            return word;
        }

        if (!word.Any(c => c is < ' ' or '\u007f' || (c == '\'' && word.Length > 1)))
        {
            return $"'{word.Replace("'", "'\\''")}'";
        }

        var text = new StringBuilder("$'");
        foreach (char c in word)
        {
            text.Append(c switch
            {
                '\n' => "\\n",
                '\t' => "\\t",
                '\'' => "\\'",
                '\\' => "\\\\",
                < ' ' or '\u007f' => $"\\{Convert.ToString(c, 8).PadLeft(3, '0')}",
                _ => c.ToString(),
            });
        }

        return text.Append('\'').ToString();
    }

    /// <summary>Bytes in the escapes of the recorded cases.</summary>
    public static string Escape(byte[] bytes)
    {
        var text = new StringBuilder();
        Rune rune;
        for (int i = 0; i < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes.AsSpan(i), out rune, out int length) != System.Buffers.OperationStatus.Done)
            {
                text.Append($"\\x{bytes[i++]:x2}");
                continue;
            }

            i += length;
            text.Append(rune.Value switch
            {
                '\n' => "\n",
                '\t' => "\t",
                '\r' => "\\r",
                '\\' => "\\\\",
                < ' ' or 127 => $"\\x{rune.Value:x2}",
                _ => rune.ToString(),
            });
        }

        return text.ToString();
    }
}
