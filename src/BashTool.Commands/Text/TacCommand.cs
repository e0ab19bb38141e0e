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
                    : PosixRegex.Cached(text, new RegexOptions { Syntax = RegexSyntax.Emacs, NoSubmatches = true, Utf8 = context.IsUtf8 });
            }
            catch (RegexSyntaxException problem)
            {
                throw new CommandException(problem.Message);
            }
        }

        int status = 0;
        foreach (string name in InputOperands.OrStandardInput(arguments.Operands))
        {
            OpenFile file;
            try
            {
                file = context.OpenInput(name);
            }
            catch (FileSystemException problem)
            {
                context.Complain($"failed to open {GnuQuoting.Always(name)} for reading: {problem.Description}");
                status = 1;
                continue;
            }

            try
            {
                if (file.Objects is not null && context.Output.WantsObjects && text == "\n")
                {
                    PrintWithObjects(context, file);
                }
                else if (regex is not null)
                {
                    PrintByRegex(context, WholeInput.Read(file, context.Cancellation).Span, regex, arguments.Has(Before));
                }
                else
                {
                    Print(context, file, separator, arguments.Has(Before));
                }
            }
            catch (FileSystemException problem)
            {
                context.Complain($"{GnuQuoting.Name(name)}: read error: {(problem.Error == FileError.EISDIR ? FileError.EINVAL.Describe() : problem.Description)}");
                status = 1;
            }
            finally
            {
                file.Release();
            }
        }

        return status;
    }

    private static void Print(CommandContext context, OpenFile file, byte[] separator, bool before)
    {
        ReadOnlySpan<byte> text = WholeInput.Read(file, context.Cancellation).Span;
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

    // A separator is what matches at the last place where something does.
    private static void PrintByRegex(CommandContext context, ReadOnlySpan<byte> text, PosixRegex regex, bool before)
    {
        var groups = new RegexGroup[1];
        int end = text.Length;
        for (int at = text.Length - 1; at >= 0; at--)
        {
            if (!regex.TryMatchAt(text, at, groups) || groups[0].Length == 0)
            {
                continue;
            }

            int start = before ? at : groups[0].End;
            if (start < end)
            {
                context.Output.Write(text[start..end]);
                end = start;
            }
            else if (start > end)
            {
                continue;
            }
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
