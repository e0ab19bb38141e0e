using BashTool.Core.Limits;

namespace BashTool.Core.Streams;

/// <summary>Takes all that is written into memory: what <c>$(...)</c> captures.</summary>
public sealed class MemoryOutput : OpenFile
{
    private readonly Lock gate = new();
    private byte[] buffer = [];
    private int count;
    private SemaphoreSlim? alone;

    public override bool CanRead => false;

    /// <summary>What was written so far; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, count);

    /// <summary>The most it takes, in bytes.</summary>
    public long Limit { get; init; } = Array.MaxLength;

    /// <summary>Whose expansion this is: what is too much reaches a limit instead of failing.</summary>
    public ExecutionMeter? Expansion { get; init; }

    public override ReadOnlySpan<byte> Peek(CancellationToken cancellation) =>
        throw new Files.FileSystemException(Files.FileError.EBADF, null);

    public override ReadOnlySpan<byte> PeekMore(CancellationToken cancellation) => Peek(cancellation);

    public override void Advance(int count)
    {
    }

    public override void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        CountWritten(bytes.Length);
        lock (gate)
        {
            if (count + (long)bytes.Length > Limit)
            {
                Expansion?.Fail(Expansion.Limits.ExpansionBytes);
                throw new Files.FileSystemException(Files.FileError.ENOSPC, null);
            }

            if (count + bytes.Length > buffer.Length)
            {
                long doubled = Math.Min(Array.MaxLength, Math.Max(256, buffer.Length * 2L));
                Array.Resize(ref buffer, (int)Math.Max(doubled, count + bytes.Length));
            }

            bytes.CopyTo(buffer.AsSpan(count));
            count += bytes.Length;
        }
    }

    /// <summary>Waits until nobody else can write to it, as the reader of a pipe waits for its end.</summary>
    public void WaitUntilAlone(CancellationToken cancellation)
    {
        if (!IsShared)
        {
            return;
        }

        Blocking.Announce();
        var signal = new SemaphoreSlim(0);
        Interlocked.Exchange(ref alone, signal);
        while (IsShared)
        {
            signal.Wait(cancellation);
        }
    }

    protected override void LeftAlone() => Volatile.Read(ref alone)?.Release();

    /// <summary>Forgets all, keeps the room for reuse.</summary>
    public void Reset() => count = 0;
}
