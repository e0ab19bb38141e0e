using System.Runtime.InteropServices;
using BashTool.Core.Files;
using BashTool.Core.Streams;
using static BashTool.Core.Execution.UnixCalls;

namespace BashTool.Core.Execution;

/// <summary>A descriptor of the hosting process itself (Unix), used with plain read(2) and write(2), so that children share its position.</summary>
public sealed unsafe class HostDescriptor(int number, bool owned = false) : OpenFile
{
    private const int WriteBehind = 16 * 1024;
    private const int SeekCurrent = 1;

    private readonly Lock gate = new();
    private byte[] buffer = [];
    private int start;
    private int end;
    private byte[]? unwritten;
    private int unwrittenCount;
    private bool? seekable;

    /// <summary>The descriptor's number in the process.</summary>
    public int Number => number;

    public override bool IsTerminal => isatty(number) == 1;

    public override bool BelongsToHost => true;

    public override bool CanSeek => seekable ??= lseek(number, 0, SeekCurrent) >= 0;

    public override ReadOnlySpan<byte> Buffered => buffer.AsSpan(start, end - start);

    public override bool IsReadable => WaitReadable(TimeSpan.Zero, CancellationToken.None);

    public override bool WaitReadable(TimeSpan timeout, CancellationToken cancellation)
    {
        if (start < end)
        {
            return true;
        }

        if (timeout > TimeSpan.Zero)
        {
            Blocking.Announce();
        }

        return Poll((int)Math.Clamp(Math.Ceiling(timeout.TotalMilliseconds), 0, int.MaxValue), cancellation);
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
        lock (gate)
        {
            unwritten ??= new byte[WriteBehind];
            if (unwrittenCount + bytes.Length > unwritten.Length)
            {
                FlushHeld();
            }

            if (bytes.Length >= unwritten.Length / 2)
            {
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

    public override void SynchronizePosition()
    {
        Flush();
        if (start != end && CanSeek)
        {
            lseek(number, start - end, SeekCurrent);
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
            if (owned)
            {
                close(number);
            }
        }
    }

    [DllImport("libc", SetLastError = true)]
    private static extern long lseek(int fd, long offset, int whence);

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
        fixed (byte* first = bytes)
        {
            nint done = 0;
            while (done < bytes.Length)
            {
                nint count = write(number, first + done, bytes.Length - done);
                if (count >= 0)
                {
                    done += count;
                    continue;
                }

                int errno = Marshal.GetLastPInvokeError();
                switch (FileErrors.FromErrno(errno))
                {
                    case FileError.EPIPE:
                        throw new BrokenPipeException();
                    case FileError.EINTR:
                        continue;
                    case FileError.EAGAIN:
                        Poll(-1, CancellationToken.None, forWriting: true);
                        continue;
                    case FileError error:
                        throw new FileSystemException(error, null);
                }
            }
        }
    }

    private void Fill(CancellationToken cancellation)
    {
        Blocking.Announce();
        if (cancellation.CanBeCanceled)
        {
            Poll(-1, cancellation);
        }

        if (buffer.Length == 0)
        {
            buffer = new byte[64 * 1024];
        }

        while (true)
        {
            fixed (byte* first = buffer)
            {
                nint count = read(number, first + end, buffer.Length - end);
                if (count >= 0)
                {
                    end += (int)count;
                    return;
                }
            }

            switch (FileErrors.FromErrno(Marshal.GetLastPInvokeError()))
            {
                case FileError.EINTR:
                    continue;
                case FileError.EAGAIN:
                    Poll(-1, cancellation);
                    continue;
                case FileError error:
                    throw new FileSystemException(error, null);
            }
        }
    }

    // Waits in slices, so that a cancellation is seen; poll(2) itself cannot be woken by a token.
    private bool Poll(int milliseconds, CancellationToken cancellation, bool forWriting = false)
    {
        const short input = 1;
        const short output = 4;
        const int slice = 50;
        long deadline = milliseconds < 0 ? long.MaxValue : System.Environment.TickCount64 + milliseconds;
        var descriptor = new PollDescriptor { Descriptor = number, Events = forWriting ? output : input };
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            long left = deadline - System.Environment.TickCount64;
            int wait = (int)Math.Clamp(left, 0, slice);
            if (poll(&descriptor, 1, wait) > 0)
            {
                return true;
            }

            if (milliseconds >= 0 && left <= 0)
            {
                return false;
            }
        }
    }
}
