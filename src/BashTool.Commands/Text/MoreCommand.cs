namespace BashTool.Commands.Text;

/// <summary><c>more</c>: shows files; where the output is no terminal, as they are, with their names above.</summary>
public sealed class MoreCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("more")
    {
        Summary = "A file perusal filter for CRT viewing.",
        Usage = ["[options] <file>..."],
        Imitates = "from util-linux 2.38.1",
        Examples = [new("more a b | cat", "the contents of both, each below its name")],
        Limitations = ["On a terminal files are shown without stopping: there are no keys to page with."],
        Historic = Rewrite,
    };

    private static readonly Option Silent = Declaration.Flag("d", "silent", "display help instead of ringing bell");
    private static readonly Option Logical = Declaration.Flag("f", "logical", "count logical rather than screen lines");
    private static readonly Option NoPause = Declaration.Flag("l", "no-pause", "suppress pause after form feed");
    private static readonly Option PrintOver = Declaration.Flag("c", "print-over", "do not scroll, display text and clean line ends");
    private static readonly Option CleanPrint = Declaration.Flag("p", "clean-print", "do not scroll, clean screen and display text");
    private static readonly Option ExitOnEnd = Declaration.Flag("e", "exit-on-eof", "exit on end-of-file");
    private static readonly Option Squeeze = Declaration.Flag("s", "squeeze", "squeeze multiple blank lines into one");
    private static readonly Option Plain = Declaration.Flag("u", "plain", "suppress underlining and bold");
    private static readonly Option Lines = Declaration.Required("n", "lines", "number", "the number of lines per screenful");
    private static readonly Option Help = Declaration.Flag("h", "help", "display this help");
    private static readonly Option Version = Declaration.Flag("V", "version", "display version");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Value(Lines) is { } lines && (lines.Length == 0 || lines.AsSpan().ContainsAnyExceptInRange('0', '9')))
        {
            throw new CommandException($"argument error: '{lines}'");
        }

        // What comes on an input that is no terminal is shown first.
        bool hasInput = !context.StandardInput.IsTerminal;
        if (hasInput)
        {
            Copy(context, context.StandardInput);
        }
        else if (arguments.Operands.Count == 0)
        {
            throw new UsageException("bad usage");
        }

        foreach (string name in arguments.Operands)
        {
            Show(context, name, hasInput || arguments.Operands.Count > 1);
        }

        return 0;
    }

    // -NUMBER, +NUMBER and +/STRING: for screens only.
    private static List<string> Rewrite(IReadOnlyList<string> words)
    {
        var kept = new List<string>(words.Count);
        bool ended = false;
        foreach (string word in words)
        {
            ended |= word == "--";
            bool historic = !ended && word.Length > 1
                && ((word[0] == '-' && char.IsAsciiDigit(word[1])) || (word[0] == '+' && (word[1] == '/' || char.IsAsciiDigit(word[1]))));
            if (!historic)
            {
                kept.Add(word);
            }
        }

        return kept;
    }

    private static void Show(CommandContext context, string name, bool named)
    {
        OpenFile file;
        try
        {
            if (name.Length == 0)
            {
                throw new FileSystemException(FileError.ENOENT, name);
            }

            if (context.Files.TryStat(context.Resolve(name), true, out FileMetadata metadata) == FileError.None && metadata.Kind == FileKind.Directory)
            {
                context.Output.Write($"\n*** {name}: directory ***\n\n");
                return;
            }

            file = context.OpenInput(name, dashIsInput: false);
        }
        catch (FileSystemException problem)
        {
            context.Complain($"cannot open {name}: {problem.Description}");
            return;
        }

        try
        {
            if (file.CanSeek && IsProgram(file.Peek(context.Cancellation)))
            {
                context.Output.Write($"\n******** {name}: Not a text file ********\n\n");
                return;
            }

            if (named)
            {
                context.Output.Write($"::::::::::::::\n{name}\n::::::::::::::\n");
            }

            Copy(context, file);
        }
        finally
        {
            file.Release();
        }
    }

    // The first two bytes of programs and archives, old and new.
    private static bool IsProgram(ReadOnlySpan<byte> start) =>
        start.Length >= 2 && (start[0] | (start[1] << 8)) is 0x105 or 0x107 or 0x108 or 0x109 or 0x10B or 0xFF65 or 0x457F;

    private static void Copy(CommandContext context, OpenFile file)
    {
        while (file.Peek(context.Cancellation) is { IsEmpty: false } block)
        {
            context.Output.Write(block);
            file.Advance(block.Length);
        }
    }
}
