using System.Buffers.Text;

namespace BashTool.Commands.Text;

/// <summary><c>wc</c>: counts lines, words, characters and bytes.</summary>
public sealed class WcCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("wc")
    {
        Summary = "Print newline, word, and byte counts for each FILE, and a total line if\nmore than one FILE is specified.  A word is a non-zero-length sequence of\nprintable characters delimited by white space.",
        Usage = ["[OPTION]... [FILE]...", "[OPTION]... --files0-from=F"],
        Notes = "With no FILE, or when FILE is -, read standard input. The counts are always in the order:\nnewline, word, character, byte, maximum line length.",
        Examples = [new("printf 'a b\\nc\\n' | wc", "lines, words and bytes")],
    };

    private static readonly Option Bytes = Declaration.Flag("c", "bytes", "print the byte counts");
    private static readonly Option Characters = Declaration.Flag("m", "chars", "print the character counts");
    private static readonly Option Lines = Declaration.Flag("l", "lines", "print the newline counts");
    private static readonly Option FilesFrom = Declaration.Required("", "files0-from", "F", "read input from the files specified by\nNUL-terminated names in file F;\nIf F is - then read names from standard input");
    private static readonly Option MaxLineLength = Declaration.Flag("L", "max-line-length", "print the maximum display width");
    private static readonly Option Words = Declaration.Flag("w", "words", "print the word counts");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        bool any = arguments.Has(Bytes) || arguments.Has(Characters) || arguments.Has(Lines) || arguments.Has(MaxLineLength) || arguments.Has(Words);
        bool isUtf8 = context.IsUtf8;
        var shown = new WordCounter.Selection(
            !any || arguments.Has(Lines),
            !any || arguments.Has(Words),
            arguments.Has(Characters),
            !any || arguments.Has(Bytes),
            arguments.Has(MaxLineLength));
        int status = 0;
        IReadOnlyList<string> names;
        int width = 1;
        bool listed = false;
        bool several;
        if (arguments.Value(FilesFrom) is { } list)
        {
            if (arguments.Operands.Count > 0)
            {
                throw new UsageException($"extra operand {GnuQuoting.Always(arguments.Operands[0])}\nfile operands cannot be combined with --files0-from");
            }

            listed = true;
            names = ReadNames(context, list, ref status, out bool isRegular, out several);
            width = isRegular ? NumberWidth(context, names, shown) : 1;
        }
        else
        {
            names = InputOperands.OrStandardInput(arguments.Operands);
            several = names.Count > 1;
            width = NumberWidth(context, names, shown);
        }

        var total = default(WordCounter.Counts);
        foreach (string name in names)
        {
            OpenFile file;
            if (name.Length == 0)
            {
                context.Complain("invalid zero-length file name");
                status = 1;
                continue;
            }

            try
            {
                file = context.OpenInput(name);
            }
            catch (FileSystemException problem)
            {
                context.Complain(name, problem);
                status = 1;
                continue;
            }

            var counter = new WordCounter(shown, isUtf8);
            try
            {
                Count(context, file, counter, shown);
            }
            catch (FileSystemException problem)
            {
                context.Complain($"{(arguments.Operands.Count == 0 ? InputOperands.Shown(name) : GnuQuoting.Name(name))}: {problem.Description}");
                status = 1;
            }
            finally
            {
                file.Release();
            }

            WordCounter.Counts counts = counter.Finish();
            Print(context.Output, counts, shown, width, !listed && arguments.Operands.Count == 0 ? null : name);
            if (listed)
            {
                context.Output.Flush();
            }

            total.Add(counts);
        }

        if (several)
        {
            Print(context.Output, total, shown, width, "total");
        }

        return status;
    }

    private static void Count(CommandContext context, OpenFile file, WordCounter counter, WordCounter.Selection shown)
    {
        if (shown is { Bytes: true, Lines: false, Words: false, Characters: false, MaxLineLength: false }
            && file.Handle is { CanSeek: true } handle && handle.GetMetadata().IsRegular)
        {
            file.SynchronizePosition();
            long rest = handle.Length - handle.Position;
            if (rest > 0)
            {
                counter.AddBytes(rest);
                handle.Position += rest;
                return;
            }
        }

        while (true)
        {
            ReadOnlySpan<byte> block = file.Peek(context.Cancellation);
            if (block.IsEmpty)
            {
                return;
            }

            int length = block.Length;
            counter.Add(block);
            file.Advance(length);
        }
    }

    private static List<string> ReadNames(CommandContext context, string list, ref int status, out bool isRegular, out bool several)
    {
        OpenFile file;
        try
        {
            file = context.OpenInput(list);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"cannot open {GnuQuoting.Always(list)} for reading: {problem.Description}");
        }

        var names = new List<string>();
        try
        {
            isRegular = file.Handle is { } handle && handle.GetMetadata().IsRegular;
            var reader = new LineReader(file, context.Cancellation, 0);
            long number = 0;
            while (reader.TryRead(out ReadOnlySpan<byte> line))
            {
                number++;
                string name = EscapedUtf8.Decode(line);
                if (name.Length == 0)
                {
                    context.Complain($"{(list == "-" ? "-" : list)}:{number}: invalid zero-length file name");
                    status = 1;
                }
                else if (list == "-" && name == "-")
                {
                    context.Complain($"when reading file names from stdin, no file name of {GnuQuoting.Always("-")} allowed");
                    status = 1;
                }
                else
                {
                    names.Add(name);
                }
            }

            several = number > 1;
        }
        finally
        {
            file.Release();
        }

        return names;
    }

    // Wide enough for the sizes of all files; what has no size gets seven columns.
    private static int NumberWidth(CommandContext context, IReadOnlyList<string> names, WordCounter.Selection shown)
    {
        if (names.Count == 0 || (names.Count == 1 && shown.Count == 1))
        {
            return 1;
        }

        long sizes = 0;
        int least = 1;
        foreach (string name in names)
        {
            FileMetadata metadata = default;
            bool isInput = name is "-" or "/dev/stdin";
            bool there = isInput
                ? context.StandardInput.Handle is { } handle && (metadata = handle.GetMetadata()).Kind != FileKind.Unknown
                : context.Files.TryStat(context.Resolve(name), true, out metadata) == FileError.None;
            if (!there)
            {
                least = isInput ? 7 : least;
            }
            else if (metadata.IsRegular)
            {
                sizes += metadata.Size;
            }
            else
            {
                least = 7;
            }
        }

        int width = 1;
        for (; sizes >= 10; sizes /= 10)
        {
            width++;
        }

        return Math.Max(width, least);
    }

    private static void Print(ByteWriter output, in WordCounter.Counts counts, WordCounter.Selection shown, int width, string? name)
    {
        if (output.WantsObjects)
        {
            output.NextLineShows(new WordCount(
                name,
                shown.Lines ? counts.Lines : null,
                shown.Words ? counts.Words : null,
                shown.Characters ? counts.Characters : null,
                shown.Bytes ? counts.Bytes : null,
                shown.MaxLineLength ? counts.MaxLineLength : null));
        }

        bool first = true;
        Print(output, shown.Lines, counts.Lines, width, ref first);
        Print(output, shown.Words, counts.Words, width, ref first);
        Print(output, shown.Characters, counts.Characters, width, ref first);
        Print(output, shown.Bytes, counts.Bytes, width, ref first);
        Print(output, shown.MaxLineLength, counts.MaxLineLength, width, ref first);
        if (name is not null)
        {
            output.WriteByte((byte)' ');
            output.Write(name.Contains('\n', StringComparison.Ordinal) ? GnuQuoting.Name(name) : name);
        }

        output.WriteByte((byte)'\n');
    }

    private static void Print(ByteWriter output, bool shown, long value, int width, ref bool first)
    {
        if (!shown)
        {
            return;
        }

        if (!first)
        {
            output.WriteByte((byte)' ');
        }

        first = false;
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, digits, out int length);
        for (int i = length; i < width; i++)
        {
            output.WriteByte((byte)' ');
        }

        output.Write(digits[..length]);
    }
}
