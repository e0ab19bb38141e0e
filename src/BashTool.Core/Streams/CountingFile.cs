namespace BashTool.Core.Streams;

/// <summary>Counts the newlines and bytes of what is written and keeps nothing: what <c>| wc -l</c> would be told.</summary>
public sealed class CountingFile : OpenFile
{
    private readonly Lock gate = new();

    public long Lines { get; private set; }

    public long Bytes { get; private set; }

    public override bool CanRead => false;

    public override ReadOnlySpan<byte> Peek(CancellationToken cancellation) => default;

    public override ReadOnlySpan<byte> PeekMore(CancellationToken cancellation) => default;

    public override void Advance(int count)
    {
    }

    public override void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        lock (gate)
        {
            Bytes += bytes.Length;
            Lines += bytes.Count((byte)'\n');
        }
    }
}
