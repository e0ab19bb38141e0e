namespace BashTool.Core.Streams;

/// <summary>
/// Hands the first lines on and then behaves like a pipe nobody reads: what <c>| head -n N</c> would be told. A writer that
/// knows it need not make more than those lines says how much it left out.
/// </summary>
public sealed class FirstLinesFile(OpenFile target, long lines) : OpenFile
{
    private long left = lines;
    private long dropped;

    /// <summary>How many lines are wanted.</summary>
    public long Lines { get; } = lines;

    public override bool CanRead => false;

    /// <summary>Whether the one behind refused what it was given.</summary>
    public bool IsTargetGone { get; private set; }

    public override ReadOnlySpan<byte> Peek(CancellationToken cancellation) => default;

    public override ReadOnlySpan<byte> PeekMore(CancellationToken cancellation) => default;

    public override void Advance(int count)
    {
    }

    public override void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        int end = 0;
        while (left > 0 && end < bytes.Length)
        {
            int newline = bytes[end..].IndexOf((byte)'\n');
            if (newline < 0)
            {
                end = bytes.Length;
                break;
            }

            end += newline + 1;
            left--;
        }

        if (end > 0)
        {
            Hand(bytes[..end], cancellation);
        }

        if (end < bytes.Length)
        {
            Skip(bytes.Length - end);
        }
    }

    /// <summary>Counts bytes that would have come behind the wanted lines.</summary>
    /// <exception cref="BrokenPipeException">They are more than a pipe holds.</exception>
    public void Skip(long bytes)
    {
        dropped += bytes;
        if (dropped > BytePipe.DefaultCapacity)
        {
            throw new BrokenPipeException();
        }
    }

    public override void Flush() => target.Flush();

    private void Hand(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            target.Write(bytes, cancellation);
        }
        catch (BrokenPipeException)
        {
            IsTargetGone = true;
            throw;
        }
    }
}
