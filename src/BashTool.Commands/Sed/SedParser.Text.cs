using System.Text;

namespace BashTool.Commands.Sed;

/// <content>The parts of commands that are text: <c>a i c</c>, <c>s</c>, <c>y</c>.</content>
internal sealed partial class SedParser
{
    private void ReadTextCommand(SedInstruction instruction)
    {
        int c = ReadNonBlank();
        if (c == End)
        {
            throw Error("expected \\ after `a', `c' or `i'");
        }

        if (c == '\\')
        {
            // a\ and a newline; or, all on one line, a\ and text whose leading blanks count.
            int mark = at;
            c = ReadNonBlank();
            if (c != '\n' && c != End)
            {
                while (at > mark)
                {
                    at--;
                }
            }

            unfinished = instruction;
            if (c == End)
            {
                return;
            }
        }
        else
        {
            if (settings.Posix)
            {
                throw Error("expected \\ after `a', `c' or `i'");
            }

            Unread(c);
            ReadText(instruction);
            return;
        }

        ReadText(instruction);
    }

    // Text up to a newline without a backslash before it. At the end of a script part that ends in a backslash it goes on in the next.
    private void ReadText(SedInstruction instruction)
    {
        unfinished = instruction;
        int c = Read();
        while (c is not (End or '\n'))
        {
            if (c == '\\')
            {
                c = Read();
                if (c == End)
                {
                    unfinishedText.Add((byte)'\n');
                    return;
                }

                unfinishedText.Add((byte)'\\');
            }

            unfinishedText.Add((byte)c);
            c = Read();
        }

        unfinishedText.Add(instruction.Command == 'a' ? (byte)'\n' : settings.Delimiter);
        FinishText();
    }

    private void FinishText()
    {
        if (unfinished is not null)
        {
            unfinished.Text = SedEscapes.Convert([.. unfinishedText], SedEscapeUse.Text, Error);
            unfinished = null;
            unfinishedText = [];
        }
    }

    // What stands before the next delimiter; null if there is none. A delimiter in brackets is none in a regex.
    private byte[]? ReadDelimited(int delimiter, bool isRegex)
    {
        if (delimiter == End)
        {
            return null;
        }

        if (delimiter >= 0x80)
        {
            throw Error("delimiter character is not a single-byte character");
        }

        var text = new List<byte>();
        while (true)
        {
            int c = Read();
            if (c == End)
            {
                return null;
            }

            if (c == '\n' && isRegex)
            {
                Unread(c);
                return null;
            }

            if (c == delimiter)
            {
                return [.. text];
            }

            if (c == '\n' && !isRegex)
            {
                Unread(c);
                return null;
            }

            if (c == '\\')
            {
                c = Read();
                if (c == End)
                {
                    return null;
                }

                if (c == 'n' && isRegex)
                {
                    c = '\n';
                }
                else if (c != '\n' && (c != delimiter || (!isRegex && c == '&')))
                {
                    text.Add((byte)'\\');
                }
                else if (c == '\n' && !isRegex)
                {
                    text.Add((byte)'\\');
                }
            }
            else if (c == '[' && isRegex && delimiter != '[')
            {
                if (!ReadBracket(text))
                {
                    return null;
                }

                continue;
            }

            text.Add((byte)c);
        }
    }

    // A bracket expression, whose delimiters and backslashes mean themselves; false if it does not end.
    private bool ReadBracket(List<byte> text)
    {
        text.Add((byte)'[');
        int c = Read();
        if (c == '^')
        {
            text.Add((byte)c);
            c = Read();
        }

        bool first = true;
        while (true)
        {
            if (c is End or '\n')
            {
                Unread(c);
                return false;
            }

            if (c == ']' && !first)
            {
                text.Add((byte)c);
                return true;
            }

            first = false;
            if (c == '\\')
            {
                c = Read();
                if (c == 'n')
                {
                    text.Add((byte)'\n');
                    c = Read();
                    continue;
                }

                text.Add((byte)'\\');
                continue;
            }

            text.Add((byte)c);
            if (c != '[')
            {
                c = Read();
                continue;
            }

            int kind = Read();
            if (kind is not (':' or '.' or '='))
            {
                c = kind;
                continue;
            }

            text.Add((byte)kind);
            int previous = 0;
            while ((c = Read()) is not (End or '\n'))
            {
                text.Add((byte)c);
                if (c == ']' && previous == kind)
                {
                    break;
                }

                previous = c;
            }

            if (c == ']')
            {
                c = Read();
            }
        }
    }

