namespace BashTool.Core.Streams;

/// <summary>A stream of the hosting program, such as its standard input or output, as an open file.</summary>
/// <param name="stream">The stream.</param>
/// <param name="canRead">Whether it is read, not written.</param>
/// <param name="isTerminal">Whether somebody sits at it.</param>
/// <param name="path">Its name, where it has one.</param>
/// <param name="isReadable">Tells whether reading would not wait; null where nobody can tell.</param>
public sealed class HostStream(Stream stream, bool canRead, bool isTerminal = false, string? path = null, Func<bool>? isReadable = null) : OpenFile
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

    public override bool IsReadable => start < end || isReadable is null || isReadable();

    public override bool WaitReadable(TimeSpan timeout, CancellationToken cancellation)
    {
        if (IsReadable)
        {
            return true;
        }

        Blocking.Announce();
        long began = global::System.Diagnostics.Stopwatch.GetTimestamp();
        for (int round = 0; global::System.Diagnostics.Stopwatch.GetElapsedTime(began) < timeout; round++)
        {
            // Nothing to wait for but time: often at first, then as often as nobody notices.
            cancellation.WaitHandle.WaitOne(round < 20 ? 1 : 10);
            cancellation.ThrowIfCancellationRequested();
            if (IsReadable)
            {
                return true;
            }
        }

        return false;
    }

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

        if (isReadable is not null && cancellation.CanBeCanceled)
        {
            WaitForInput(cancellation);
        }

        end += stream.Read(buffer, end, buffer.Length - end);
    }

    // A read that waits cannot be woken.
    private void WaitForInput(CancellationToken cancellation)
    {
        for (int round = 0; !isReadable!(); round++)
        {
            cancellation.WaitHandle.WaitOne(round < 20 ? 1 : 10);
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
