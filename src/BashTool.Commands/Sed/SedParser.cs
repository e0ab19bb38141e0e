using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Sed;

/// <summary>Compiles a script, with sed's messages about what is wrong with it and where.</summary>
internal sealed partial class SedParser(CommandContext context, SedSettings settings, SedOutputs outputs)
{
    private const int End = -1;

    private readonly SedProgram program = new();
    private readonly Stack<(SedInstruction Block, string Source)> blocks = new();
    private readonly Dictionary<string, int> labels = new(StringComparer.Ordinal);

    // The text of an a, i or c that a script part left unfinished.
    private SedInstruction? unfinished;
    private List<byte> unfinishedText = [];

    private byte[] script = [];
    private int at;
    private int line = 1;
    private string? fileName;
    private int expressions;
    private bool isFirst = true;

    /// <summary>Compiles the value of a -e.</summary>
    public void AddExpression(byte[] text)
    {
        expressions++;
        fileName = null;
        Compile(text);
    }

    /// <summary>Compiles a script file.</summary>
    public void AddFile(string name)
    {
        byte[] text;
        try
        {
            OpenFile file = context.OpenInput(name);
            try
            {
                text = SedInput.ReadAll(file, context.Cancellation);
            }
            finally
            {
                file.Release();
            }
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"couldn't open file {name}: {problem.Description}", 4);
        }

