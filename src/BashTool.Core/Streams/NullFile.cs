namespace BashTool.Core.Streams;

/// <summary><c>/dev/null</c>: always at its end, takes everything.</summary>
public sealed class NullFile : OpenFile
{
    public override string? Path => "/dev/null";

    public override ReadOnlySpan<byte> Peek(CancellationToken cancellation) => default;

    public override ReadOnlySpan<byte> PeekMore(CancellationToken cancellation) => default;

    public override void Advance(int count)
    {
    }

    public override void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
    }
}
