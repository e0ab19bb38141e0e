using Microsoft.Win32.SafeHandles;

namespace BashTool.Core.Files.Memory;

/// <summary>An open file in memory.</summary>
internal sealed class MemoryFileHandle(MemoryVolume volume, MemoryNode node, VirtualPath path, OpenMode mode) : IFileHandle
{
    private readonly bool append = (mode & OpenMode.Append) != 0;
    private long position;
    private bool closed;

    public VirtualPath Path => path;

    public bool CanRead { get; } = (mode & OpenMode.Read) != 0 || (mode & (OpenMode.Write | OpenMode.Append)) == 0;

    public bool CanWrite { get; } = (mode & (OpenMode.Write | OpenMode.Append)) != 0;

    public bool CanSeek => node.Fifo is null;

    public SafeFileHandle? HostHandle => null;

    public long Length
    {
        get
        {
            lock (volume.Gate)
            {
                return node.Content?.Length ?? 0;
            }
        }
    }

    public long Position
    {
        get => CanSeek ? position : throw Failure(FileError.ESPIPE);
        set => Seek(value, SeekOrigin.Begin);
    }

    public int Read(Span<byte> buffer, CancellationToken cancellation = default)
    {
        if (node.Fifo is { } fifo)
        {
            Require(CanRead);
            return fifo.Read(buffer, cancellation);
        }

        int count = ReadAt(position, buffer);
        position += count;
        return count;
    }

    public int ReadAt(long offset, Span<byte> buffer)
    {
        Require(CanRead);
        if (node.Content is not { } content)
        {
            throw Failure(node.Kind == FileKind.Directory ? FileError.EISDIR : FileError.ESPIPE);
        }

        lock (volume.Gate)
        {
            return content.Read(offset, buffer);
        }
    }

    public void Write(ReadOnlySpan<byte> data, CancellationToken cancellation = default)
    {
        Require(CanWrite);
        if (node.Fifo is { } fifo)
        {
            FileError error = fifo.Write(data, cancellation);
            if (error != FileError.None)
            {
                throw Failure(error);
            }

            return;
        }

        lock (volume.Gate)
        {
            long offset = append ? node.Content!.Length : position;
            WriteLocked(offset, data);
            position = offset + data.Length;
        }
    }

    public void WriteAt(long offset, ReadOnlySpan<byte> data)
    {
        Require(CanWrite);
        if (node.Content is null)
        {
            throw Failure(FileError.ESPIPE);
        }

        lock (volume.Gate)
        {
            WriteLocked(offset, data);
        }
    }

    public long Seek(long offset, SeekOrigin origin)
    {
        if (!CanSeek)
        {
            throw Failure(FileError.ESPIPE);
        }

        long target = offset + origin switch
        {
            SeekOrigin.Current => position,
            SeekOrigin.End => Length,
            _ => 0,
        };
        return target >= 0 ? position = target : throw Failure(FileError.EINVAL);
    }

    public void SetLength(long length)
    {
        if (!CanWrite || length < 0 || node.Content is null)
        {
            throw Failure(FileError.EINVAL);
        }

        lock (volume.Gate)
        {
            node.Content.SetLength(length);
            volume.Touch(node);
        }
    }

    public void Flush()
    {
    }

    public FileMetadata GetMetadata()
    {
        lock (volume.Gate)
        {
            return node.ToMetadata(volume.Device);
        }
    }

    public void Dispose()
    {
        if (closed)
        {
            return;
        }

        closed = true;
        node.Fifo?.Close(CanRead, CanWrite);
        lock (volume.Gate)
        {
            node.OpenHandles--;
            volume.FreeIfUnused(node);
        }
    }

    private void WriteLocked(long offset, ReadOnlySpan<byte> data)
    {
        FileError error = node.Content!.Write(offset, data);
        volume.Touch(node);
        if (error != FileError.None)
        {
            throw Failure(error);
        }
    }

    private void Require(bool right)
    {
        if (!right || closed)
        {
            throw Failure(FileError.EBADF);
        }
    }

    private FileSystemException Failure(FileError error) => new(error, path.Text);
}