        fileName = name;
        line = 1;
        Compile(text);
    }

    /// <summary>Checks that nothing is left open and resolves the labels.</summary>
    public SedProgram Finish()
    {
        if (blocks.TryPeek(out (SedInstruction Block, string Source) open))
        {
            throw new CommandException($"{open.Source}: unmatched `{{'");
        }

        FinishText();
        foreach (SedInstruction instruction in program.Instructions)
        {
            if (instruction.Command is 'b' or 't' or 'T')
            {
                instruction.Target = instruction.Label.Length == 0 ? program.Instructions.Count
                    : labels.TryGetValue(instruction.Label, out int target) ? target
                    : throw new CommandException($"can't find label for jump to `{instruction.Label}'", 4);
            }
        }

        program.LastSource = fileName is null ? $"-e expression #{Math.Max(1, expressions)}, char 0" : $"file {fileName} line {line}";
        return program;
    }

    private CommandException Error(string message) => new($"{Source(at)}: {message}");

    private string Source(int position) => fileName is null ? $"-e expression #{expressions}, char {position}" : $"file {fileName} line {line}";

    private int Read()
    {
        if (at >= script.Length)
        {
            return End;
        }

        byte value = script[at++];
        line += value == '\n' ? 1 : 0;
        return value;
    }

    private void Unread(int value)
    {
        if (value != End)
        {
            at--;
            line -= value == '\n' ? 1 : 0;
        }
    }

    private int ReadNonBlank()
    {
        int c = Read();
        while (c is ' ' or '\t')
        {
            c = Read();
        }

        return c;
    }

    private static bool IsSpace(int c) => c is ' ' or (>= '\t' and <= '\r');

    private static bool IsDigit(int c) => c is >= '0' and <= '9';

    private long ReadInteger(int c)
    {
        long value = 0;
        while (IsDigit(c))
        {
            value = value > long.MaxValue / 100 ? value : (value * 10) + c - '0';
            c = Read();
        }

        Unread(c);
        return value;
    }

    private void Compile(byte[] text)
    {
        script = text;
        at = 0;
        if (unfinished is not null)
        {
            ReadText(unfinished);
        }

        while (true)
        {
            int c = Read();
            while (c == ';' || IsSpace(c))
            {
                c = Read();
            }

            if (c == End)
            {
                break;
            }

            var instruction = new SedInstruction();
            if (TryAddress(c, out SedAddress? address))
            {
                if (address.Kind is SedAddressKind.Following or SedAddressKind.Multiple)
                {
                    throw Error("invalid usage of +N or ~N as first address");
                }

                instruction.First = address;
                c = ReadNonBlank();
                if (c == ',')
                {
                    if (!TryAddress(ReadNonBlank(), out address))
                    {
                        throw Error("unexpected `,'");
                    }

                    instruction.Last = address;
                    c = ReadNonBlank();
                }

                if (instruction.First is { Kind: SedAddressKind.Line, Number: 0 } && (instruction.Last?.Kind != SedAddressKind.Regex || settings.Posix))
                {
                    throw Error("invalid usage of line address 0");
                }
            }

            if (c == '!')
            {
                instruction.Negated = true;
                c = ReadNonBlank();
                if (c == '!')
                {
                    throw Error("multiple `!'s");
                }
            }

            instruction.Command = c == End ? '\0' : (char)c;
            if (CompileCommand(instruction, c))
            {
                program.Instructions.Add(instruction);
            }
        }

        isFirst = false;
    }

    private bool TryAddress(int c, [global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SedAddress? address)
    {
        address = null;
        if (c is '/' or '\\')
        {
            int delimiter = c == '\\' ? Read() : c;
            byte[] pattern = ReadDelimited(delimiter, true) ?? throw Error("unterminated address regex");
            bool ignoresCase = false;
            bool multiline = false;
            while (true)
            {
                c = ReadNonBlank();
                if (c == 'I' && !settings.Posix)
                {
                    ignoresCase = true;
                }
                else if (c == 'M' && !settings.Posix)
                {
                    multiline = true;
                }
                else
                {
                    Unread(c);
                    break;
                }
            }

            address = new SedAddress(SedAddressKind.Regex, Regex: CompileRegex(pattern, ignoresCase, multiline));
            return true;
        }

        if (IsDigit(c))
        {
            long number = ReadInteger(c);
            c = ReadNonBlank();
            long step = 0;
            if (c == '~' && !settings.Posix)
            {
                step = ReadInteger(ReadNonBlank());
            }
            else
            {
                Unread(c);
            }

            address = step > 0 ? new SedAddress(SedAddressKind.Step, number, step) : new SedAddress(SedAddressKind.Line, number);
            return true;
        }

        if (c is '+' or '~' && !settings.Posix)
        {
            address = new SedAddress(c == '+' ? SedAddressKind.Following : SedAddressKind.Multiple, ReadInteger(ReadNonBlank()));
            return true;
        }

        if (c == '$')
        {
            address = new SedAddress(SedAddressKind.Last);
            return true;
        }

        return false;
    }

    // False if the command leaves no instruction behind.
    private bool CompileCommand(SedInstruction instruction, int c)
    {
        if (settings.Posix && c is 'e' or 'F' or 'v' or 'z' or 'L' or 'Q' or 'T' or 'R' or 'W')
        {
            throw Error($"unknown command: `{(char)c}'");
        }

        if (settings.Posix && instruction.Last is not null && c is '=' or 'a' or 'i' or 'r')
        {
            throw Error("command only uses one address");
        }

        switch (c)
        {
            case '#':
                if (instruction.First is not null)
                {
                    throw Error("comments don't accept any addresses");
                }

                SkipComment();
                return false;
            case 'v':
                CheckVersion();
                return false;
            case '{':
                blocks.Push((instruction, Source(0)));
                return true;
            case '}':
                if (!blocks.TryPop(out (SedInstruction Block, string Source) open))
                {
                    throw Error("unexpected `}'");
                }

                if (instruction.First is not null)
                {
                    throw Error("`}' doesn't want any addresses");
                }

                EndCommand();
                open.Block.Target = program.Instructions.Count;
                return false;
            case 'e':
                RefuseInSandbox();
                c = ReadNonBlank();
                if (c is End or '\n')
                {
                    return true;
                }

                Unread(c);
                ReadText(instruction);
                return true;
            case 'a' or 'i' or 'c':
                ReadTextCommand(instruction);
                return true;
            case ':':
                if (instruction.First is not null)
                {
                    throw Error(": doesn't want any addresses");
                }

                string label = ReadLabel();
                if (label.Length == 0)
                {
                    throw Error("\":\" lacks a label");
                }

                labels[label] = program.Instructions.Count;
                return false;
            case 'b' or 't' or 'T':
                instruction.Label = ReadLabel();
                return true;
            case 'q' or 'Q' or 'l' or 'L':
                if (c is 'q' or 'Q' && instruction.Last is not null)
                {
                    throw Error("command only uses one address");
                }

                c = ReadNonBlank();
                if (IsDigit(c) && !settings.Posix)
                {
                    instruction.Number = (int)Math.Min(int.MaxValue, ReadInteger(c));
                }
                else
                {
                    Unread(c);
                }

                EndCommand();
                return true;
            case '=' or 'd' or 'D' or 'F' or 'g' or 'G' or 'h' or 'H' or 'n' or 'N' or 'p' or 'P' or 'z' or 'x':
                EndCommand();
                return true;
            case 'r' or 'R':
                RefuseInSandbox();
                instruction.FileName = ReadFileName();
                return true;
            case 'w' or 'W':
                RefuseInSandbox();
                instruction.Output = outputs.Open(ReadFileName());
                return true;
            case 's':
                CompileSubstitution(instruction);
                return true;
            case 'y':
                CompileTransliteration(instruction);
                return true;
            case End:
                throw Error("missing command");
            default:
                throw Error($"unknown command: `{EscapedUtf8.Decode([(byte)c])}'");
        }
    }

    private void SkipComment()
    {
        int c = Read();
        if (c == 'n' && isFirst && at == 2)
        {
            program.StartsQuiet = true;
        }

        while (c is not (End or '\n'))
        {
            c = Read();
        }
    }

    private void CheckVersion()
    {
        string wanted = ReadLabel();
        if (wanted.Length == 0)
        {
            return;
        }

        string[] parts = wanted.Split('.');
        if (!global::System.Version.TryParse(parts.Length == 1 ? wanted + ".0" : wanted, out global::System.Version? version))
        {
            throw Error("invalid usage of v command");
        }

        if (version > new global::System.Version(4, 9, 0))
        {
            throw Error("expected newer version of sed");
        }
    }

    private void RefuseInSandbox()
    {
        if (settings.Sandbox)
        {
            throw Error("e/r/w commands disabled in sandbox mode");
        }
    }

    private void EndCommand()
    {
        int c = ReadNonBlank();
        if (c is '}' or '#')
        {
            Unread(c);
        }
        else if (c is not (End or '\n' or ';'))
        {
            throw Error("extra characters after command");
        }
    }

    private string ReadLabel()
    {
        int c = ReadNonBlank();
        int start = c == End ? at : at - 1;
        while (c is not (End or ';' or '}') && !IsSpace(c))
        {
            c = Read();
        }

        Unread(c);
        return EscapedUtf8.Decode(script.AsSpan(start, at - start));
    }

    private string ReadFileName()
    {
        int c = ReadNonBlank();
        int start = c == End ? at : at - 1;
        while (c is not (End or '\n'))
        {
            c = Read();
        }

        int end = c == End ? at : at - 1;
        return end > start ? EscapedUtf8.Decode(script.AsSpan(start, end - start)) : throw Error("missing filename in r/R/w/W commands");
    }

    private SedRegex CompileRegex(byte[] pattern, bool ignoresCase, bool multiline)
    {
        if (pattern.Length == 0)
        {
            return ignoresCase || multiline ? throw Error("cannot specify modifiers on empty regexp") : SedRegex.Empty;
        }

        byte[] text = SedEscapes.Convert(pattern, settings.Posix ? SedEscapeUse.PosixRegex : SedEscapeUse.Regex, Error);
        try
        {
            return new SedRegex(PosixRegex.Cached(EscapedUtf8.Decode(text), new RegexOptions
            {
                Syntax = settings.Extended ? RegexSyntax.Extended : settings.Posix ? RegexSyntax.PosixMinimalBasic : RegexSyntax.Basic,
                IgnoreCase = ignoresCase,
                Newline = multiline,
                StrictPosix = settings.Posix,
                Utf8 = settings.Utf8,
                StrictParentheses = !settings.Posix,
                LineSeparator = settings.Delimiter,
            }));
        }
        catch (RegexSyntaxException problem)
        {
            throw Error(problem.Message);
        }
    }
}
