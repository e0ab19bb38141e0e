using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Text;

/// <summary><c>tac</c>: lines, or records with another separator, the last first.</summary>
public sealed class TacCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("tac")
    {
        Summary = "Write each FILE to standard output, last line first.",
        Usage = ["[OPTION]... [FILE]..."],
        Notes = "With no FILE, or when FILE is -, read standard input.",
        KeepsLines = true,
        Examples = [new("seq 3 | tac", "3 2 1")],
    };

    private static readonly Option Before = Declaration.Flag("b", "before", "attach the separator before instead of after");
    private static readonly Option Regex = Declaration.Flag("r", "regex", "interpret the separator as a regular expression");
    private static readonly Option Separator = Declaration.Required("s", "separator", "STRING", "use STRING as the separator instead of newline");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        string text = arguments.Value(Separator) ?? "\n";
        byte[] separator = text.Length == 0 ? [0] : EscapedUtf8.Encode(text);
        PosixRegex? regex = null;
        if (arguments.Has(Regex))
        {
            try
            {
                regex = text.Length == 0
                    ? throw new CommandException("separator cannot be empty")
                    : PosixRegex.Cached(text, new RegexOptions { Syntax = RegexSyntax.Emacs, Newline = true, NoSubmatches = true, Utf8 = context.IsUtf8 });
            }
            catch (RegexSyntaxException problem)
            {
                throw new CommandException(problem.Message);
            }
        }

        bool before = arguments.Has(Before);
        return InputOperands.ForEach(
            context,
            arguments.Operands,
            (file, _) =>
            {
                if (file.Objects is not null && context.Output.WantsObjects && text == "\n")
                {
                    PrintWithObjects(context, file);
                }
                else if (regex is not null)
                {
                    PrintByRegex(context, ReadAll(context, file), regex, before);
                }
                else
                {
                    Print(context, ReadAll(context, file), separator, before);
                }
            },
            (name, problem) => $"failed to open {GnuQuoting.Always(name)} for reading: {problem.Description}",
            (name, problem) => $"{InputOperands.Shown(name)}: read error: {(problem.Error == FileError.EISDIR ? FileError.EINVAL.Describe() : problem.Description)}");
    }

    // What can be sought is read from its beginning, wherever it stands.
    private static ReadOnlySpan<byte> ReadAll(CommandContext context, OpenFile file)
    {
        if (file.Handle is { CanSeek: true, CanRead: true } handle && handle.GetMetadata().IsRegular)
        {
            file.SynchronizePosition();
            handle.Position = 0;
        }

        return WholeInput.Read(file, context.Cancellation).Span;
    }

    private static void Print(CommandContext context, ReadOnlySpan<byte> text, byte[] separator, bool before)
    {
        int end = text.Length;
        int search = end;
        while (search > 0)
        {
            int at = text[..search].LastIndexOf(separator);
            if (at < 0)
            {
                break;
            }

            int start = before ? at : at + separator.Length;
            if (start < end)
            {
                context.Output.Write(text[start..end]);
            }

            end = start;
            search = at;
        }

        context.Output.Write(text[..end]);
    }

    // Searched backwards: a separator begins at the last place where something matches, and ends before the one found last.
    // Only so much of the text is looked at as GNU's holds at that time, which shows where it cuts a character or a line begins.
    private static void PrintByRegex(CommandContext context, ReadOnlySpan<byte> text, PosixRegex regex, bool before)
    {
        var groups = new RegexGroup[1];
        int end = text.Length;
        int size = 8192;
        int held = Math.Max(0, (end - 1) / size * size);
        int window = end;
        bool any = false;
        while (true)
        {
            int at = window - held - 1;
            while (at >= 0 && !regex.TryMatchAt(text[held..window], at, groups))
            {
                at--;
            }

            if (at < 0)
            {
                if (held == 0)
                {
                    break;
                }

                size = end - held > size ? size * 2 : size;
                held = Math.Max(0, held - size);
                window = end;
                continue;
            }

            at += held;
            int start = before ? at : held + groups[0].End;
            if (before || any || start != end)
            {
                context.Output.Write(text[start..end]);
            }

            any = true;
            end = start;
            window = at;
        }

        context.Output.Write(text[..end]);
    }

    private static void PrintWithObjects(CommandContext context, OpenFile file)
    {
        var lines = new List<(byte[] Line, object? Value)>();
        var reader = new LineReader(file, context.Cancellation);
        while (reader.TryRead(out ReadOnlySpan<byte> line))
        {
            lines.Add(([.. line, .. reader.HadDelimiter ? "\n"u8 : default], reader.CurrentObject));
        }

        for (int i = lines.Count - 1; i >= 0; i--)
        {
            context.Output.NextLineShows(lines[i].Value);
            context.Output.Write(lines[i].Line);
        }
    }
}
