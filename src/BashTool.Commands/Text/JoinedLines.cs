namespace BashTool.Commands.Text;

/// <summary>The lines of several files one after the other: a line that a file leaves unfinished goes on in the next.</summary>
internal static class JoinedLines
{
    /// <summary>What is done with a line; its newline is written by whoever calls.</summary>
    public delegate void Action(ReadOnlySpan<byte> line);

    public static int ForEach(CommandContext context, List<string> operands, Action write)
    {
        byte[]? unfinished = null;
        int status = InputOperands.ForEach(context, operands, (file, _) =>
        {
            var reader = new LineReader(file, context.Cancellation);
            while (reader.TryRead(out ReadOnlySpan<byte> line))
            {
                if (unfinished is not null || !reader.HadDelimiter)
                {
                    byte[] whole = [.. unfinished ?? [], .. line];
                    unfinished = reader.HadDelimiter ? null : whole;
                    line = whole;
                }

                if (reader.HadDelimiter)
                {
                    write(line);
                    context.Output.WriteByte((byte)'\n');
                }
            }
        });
        if (unfinished is not null)
        {
            write(unfinished);
        }

        return status;
    }
}
