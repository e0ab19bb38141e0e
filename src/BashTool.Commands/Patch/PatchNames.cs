using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace BashTool.Commands.Patch;

/// <summary>File names as they stand in patches.</summary>
internal static class PatchNames
{
    /// <summary>Takes leading parts off, all but the last if <paramref name="count"/> is negative; null if there are not enough.</summary>
    public static string? Strip(string name, int count)
    {
        int left = count;
        int start = 0;
        for (int at = 0; at < name.Length; at++)
        {
            if (name[at] != '/')
            {
                continue;
            }

            while (at + 1 < name.Length && name[at + 1] == '/')
            {
                at++;
            }

            if (count < 0 || --left >= 0)
            {
                start = at + 1;
            }
        }

        return (count < 0 || left <= 0) && start < name.Length ? name[start..] : null;
    }

    /// <summary>How many directories a name has.</summary>
    public static int Components(string name)
    {
        int count = 0;
        for (int at = 1; at < name.Length; at++)
        {
            if (name[at] == '/' && name[at - 1] != '/')
            {
                count++;
            }
        }

        return count;
    }

    public static string BaseName(string name) => name[(name.LastIndexOf('/') + 1)..];

    /// <summary>False for names that lead out of the directory.</summary>
    public static bool IsSafe(string name) => !name.StartsWith('/') && !Array.Exists(name.Split('/'), part => part == "..");

    /// <summary>True for a relative name whose <c>..</c> leave the directory.</summary>
    public static bool LeadsOut(string name)
    {
        int depth = 0;
        foreach (string part in name.StartsWith('/') ? [] : name.Split('/'))
        {
            depth += part switch { "" or "." => 0, ".." => -1, _ => 1 };
            if (depth < 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads a name in double quotes as C has them.</summary>
    public static bool TryReadQuoted(string text, [NotNullWhen(true)] out string? name, out int end)
    {
        name = null;
        var bytes = new List<byte>();
        int at = 1;
        for (end = 0; at < text.Length; at++)
        {
            char c = text[at];
            if (c == '"')
            {
                end = at + 1;
                name = EscapedUtf8.Decode(bytes.ToArray());
                return true;
            }

            if (c != '\\')
            {
                bytes.AddRange(EscapedUtf8.Encode(c.ToString()));
                continue;
            }

            if (++at >= text.Length)
            {
                return false;
            }

            int letter = "abtnvfr\\\"".IndexOf(text[at]);
            if (letter >= 0)
            {
                bytes.Add((byte)"\a\b\t\n\v\f\r\\\""[letter]);
            }
            else if (at + 2 < text.Length && text[at] is >= '0' and <= '3')
            {
                bytes.Add((byte)(((text[at] - '0') * 64) + ((text[at + 1] - '0') * 8) + text[at + 2] - '0'));
                at += 2;
            }
            else
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Reads a name, quoted or up to a blank, behind blanks.</summary>
    public static bool TryReadName(string text, int start, [NotNullWhen(true)] out string? name, out int end)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        if (start < text.Length && text[start] == '"')
        {
            bool read = TryReadQuoted(text[start..], out name, out end);
            end += start;
            return read;
        }

        end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        name = text[start..end];
        return name.Length > 0;
    }
}
