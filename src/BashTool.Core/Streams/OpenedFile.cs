using BashTool.Core.Files;

namespace BashTool.Core.Streams;

/// <summary>An open file of a file system, with read-ahead that all its descriptors share and small writes gathered.</summary>
public sealed class OpenedFile(IFileHandle handle, string path, bool canRead, bool canWrite) : OpenFile
{
    private const int ReadAhead = 128 * 1024;
    private const int WriteBehind = 8 * 1024;

    private readonly Lock gate = new();
    private byte[] buffer = [];
    private int start;
    private int end;
    private long consumed;
    private byte[]? unwritten;
    private int unwrittenCount;

    public override bool CanRead => canRead;

    public override bool CanWrite => canWrite;

    public override bool CanSeek => handle.CanSeek;

    public override string? Path => path;

    public override IFileHandle? Handle => handle;

    public override long ReadPosition => consumed;

    public override ReadOnlySpan<byte> Buffered => buffer.AsSpan(start, end - start);

    public override ReadOnlySpan<byte> Peek(CancellationToken cancellation)
    {
        if (start == end)
        {
            start = end = 0;
            Fill(cancellation);
        }

        return buffer.AsSpan(start, end - start);
    }

    public override ReadOnlySpan<byte> PeekMore(CancellationToken cancellation)
    {
        if (end == buffer.Length)
        {
            int held = end - start;
            byte[] target = held * 2 > buffer.Length ? new byte[Math.Max(ReadAhead, buffer.Length * 2)] : buffer;
            buffer.AsSpan(start, held).CopyTo(target);
            buffer = target;
            start = 0;
            end = held;
        }

        Fill(cancellation);
        return buffer.AsSpan(start, end - start);
    }

    public override void Advance(int count)
    {
        start += count;
        consumed += count;
    }

    public override int Read(Span<byte> destination, CancellationToken cancellation)
    {
        if (start == end && destination.Length >= 4096)
        {
            Prepare(cancellation);
            int count = handle.Read(destination, cancellation);
            consumed += count;
            return count;
        }

        return base.Read(destination, cancellation);
    }

    public override void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        if (!canWrite)
        {
            throw new FileSystemException(FileError.EBADF, null);
        }

        lock (gate)
        {
            if (start != end)
            {
                // Written where the reader stands, not where it read ahead to.
                SynchronizePosition();
            }

            if (bytes.Length < WriteBehind / 2)
            {
                unwritten ??= new byte[WriteBehind];
                if (unwrittenCount + bytes.Length > unwritten.Length)
                {
                    FlushHeld(cancellation);
                }

                bytes.CopyTo(unwritten.AsSpan(unwrittenCount));
                unwrittenCount += bytes.Length;
                return;
            }

            FlushHeld(cancellation);
            WriteThrough(bytes, cancellation);
        }
    }

    public override void Flush()
    {
        lock (gate)
        {
            FlushHeld();
        }
    }

    public override void SynchronizePosition()
    {
        Flush();
        if (start != end)
        {
            if (handle.CanSeek)
            {
                handle.Position -= end - start;
            }

            start = end = 0;
        }
    }

    protected override void Close()
    {
        try
        {
            Flush();
        }
        finally
        {
            handle.Dispose();
        }
    }

    private void Fill(CancellationToken cancellation)
    {
        if (!canRead)
        {
            throw new FileSystemException(FileError.EBADF, null);
        }

        Prepare(cancellation);
        if (buffer.Length == 0)
        {
            long size = handle.CanSeek ? handle.Length : ReadAhead;
            buffer = new byte[(int)Math.Clamp(size + 1, 512, ReadAhead)];
        }

        if (end < buffer.Length)
        {
            end += handle.Read(buffer.AsSpan(end), cancellation);
        }
    }

    private void Prepare(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (unwrittenCount > 0)
        {
            Flush();
        }

        if (!handle.CanSeek)
        {
            Blocking.Announce();
        }
    }

    private void FlushHeld(CancellationToken cancellation = default)
    {
        if (unwrittenCount > 0)
        {
            int count = unwrittenCount;
            unwrittenCount = 0;
            WriteThrough(unwritten.AsSpan(0, count), cancellation);
        }
    }

    private void WriteThrough(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        if (!handle.CanSeek)
        {
            Blocking.Announce();
        }

        handle.Write(bytes, cancellation);
    }
}
