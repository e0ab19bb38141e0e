namespace BashTool.Commands.Text;

/// <summary><c>tee</c>: standard input to standard output and to files.</summary>
public sealed class TeeCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("tee")
    {
        Summary = "Copy standard input to each FILE, and also to standard output.",
        Usage = ["[OPTION]... [FILE]..."],
        KeepsLines = true,
        Writes = true,
        Notes = """
            MODE determines behavior with write errors on the outputs:
              warn           diagnose errors writing to any output
              warn-nopipe    diagnose errors writing to any output not a pipe
              exit           exit on error writing to any output
              exit-nopipe    exit on error writing to any output not a pipe
            """,
        Examples = [new("echo hi | tee a.txt b.txt", "to two files and on")],
    };

    private static readonly Option Append = Declaration.Flag("a", "append", "append to the given FILEs, do not overwrite");
    private static readonly Option IgnoreInterrupts = Declaration.Flag("i", "ignore-interrupts", "ignore interrupt signals");
    private static readonly Option DiagnosePipes = Declaration.Flag("p", "", "diagnose errors writing to non pipes");
    private static readonly Option OutputError = Declaration.Optional("", "output-error", "MODE", "set behavior on write error. See MODE below");

    private static readonly string[] Modes = ["warn", "warn-nopipe", "exit", "exit-nopipe"];

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        _ = arguments.Has(IgnoreInterrupts);
        string? mode = arguments.Has(DiagnosePipes) ? "warn-nopipe" : null;
        if (arguments.Has(OutputError))
        {
            string given = arguments.Value(OutputError) ?? "warn-nopipe";
            string[] fitting = [.. Modes.Where(m => m == given)];
            if (fitting.Length == 0)
            {
                fitting = [.. Modes.Where(m => m.StartsWith(given, StringComparison.Ordinal))];
            }

            mode = fitting.Length > 0 && given.Length > 0
                ? fitting[0]
                : throw new UsageException(
                    $"invalid argument {GnuQuoting.Quote(given)} for '--output-error'\nValid arguments are:\n{string.Join('\n', Modes.Select(static m => $"  - '{m}'"))}");
        }

        return new Outputs(context, mode).Copy(arguments.Operands, arguments.Has(Append));
    }

    private sealed class Outputs(CommandContext context, string? mode)
    {
        private readonly List<(OpenFile File, string Name)> open = [];
        private bool keepsStandardOutput = true;
        private int status;

        public int Copy(List<string> names, bool append)
        {
            foreach (string name in names)
            {
                try
                {
                    open.Add((context.OpenOutput(name, append), name));
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

            try
            {
                while (open.Count > 0 || keepsStandardOutput)
                {
                    ReadOnlySpan<byte> block = context.StandardInput.Peek(context.Cancellation);
                    if (block.IsEmpty)
                    {
                        break;
                    }

                    WriteToStandardOutput(block);
                    for (int i = open.Count - 1; i >= 0; i--)
                    {
                        Write(i, block);
                    }

                    context.StandardInput.Advance(block.Length);
                }
            }
            finally
            {
                open.ForEach(static o => o.File.Release());
            }

            return status;
        }

        private void WriteToStandardOutput(ReadOnlySpan<byte> block)
        {
            if (!keepsStandardOutput)
            {
                return;
            }

            try
            {
                context.Output.Write(block);
                context.Output.Flush();
            }
            catch (BrokenPipeException) when (mode is not null)
            {
                keepsStandardOutput = false;
                context.DiscardOutput();
                if (mode is "warn" or "exit")
                {
                    context.Complain("'standard output': Broken pipe");
                    status = 1;
                }

                if (mode == "exit")
                {
                    throw new CommandFinished(1);
                }
            }
            catch (FileSystemException problem)
            {
                keepsStandardOutput = false;
                context.DiscardOutput();
                context.Complain($"'standard output': {problem.Description}");
                status = 1;
                if (mode is "exit" or "exit-nopipe")
                {
                    throw new CommandFinished(1);
                }
            }
        }

        private void Write(int index, ReadOnlySpan<byte> block)
        {
            (OpenFile file, string name) = open[index];
            try
            {
                file.Write(block, context.Cancellation);
            }
            catch (BrokenPipeException) when (mode is not null)
            {
                Drop(index);
                if (mode is "warn" or "exit")
                {
                    context.Complain($"{GnuQuoting.Name(name)}: Broken pipe");
                    status = 1;
                }

                if (mode == "exit")
                {
                    throw new CommandFinished(1);
                }
            }
            catch (FileSystemException problem)
            {
                Drop(index);
                context.Complain(name, problem);
                status = 1;
                if (mode is "exit" or "exit-nopipe")
                {
                    throw new CommandFinished(1);
                }
            }
        }

        private void Drop(int index)
        {
            OpenFile file = open[index].File;
            open.RemoveAt(index);
            file.Release();
        }
    }
}
