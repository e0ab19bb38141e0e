namespace BashTool.Core.Streams;

/// <summary>Stands where a command expects a descriptor that is closed: every use fails with "Bad file descriptor".</summary>
public sealed class ClosedFile : OpenFile
{
    public static readonly ClosedFile Instance = new();

    private ClosedFile()
    {
    }

    public override bool CanRead => false;

    public override bool CanWrite => false;

    public override ReadOnlySpan<byte> Peek(CancellationToken cancellation) => throw Refused();

    public override ReadOnlySpan<byte> PeekMore(CancellationToken cancellation) => throw Refused();

    public override void Advance(int count) => throw Refused();

    public override void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation) => throw Refused();

    private static Files.FileSystemException Refused() => new(Files.FileError.EBADF, null);
}
