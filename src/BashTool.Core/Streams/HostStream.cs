namespace BashTool.Core.Streams;

/// <summary>A stream of the hosting program, such as its standard input or output, as an open file.</summary>
public sealed class HostStream(Stream stream, bool canRead, bool isTerminal = false, string? path = null) : OpenFile
{
    private const int WriteBehind = 16 * 1024;

    private readonly Lock gate = new();
    private byte[] buffer = [];
    private int start;
    private int end;
    private byte[]? unwritten;
    private int unwrittenCount;

    public override bool CanRead => canRead;

    public override bool CanWrite => !canRead;

    public override bool IsTerminal => isTerminal;

    public override bool BelongsToHost => true;

    public override string? Path => path;

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
            byte[] larger = new byte[Math.Max(64 * 1024, held * 2)];
            buffer.AsSpan(start, held).CopyTo(larger);
            buffer = larger;
            start = 0;
            end = held;
        }

        Fill(cancellation);
        return buffer.AsSpan(start, end - start);
    }

    public override void Advance(int count) => start += count;

    public override void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        if (canRead)
        {
            throw new Files.FileSystemException(Files.FileError.EBADF, null);
        }

        lock (gate)
        {
            unwritten ??= new byte[WriteBehind];
            if (unwrittenCount + bytes.Length > unwritten.Length)
            {
                FlushHeld();
            }

            if (bytes.Length >= unwritten.Length / 2)
            {
                FlushHeld();
                WriteThrough(bytes);
                return;
            }

            bytes.CopyTo(unwritten.AsSpan(unwrittenCount));
            unwrittenCount += bytes.Length;
        }
    }

    public override void Flush()
    {
        lock (gate)
        {
            FlushHeld();
        }
    }

    private void FlushHeld()
    {
        if (unwrittenCount > 0)
        {
            int count = unwrittenCount;
            unwrittenCount = 0;
            WriteThrough(unwritten.AsSpan(0, count));
        }
    }

    private void WriteThrough(ReadOnlySpan<byte> bytes)
    {
        CountWritten(bytes.Length);
        try
        {
            stream.Write(bytes);
            stream.Flush();
        }
        catch (IOException e) when (IsBrokenPipe(e))
        {
            throw new BrokenPipeException();
        }
        catch (IOException e) when ((e.HResult & 0xFFFF) == 28 || e.Message.Contains("No space", StringComparison.Ordinal))
        {
            throw new Files.FileSystemException(Files.FileError.ENOSPC, null);
        }
        catch (ObjectDisposedException)
        {
            throw new Files.FileSystemException(Files.FileError.EBADF, null);
        }
    }

    // EPIPE on Unix, ERROR_BROKEN_PIPE and ERROR_NO_DATA on Windows.
    private static bool IsBrokenPipe(IOException e) => (e.HResult & 0xFFFF) is 32 or 109 or 232;

    private void Fill(CancellationToken cancellation)
    {
        if (!canRead)
        {
            throw new Files.FileSystemException(Files.FileError.EBADF, null);
        }

        cancellation.ThrowIfCancellationRequested();
        Blocking.Announce();
        if (buffer.Length == 0)
        {
            buffer = new byte[64 * 1024];
        }

        end += stream.Read(buffer, end, buffer.Length - end);
    }
}
