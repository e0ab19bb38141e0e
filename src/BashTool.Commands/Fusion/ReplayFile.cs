namespace BashTool.Commands.Fusion;

/// <summary>The lines of a tally, as often as they came, and then the rest of the input they came from.</summary>
internal sealed class ReplayFile(LineTally tally, bool repeats, OpenFile rest) : OpenFile
{
    private const int Block = 64 * 1024;

    private byte[] buffer = [];
    private int start;
    private int end;
    private int next;
    private long repeated;

    public override bool CanWrite => false;

    public override ReadOnlySpan<byte> Peek(CancellationToken cancellation)
    {
        if (start == end)
        {
            start = end = 0;
            Fill();
        }

        return start < end ? buffer.AsSpan(start, end - start) : rest.Peek(cancellation);
    }

    public override ReadOnlySpan<byte> PeekMore(CancellationToken cancellation)
    {
        if (start == end && next == tally.Count)
        {
            return rest.PeekMore(cancellation);
        }

        if (next < tally.Count)
        {
            Fill();
            return buffer.AsSpan(start, end - start);
        }

        // The two are joined by what is read on: the lines of the tally are whole, so nobody asks for this.
        ReadOnlySpan<byte> more = rest.Peek(cancellation);
        Append(more);
        rest.Advance(more.Length);
        return buffer.AsSpan(start, end - start);
    }

    public override void Advance(int count)
    {
        if (start < end)
        {
            start += count;
        }
        else
        {
            rest.Advance(count);
        }
    }

    public override void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation) => throw new FileSystemException(FileError.EBADF, null);

    private void Fill()
    {
        for (int target = end + Block; next < tally.Count && end < target;)
        {
            Append(tally[next]);
            Append("\n"u8);
            if (!repeats || ++repeated == tally.CountOf(next))
            {
                next++;
                repeated = 0;
            }
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > buffer.Length - end)
        {
            Array.Resize(ref buffer, Math.Max(end + bytes.Length, Math.Max(Block * 2, buffer.Length * 2)));
        }

        bytes.CopyTo(buffer.AsSpan(end));
        end += bytes.Length;
    }
}