    private void CompileSubstitution(SedInstruction instruction)
    {
        int delimiter = Read();
        byte[] pattern = ReadDelimited(delimiter, true) ?? throw Error("unterminated `s' command");
        byte[] replacement = SedEscapes.Convert(ReadDelimited(delimiter, false) ?? throw Error("unterminated `s' command"), SedEscapeUse.Replacement, Error);
        bool global = false;
        bool ignoresCase = false;
        bool multiline = false;
        bool evaluates = false;
        int prints = 0;
        long number = 0;
        SedOutput? output = null;
        for (bool more = true; more;)
        {
            int c = Read();
            switch (c)
            {
                case 'i' or 'I' when !settings.Posix:
                    ignoresCase = true;
                    break;
                case 'm' or 'M' when !settings.Posix:
                    multiline = true;
                    break;
                case 'e' when !settings.Posix:
                    evaluates = true;
                    break;
                case 'p':
                    if (prints != 0)
                    {
                        throw Error("multiple `p' options to `s' command");
                    }

                    prints = evaluates ? 2 : 1;
                    break;
                case 'g':
                    global = global ? throw Error("multiple `g' options to `s' command") : true;
                    break;
                case 'w':
                    RefuseInSandbox();
                    output = outputs.Open(ReadFileName());
                    more = false;
                    break;
                case >= '0' and <= '9':
                    if (number != 0)
                    {
                        throw Error("multiple number options to `s' command");
                    }

                    number = ReadInteger(c);
                    if (number == 0)
                    {
                        throw Error("number option to `s' command may not be zero");
                    }

                    break;
                case '}' or '#':
                    Unread(c);
                    more = false;
                    break;
                case ' ' or '\t' or '\r':
                    break;
                case End or '\n' or ';':
                    more = false;
                    break;
                default:
                    throw Error("unknown option to `s'");
            }
        }

        List<SedPiece> pieces = SedSubstitution.ParseReplacement(replacement, settings.Posix);
        int highest = -1;
        foreach (SedPiece piece in pieces)
        {
            highest = Math.Max(highest, piece.Group);
        }

        SedRegex regex = CompileRegex(pattern, ignoresCase, multiline);
        if (!settings.Posix && regex.Compiled is not null && highest > regex.Compiled.GroupCount)
        {
            throw Error($"invalid reference \\{highest} on `s' command's RHS");
        }

        if (evaluates)
        {
            RefuseInSandbox();
        }

        instruction.Substitution = new SedSubstitution
        {
            Regex = regex,
            Utf8 = settings.Utf8,
            Pieces = pieces,
            HighestGroup = highest,
            Global = global,
            Number = (int)Math.Clamp(number, 1, int.MaxValue),
            Prints = prints,
            Evaluates = evaluates,
            Output = output,
            Literal = pieces.Count == 0 ? [] : pieces is [{ Group: -1, Case: SedCase.AsIs } only] ? only.Text : null,
        };
    }

    private void CompileTransliteration(SedInstruction instruction)
    {
        int delimiter = Read();
        byte[] from = ReadDelimited(delimiter, false) ?? throw Error("unterminated `y' command");
        byte[] to = ReadDelimited(delimiter, false) ?? throw Error("unterminated `y' command");
        List<byte[]> source = Characters(SedEscapes.Convert(from, SedEscapeUse.Replacement, Error));
        List<byte[]> target = Characters(SedEscapes.Convert(to, SedEscapeUse.Replacement, Error));
        if (source.Count != target.Count)
        {
            throw Error("strings for `y' command are different lengths");
        }

        if (source.TrueForAll(c => c.Length == 1 && (c[0] < 0x80 || !settings.Utf8)) && target.TrueForAll(c => c.Length == 1))
        {
            byte[] table = new byte[256];
            for (int i = 0; i < 256; i++)
            {
                table[i] = (byte)i;
            }

            for (int i = source.Count - 1; i >= 0; i--)
            {
                table[source[i][0]] = target[i][0];
            }

            instruction.ByteTransliteration = table;
        }
        else
        {
            var map = new Dictionary<int, byte[]>();
            for (int i = 0; i < source.Count; i++)
            {
                map.TryAdd(EscapedUtf8.DecodeRune(source[i], out _), target[i]);
            }

            instruction.Transliteration = map;
        }

        EndCommand();
    }

    // The characters of one side of y; \\ is a backslash, \n a newline, any other backslash stands for nothing.
    private List<byte[]> Characters(byte[] text)
    {
        var characters = new List<byte[]>();
        for (int i = 0; i < text.Length;)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                i++;
                if (text[i] is (byte)'\\' or (byte)'n')
                {
                    characters.Add([text[i++] == 'n' ? (byte)'\n' : (byte)'\\']);
                    continue;
                }
            }

            int length = 1;
            if (settings.Utf8)
            {
                EscapedUtf8.DecodeRune(text.AsSpan(i), out length);
            }

            characters.Add(text[i..(i + length)]);
            i += length;
        }

        return characters;
    }
}
