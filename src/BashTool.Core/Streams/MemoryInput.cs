namespace BashTool.Core.Streams;

/// <summary>Reads from memory: a here-document, a here-string, an API caller's input.</summary>
public sealed class MemoryInput(ReadOnlyMemory<byte> content) : OpenFile
{
    private int position;

    public override bool CanWrite => false;

    public override ReadOnlySpan<byte> Buffered => content.Span[position..];

    public override long ReadPosition => position;

    public override ReadOnlySpan<byte> Peek(CancellationToken cancellation) => content.Span[position..];

    public override ReadOnlySpan<byte> PeekMore(CancellationToken cancellation) => content.Span[position..];

    public override void Advance(int count) => position += count;

    public override void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation) =>
        throw new Files.FileSystemException(Files.FileError.EBADF, null);
}
