using System.Globalization;

namespace BashTool.Commands.Patch;

/// <summary>The ed commands that <c>diff -e</c> writes: <c>a c d i s</c> with line numbers in front.</summary>
internal static class EdScript
{
    /// <summary>The letter of a command line; NUL if it is none.</summary>
    public static char CommandLetter(ReadOnlySpan<byte> line)
    {
        int at = 0;
        bool pair = false;
        while (at < line.Length && char.IsAsciiDigit((char)line[at]))
        {
            at++;
        }

        if (at > 0 && at < line.Length && line[at] == ',')
        {
            at++;
            pair = true;
            int digits = at;
            while (at < line.Length && char.IsAsciiDigit((char)line[at]))
            {
                at++;
            }

            if (at == digits)
            {
                return '\0';
            }
        }

        if (at >= line.Length)
        {
            return '\0';
        }

        char letter = (char)line[at++];
        switch (letter)
        {
            case 'a' or 'i':
                if (pair)
                {
                    return '\0';
                }

                break;
            case 'c' or 'd':
                break;
            case 's':
                if (!line[at..].StartsWith("/.//"u8))
                {
                    return '\0';
                }

                at += 4;
                break;
            default:
                return '\0';
        }

        ReadOnlySpan<byte> rest = line[at..].TrimStart(" \t"u8);
        return rest is [(byte)'\n'] ? letter : '\0';
    }

    /// <summary>Changes lines as the commands say, from where the reader stands to the first line that is none.</summary>
    public static void Run(List<ReadOnlyMemory<byte>> lines, PatchReader reader, PatchSource source, Action<string> say)
    {
        int current = lines.Count;
        while (true)
        {
            int begin = source.Position;
            int number = source.Line;
            byte[] line = reader.ReadLine();
            char letter = line.Length == 0 ? '\0' : CommandLetter(line);
            if (letter == '\0')
            {
                reader.Base = begin;
                reader.BaseLine = number + 1;
                source.Position = begin;
                source.Line = number;
                return;
            }

            string head = EscapedUtf8.Decode(line);
            if (line[^2] is (byte)' ' or (byte)'\t')
            {
                // ed wants nothing behind a command.
                say("?\n");
                throw new CommandException("**** ed FAILED", 2);
            }

            string[] numbers = head[..head.IndexOf(letter)].Split(',');
            int first = numbers[0].Length > 0 ? int.Parse(numbers[0], CultureInfo.InvariantCulture) : current;
            int last = numbers.Length > 1 ? int.Parse(numbers[1], CultureInfo.InvariantCulture) : first;
            if (first > lines.Count || last > lines.Count || last < first || (first == 0 && letter is not ('a' or 'i')))
            {
                say("?\n");
                throw new CommandException("**** ed FAILED", 2);
            }

            switch (letter)
            {
                case 'd' or 'c':
                    lines.RemoveRange(first - 1, last - first + 1);
                    current = Math.Min(first, lines.Count);
                    first--;
                    break;
                case 'i':
                    first = Math.Max(0, first - 1);
                    break;
                case 's':
                    ReadOnlyMemory<byte> old = lines[first - 1];
                    if (old.Length > 1)
                    {
                        _ = EscapedUtf8.DecodeRune(old.Span, out int length);
                        lines[first - 1] = old[length..];
                    }

                    current = first;
                    continue;
            }

            if (letter == 'd')
            {
                continue;
            }

            while (true)
            {
                byte[] text = reader.ReadLine();
                if (text.Length == 0)
                {
                    // What ed is told at the end becomes text.
                    say("?\n");
                    throw new CommandException("**** ed FAILED", 2);
                }

                if (text is [(byte)'.', (byte)'\n'])
                {
                    break;
                }

                lines.Insert(first++, text);
            }

            current = first;
        }
    }
}
