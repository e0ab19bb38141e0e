namespace BashTool.Commands.Awk;

/// <summary>An output that was opened by a redirection.</summary>
internal sealed class AwkOutput(byte[] name, ByteWriter writer, bool isPipe)
{
    public byte[] Name { get; } = name;

    public ByteWriter Writer { get; } = writer;

    public bool IsPipe { get; } = isPipe;

    /// <summary>The command that reads it.</summary>
    public Task<int>? Command { get; init; }

    /// <summary>What is written goes out at once: standard error, coprocesses.</summary>
    public bool IsUnbuffered { get; init; }

    /// <summary>The command's own streams: not closed, only flushed.</summary>
    public bool IsStandard { get; init; }

    /// <summary>It could not be opened, and the program wants to go on.</summary>
    public bool HasFailed { get; init; }

    /// <summary>What is let go of when it is closed.</summary>
    public OpenFile? File { get; init; }
}
