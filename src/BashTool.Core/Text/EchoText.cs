namespace BashTool.Core.Text;

/// <summary>What <c>echo</c> prints, for the builtin and for /bin/echo.</summary>
public static class EchoText
{
    /// <summary>Reads the leading options; answers how many arguments they are.</summary>
    /// <param name="arguments">The arguments without the name.</param>
    /// <param name="escapes">Whether escapes are on; what it is before options are read.</param>
    /// <param name="newline">Whether a newline follows.</param>
    public static int ReadOptions(IReadOnlyList<string> arguments, int first, ref bool escapes, out bool newline)
    {
        newline = true;
        int at = first;
        for (; at < arguments.Count; at++)
        {
            string word = arguments[at];
            if (word.Length < 2 || word[0] != '-' || word.AsSpan(1).ContainsAnyExcept('n', 'e', 'E'))
            {
                break;
            }

            foreach (char c in word.AsSpan(1))
            {
                switch (c)
                {
                    case 'n':
                        newline = false;
                        break;
                    case 'e':
                        escapes = true;
                        break;
                    default:
                        escapes = false;
                        break;
                }
            }
        }

        return at - first;
    }

    /// <summary>Appends an argument with its escapes done; false if <c>\c</c> ended the output.</summary>
    public static bool AppendUnescaped(ReadOnlySpan<char> text, PrintfDialect dialect, TextBuffer output)
    {
        int at = 0;
        while (true)
        {
            int next = text[at..].IndexOf('\\');
            if (next < 0)
            {
                output.Append(text[at..]);
                return true;
            }

            output.Append(text.Slice(at, next));
            at += next;
            if (EscapeSequences.Append(text, ref at, EscapeSequences.Where.Echo, dialect, output) == EscapeSequences.Result.Stop)
            {
                return false;
            }
        }
    }

    /// <summary>Appends all that echo prints for these arguments.</summary>
    public static void Append(IReadOnlyList<string> arguments, int first, bool escapes, bool newline, PrintfDialect dialect, TextBuffer output)
    {
        for (int i = first; i < arguments.Count; i++)
        {
            if (i > first)
            {
                output.Append(' ');
            }

            if (!escapes)
            {
                output.Append(arguments[i]);
            }
            else if (!AppendUnescaped(arguments[i], dialect, output))
            {
                return;
            }
        }

        if (newline)
        {
            output.Append('\n');
        }
    }
}
