using Microsoft.Win32.SafeHandles;

namespace BashTool.Core.Files.Posix;

/// <summary>An open file of the host. The position is the descriptor's own, so that a child process goes on where we are.</summary>
internal sealed unsafe class PosixFileHandle : IFileHandle
{
    private const short Readable = 1, Writable = 4;
    private const int Slice = 50;

    private readonly int descriptor;
    private bool? isTerminal;

    public PosixFileHandle(int descriptor, VirtualPath path, bool canRead, bool canWrite, bool canSeek)
    {
        this.descriptor = descriptor;
        HostHandle = new SafeFileHandle(descriptor, ownsHandle: true);
        Path = path;
        CanRead = canRead;
        CanWrite = canWrite;
        CanSeek = canSeek;
    }

    public VirtualPath Path { get; }

    public bool CanRead { get; }

    public bool CanWrite { get; }

    public bool CanSeek { get; }

    public bool IsTerminal => isTerminal ??= !CanSeek && PosixCalls.IsTerminal(descriptor) == 1;

    public SafeFileHandle? HostHandle { get; }

    public long Length => GetMetadata().Size;

    public long Position
    {
        get => Seek(0, SeekOrigin.Current);
        set => Seek(value, SeekOrigin.Begin);
    }

    public int Read(Span<byte> buffer, CancellationToken cancellation = default)
    {
        if (!CanRead)
        {
            throw Failure(FileError.EBADF);
        }

        fixed (byte* data = buffer)
        {
            while (true)
            {
                if (!CanSeek)
                {
                    Wait(Readable, cancellation);
                }

                nint count = PosixCalls.Read(Descriptor, data, buffer.Length);
                if (count >= 0)
                {
                    return (int)count;
                }

                Retry(Readable, cancellation);
            }
        }
    }

    public int ReadAt(long offset, Span<byte> buffer)
    {
        fixed (byte* data = buffer)
        {
            while (true)
            {
                nint count = PosixCalls.ReadAt(Descriptor, data, buffer.Length, offset);
                if (count >= 0)
                {
                    return (int)count;
                }

                Retry(Readable, default);
            }
        }
    }

    public void Write(ReadOnlySpan<byte> data, CancellationToken cancellation = default)
    {
        if (!CanWrite)
        {
            throw Failure(FileError.EBADF);
        }

        fixed (byte* start = data)
        {
            int done = 0;
            while (done < data.Length)
            {
                int part = data.Length - done;
                if (!CanSeek && cancellation.CanBeCanceled)
                {
                    // No more than a pipe surely takes at once, so that the wait is here and not in the system.
                    Wait(Writable, cancellation);
                    part = Math.Min(part, 4096);
                }

                nint count = PosixCalls.Write(Descriptor, start + done, part);
                if (count >= 0)
                {
                    done += (int)count;
                }
                else
                {
                    Retry(Writable, cancellation);
                }
            }
        }
    }

    public void WriteAt(long offset, ReadOnlySpan<byte> data)
    {
        fixed (byte* start = data)
        {
            int done = 0;
            while (done < data.Length)
            {
                nint count = PosixCalls.WriteAt(Descriptor, start + done, data.Length - done, offset + done);
                if (count >= 0)
                {
                    done += (int)count;
                }
                else
                {
                    Retry(Writable, default);
                }
            }
        }
    }

    public long Seek(long offset, SeekOrigin origin)
    {
        long position = PosixCalls.Seek(Descriptor, offset, (int)origin);
        return position >= 0 ? position : throw Failure(PosixCalls.LastError);
    }

    public void SetLength(long length)
    {
        if (PosixCalls.SetLength(Descriptor, length) != 0)
        {
            throw Failure(PosixCalls.LastError);
        }
    }

    public void Flush()
    {
        if (PosixCalls.Flush(Descriptor) != 0 && PosixCalls.LastError is not (FileError.EINVAL or FileError.EROFS) and { } error)
        {
            throw Failure(error);
        }
    }

    public FileMetadata GetMetadata()
    {
        FileError error = PosixMetadata.Of(Descriptor, out FileMetadata metadata);
        return error == FileError.None ? metadata : throw Failure(error);
    }

    public void Dispose() => HostHandle!.Dispose();

    // After Dispose the number may belong to another file.
    private int Descriptor => HostHandle!.IsClosed ? throw Failure(FileError.EBADF) : descriptor;

    private void Retry(short events, CancellationToken cancellation)
    {
        FileError error = PosixCalls.LastError;
        cancellation.ThrowIfCancellationRequested();
        if (error == FileError.EAGAIN)
        {
            Wait(events, cancellation);
        }
        else if (error != FileError.EINTR)
        {
            throw Failure(error);
        }
    }

    private void Wait(short events, CancellationToken cancellation)
    {
        var file = new PosixCalls.PollFile { Descriptor = Descriptor, Events = events };
        while (PosixCalls.Poll(&file, 1, cancellation.CanBeCanceled ? Slice : -1) == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private FileSystemException Failure(FileError error) => new(error, Path.IsEmpty ? null : Path.Text);
}
