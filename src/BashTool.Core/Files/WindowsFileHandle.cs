using Microsoft.Win32.SafeHandles;

namespace BashTool.Core.Files;

/// <summary>An open file of a Windows host.</summary>
internal sealed class WindowsFileHandle(SafeFileHandle handle, string name, VirtualPath path, bool canRead, bool canWrite, bool append) : IFileHandle
{
    private long position;

    public VirtualPath Path => path;

    public bool CanRead => canRead;

    public bool CanWrite => canWrite;

    public bool CanSeek => true;

    public long Length => RandomAccess.GetLength(handle);

    public long Position
    {
        get => position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public SafeFileHandle? HostHandle => handle;

    public int Read(Span<byte> buffer, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        int count = ReadAt(position, buffer);
        position += count;
        return count;
    }

    public int ReadAt(long offset, Span<byte> buffer)
    {
        Require(canRead);
        try
        {
            return RandomAccess.Read(handle, buffer, offset);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            throw Failure(failure);
        }
    }

    public void Write(ReadOnlySpan<byte> data, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (append)
        {
            position = Length;
        }

        WriteAt(position, data);
        position += data.Length;
    }

    public void WriteAt(long offset, ReadOnlySpan<byte> data)
    {
        Require(canWrite);
        try
        {
            RandomAccess.Write(handle, data, offset);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            throw Failure(failure);
        }
    }

    public long Seek(long offset, SeekOrigin origin)
    {
        long target = offset + origin switch
        {
            SeekOrigin.Current => position,
            SeekOrigin.End => Length,
            _ => 0,
        };
        return target >= 0 ? position = target : throw new FileSystemException(FileError.EINVAL, path.Text);
    }

    public void SetLength(long length)
    {
        Require(canWrite);
        RandomAccess.SetLength(handle, length);
    }

    public void Flush() => RandomAccess.FlushToDisk(handle);

    public FileMetadata GetMetadata()
    {
        FileError error = WindowsMetadata.Of(handle, name, isLink: false, out FileMetadata metadata);
        return error == FileError.None ? metadata : throw new FileSystemException(error, path.Text);
    }

    public void Dispose() => handle.Dispose();

    private void Require(bool right)
    {
        if (!right)
        {
            throw new FileSystemException(FileError.EBADF, path.Text);
        }
    }

    private FileSystemException Failure(Exception failure)
        => new(failure is ObjectDisposedException ? FileError.EBADF : WindowsMetadata.ErrorOf(failure), path.Text);
}
