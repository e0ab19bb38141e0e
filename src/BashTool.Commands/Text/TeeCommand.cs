using BashTool.Commands.Files;

namespace BashTool.Commands.Text;

/// <summary><c>tee</c>: copies standard input to standard output and to files.</summary>
public sealed class TeeCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("tee")
    {
        Summary = "Copy standard input to each FILE, and also to standard output.",
        Usage = ["[OPTION]... [FILE]..."],
        Notes = """
            MODE determines behavior with write errors on the outputs:
              warn           diagnose errors writing to any output
              warn-nopipe    diagnose errors writing to any output not a pipe
              exit           exit on error writing to any output
              exit-nopipe    exit on error writing to any output not a pipe
            The default MODE for the -p option is 'warn-nopipe'.
            """,
        KeepsLines = true,
        Writes = true,
        Examples = [new("echo hi | tee copy.txt", "show it and keep it")],
    };

    private static readonly Option Append = Declaration.Flag("a", "append", "append to the given FILEs, do not overwrite");
    private static readonly Option IgnoreInterrupts = Declaration.Flag("i", "ignore-interrupts", "ignore interrupt signals");
    private static readonly Option Pipes = Declaration.Flag("p", "", "diagnose errors writing to non pipes");
    private static readonly Option OutputError = Declaration.Optional("", "output-error", "MODE", "set behavior on write error.  See MODE below");

    private static readonly ArgumentChoice<string> Modes = new(
        "--output-error", ("warn", "warn"), ("warn-nopipe", "warn-nopipe"), ("exit", "exit"), ("exit-nopipe", "exit-nopipe"));

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        string? mode = null;
        foreach (OptionUse use in arguments.Uses)
        {
            if (use.Option == Pipes)
            {
                mode = "warn-nopipe";
            }
            else if (use.Option == OutputError)
            {
                mode = use.Value is null ? "warn-nopipe" : Modes.Read(use.Value);
            }
        }

        int status = 0;
        var outputs = new List<Target>();
        if (!(context.Output.WantsObjects && context.StandardInput.Objects is not null))
        {
            outputs.Add(new Target("standard output", context.StandardOutput.AddReference()));
        }

        try
        {
            foreach (string name in arguments.Operands)
            {
                try
                {
                    outputs.Add(new Target(name, name == "-" ? context.OpenOutput("./-", arguments.Has(Append)) : context.OpenOutput(name, arguments.Has(Append))));
                }
                catch (FileSystemException problem)
                {
                    context.Complain(name, problem);
                    status = 1;
                    if (mode is "exit" or "exit-nopipe")
                    {
                        return status;
                    }
                }
            }

            return Copy(context, outputs, mode) | status;
        }
        finally
        {
            foreach (Target target in outputs)
            {
                target.File.Release();
            }
        }
    }

    private static int Copy(CommandContext context, List<Target> outputs, string? mode)
    {
        int status = 0;
        if (context.Output.WantsObjects && context.StandardInput.Objects is not null)
        {
            LineReader lines = context.Lines();
            while (lines.TryRead(out ReadOnlySpan<byte> line))
            {
                context.Output.NextLineShows(lines.CurrentObject);
                ReadOnlySpan<byte> whole = lines.HadDelimiter ? context.StandardInput.Buffered[..(line.Length + 1)] : line;
                context.Output.Write(whole);
                status |= WriteAll(context, outputs, whole, mode);
            }

            return status;
        }

        while (outputs.Count > 0)
        {
            ReadOnlySpan<byte> block;
            try
            {
                block = context.StandardInput.Peek(context.Cancellation);
            }
            catch (FileSystemException problem)
            {
                throw new CommandException($"read error: {problem.Description}");
            }

            if (block.IsEmpty)
            {
                break;
            }

            int length = block.Length;
            status |= WriteAll(context, outputs, block, mode);
            context.StandardInput.Advance(length);
        }

        return status;
    }

    private static int WriteAll(CommandContext context, List<Target> outputs, ReadOnlySpan<byte> block, string? mode)
    {
        int status = 0;
        for (int i = 0; i < outputs.Count; i++)
        {
            Target target = outputs[i];
            string? failure = null;
            bool pipe = false;
            try
            {
                target.File.Write(block, context.Cancellation);
                target.File.Flush();
                continue;
            }
            catch (BrokenPipeException) when (mode is not null)
            {
                failure = "Broken pipe";
                pipe = true;
            }
            catch (FileSystemException problem)
            {
                failure = problem.Description;
            }

            outputs.RemoveAt(i--);
            target.File.Release();
            if (pipe && mode is "warn-nopipe" or "exit-nopipe")
            {
                continue;
            }

            context.Complain($"{GnuQuoting.Name(target.Name)}: {failure}");
            status = 1;
            if (mode is "exit" or "exit-nopipe")
            {
                throw new CommandFinished(1);
            }
        }

        return status;
    }

    private sealed record Target(string Name, OpenFile File);
}
