namespace BashTool.Commands.Text;

/// <summary><c>rev</c>: the characters of each line in reverse order.</summary>
public sealed class RevCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("rev")
    {
        Summary = "Reverse lines characterwise.",
        Usage = ["[options] [file ...]"],
        Imitates = "from util-linux 2.38.1",
        Examples = [new("echo abc | rev", "cba")],
    };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        const byte delimiter = (byte)'\n';
        bool isUtf8 = context.IsUtf8;
        int status = 0;
        foreach (string name in InputOperands.OrStandardInput(arguments.Operands))
        {
            OpenFile file;
            try
            {
                file = context.OpenInput(name, dashIsInput: arguments.Operands.Count == 0);
            }
            catch (FileSystemException problem)
            {
                context.Complain($"cannot open {name}: {problem.Description}");
                status = 1;
                continue;
            }

            try
            {
                var reader = new LineReader(file, context.Cancellation, delimiter);
                byte[] held = [];
                byte[] hidden = [];
                int number = 0;
                bool isFirst = true;
                while (reader.TryRead(out ReadOnlySpan<byte> line))
                {
                    // A NUL hides the rest of its line, newline and all.
                    bool ended = reader.HadDelimiter;
                    int incomplete = ended || !isUtf8 ? 0 : IncompleteEnd(line);
                    bool isNothingElse = isFirst && incomplete > 0 && incomplete == line.Length;
                    isFirst = false;
                    line = line[..^incomplete];
                    if (isNothingElse || (isUtf8 ? !global::System.Text.Unicode.Utf8.IsValid(line) : line.IndexOfAnyInRange((byte)0x80, (byte)0xFF) >= 0))
                    {
                        if (held.Length > 0)
                        {
                            WriteReversed(context.Output, held);
                            WriteUnfinished(context.Output, line, hidden);
                            number++;
                        }

                        context.Complain($"{(arguments.Operands.Count == 0 ? "stdin" : name)}: {number}: {FileError.EILSEQ.Describe()}");
                        status = 1;
                        break;
                    }

                    if (line.IndexOf((byte)0) is var nul and >= 0)
                    {
                        hidden = [.. line[nul..], delimiter];
                        line = line[..nul];
                        ended = false;
                    }

                    if (held.Length > 0)
                    {
                        line = (byte[])[.. held, .. line];
                        held = [];
                    }

                    if (!ended && reader.HasMore())
                    {
                        held = line.ToArray();
                        continue;
                    }

                    WriteReversed(context.Output, line);
                    number++;
                    if (ended)
                    {
                        context.Output.WriteByte(delimiter);
                    }
                }
            }
            catch (FileSystemException problem)
            {
                context.Complain($"{(name == "-" ? "stdin" : name)}: 0: {problem.Description}");
                status = 1;
            }
            finally
            {
                file.Release();
            }
        }

        return status;
    }

    // What rev's buffer shows when a line breaks off that goes on another: its beginning, then what the NUL of the other hid.
    private static void WriteUnfinished(ByteWriter output, ReadOnlySpan<byte> line, ReadOnlySpan<byte> hidden)
    {
        while (EscapedUtf8.DecodeRune(line, out int length) < 0x80 || length > 1)
        {
            if (line[0] == 0)
            {
                return;
            }

            output.Write(line[..length]);
            line = line[length..];
            if (!hidden.IsEmpty)
            {
                EscapedUtf8.DecodeRune(hidden, out length);
                hidden = hidden[length..];
            }
        }

        output.Write(hidden.IndexOf((byte)0) is var nul and >= 0 ? hidden[..nul] : hidden);
    }

    private static void WriteReversed(ByteWriter output, ReadOnlySpan<byte> line)
    {
        while (!line.IsEmpty)
        {
            EscapedUtf8.DecodeLastRune(line, out int length);
            output.Write(line[^length..]);
            line = line[..^length];
        }
    }

    // How many bytes at the end of the input are the beginning of a character: nobody complains of them.
    private static int IncompleteEnd(ReadOnlySpan<byte> line)
    {
        for (int length = Math.Min(3, line.Length); length > 0; length--)
        {
            if (global::System.Text.Rune.DecodeFromUtf8(line[^length..], out _, out _) == global::System.Buffers.OperationStatus.NeedMoreData)
            {
                return length;
            }
        }

        return 0;
    }
}
