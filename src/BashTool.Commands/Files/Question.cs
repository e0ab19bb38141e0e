namespace BashTool.Commands.Files;

/// <summary>Asks the user and waits for an answer on standard input.</summary>
internal static class Question
{
    /// <summary>Prints <c>NAME: TEXT</c> and reads a line; true if it begins with y.</summary>
    public static bool Ask(CommandContext context, string text)
    {
        context.FlushOutput();
        context.Error.Write($"{context.Name}: {text}");
        context.Error.FlushThrough();
        return ReadAnswer(context);
    }

    public static bool ReadAnswer(CommandContext context)
    {
        LineReader lines = context.Lines();
        if (!lines.TryRead(out ReadOnlySpan<byte> line))
        {
            return false;
        }

        bool yes = line.Length > 0 && line[0] is (byte)'y' or (byte)'Y';
        lines.Commit();
        return yes;
    }
}
