namespace BashTool.Commands.Text;

/// <summary><c>paste</c>: lines of several files side by side, or the lines of each in one.</summary>
public sealed class PasteCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("paste")
    {
        GitBash = GitBashUse.Always,
        Summary = "Write lines consisting of the sequentially corresponding lines from\neach FILE, separated by TABs, to standard output.",
        Usage = ["[OPTION]... [FILE]..."],
        Notes = "With no FILE, or when FILE is -, read standard input.",
        Examples = [new("seq 4 | paste -sd+", "1+2+3+4")],
    };

    private static readonly Option Delimiters = Declaration.Required("d", "delimiters", "LIST", "reuse characters from LIST instead of TABs");
    private static readonly Option Serial = Declaration.Flag("s", "serial", "paste one file at a time instead of in parallel");
    private static readonly Option ZeroTerminated = Declaration.Flag("z", "zero-terminated", "line delimiter is NUL, not newline");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        List<byte[]> delimiters = ReadDelimiters(arguments.Value(Delimiters) ?? "\t");
        byte end = arguments.Has(ZeroTerminated) ? (byte)0 : (byte)'\n';
        IReadOnlyList<string> names = InputOperands.OrStandardInput(arguments.Operands);
        return arguments.Has(Serial) ? PasteSerially(context, names, delimiters, end) : PasteSideBySide(context, names, delimiters, end);
    }

    // Bytes, of which \0 stands for none.
    private static List<byte[]> ReadDelimiters(string text)
    {
        byte[] bytes = EscapedUtf8.Encode(text);
        var result = new List<byte[]>();
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != '\\')
            {
                result.Add([bytes[i]]);
                continue;
            }

            if (++i == bytes.Length)
            {
                throw new CommandException($"delimiter list ends with an unescaped backslash: {text}");
            }

            int escape = "bfnrtv".IndexOf((char)bytes[i]);
            result.Add(bytes[i] == '0' ? [] : [escape >= 0 ? (byte)"\b\f\n\r\t\v"[escape] : bytes[i]]);
        }

        return result.Count == 0 ? [[]] : result;
    }

    private static int PasteSerially(CommandContext context, IReadOnlyList<string> names, List<byte[]> delimiters, byte end)
    {
        int status = 0;
        foreach (string name in names)
        {
            OpenFile? file = null;
            try
            {
                file = context.OpenInput(name);
                var reader = new LineReader(file, context.Cancellation, end);
                try
                {
                    int number = 0;
                    while (reader.TryRead(out ReadOnlySpan<byte> line))
                    {
                        if (number > 0)
                        {
                            context.Output.Write(delimiters[(number - 1) % delimiters.Count]);
                        }

                        number++;
                        context.Output.Write(line);
                    }
                }
                finally
                {
                    context.Output.WriteByte(end);
                }
            }
            catch (FileSystemException problem)
            {
                context.Complain(name, problem);
                status = 1;
            }
            finally
            {
                file?.Release();
            }
        }

        return status;
    }

    private static int PasteSideBySide(CommandContext context, IReadOnlyList<string> names, List<byte[]> delimiters, byte end)
    {
        var readers = new List<LineReader?>();
        LineReader? input = null;
        int status = 0;
        try
        {
            foreach (string name in names)
            {
                try
                {
                    LineReader reader = name == "-" && input is not null ? input : new LineReader(context.OpenInput(name), context.Cancellation, end);
                    input = name == "-" ? reader : input;
                    readers.Add(reader);
                }
                catch (FileSystemException problem)
                {
                    throw new CommandException($"{GnuQuoting.Name(name)}: {problem.Description}");
                }
            }

            while (true)
            {
                bool any = false;
                int skipped = 0;
                for (int i = 0; i < readers.Count; i++)
                {
                    ReadOnlySpan<byte> line = default;
                    bool there = false;
                    try
                    {
                        there = readers[i] is { } reader && reader.TryRead(out line);
                    }
                    catch (FileSystemException problem)
                    {
                        context.Complain(names[i], problem);
                        status = 1;
                    }

                    if (!there)
                    {
                        readers[i] = null;
                    }

                    if (there && !any)
                    {
                        // The delimiters of the files before that are at their end.
                        any = true;
                        for (int j = i - skipped; j < i; j++)
                        {
                            context.Output.Write(delimiters[j % delimiters.Count]);
                        }
                    }

                    skipped++;
                    if (!any)
                    {
                        continue;
                    }

                    context.Output.Write(line);
                    if (i + 1 < readers.Count)
                    {
                        context.Output.Write(delimiters[i % delimiters.Count]);
                    }
                }

                if (!any)
                {
                    return status;
                }

                context.Output.WriteByte(end);
            }
        }
        finally
        {
            foreach (LineReader? reader in readers)
            {
                reader?.Commit();
            }
        }
    }
}
