using Microsoft.Win32.SafeHandles;

namespace BashTool.Core.Files.Devices;

/// <summary>An open device that the shell plays itself. It has no position that matters.</summary>
internal abstract class DeviceHandle(VirtualPath path, OpenMode mode, uint minor) : IFileHandle
{
    public VirtualPath Path => path;

    public bool CanRead { get; } = (mode & OpenMode.Read) != 0 || (mode & (OpenMode.Write | OpenMode.Append)) == 0;

    public bool CanWrite { get; } = (mode & (OpenMode.Write | OpenMode.Append)) != 0;

    public bool CanSeek => false;

    public long Length => 0;

    public long Position
    {
        get => 0;
        set
        {
        }
    }

    public SafeFileHandle? HostHandle => null;

    public int Read(Span<byte> buffer, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return CanRead ? Fill(buffer) : throw new FileSystemException(FileError.EBADF, path.Text);
    }

    public int ReadAt(long offset, Span<byte> buffer) => Read(buffer);

    public void Write(ReadOnlySpan<byte> data, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!CanWrite)
        {
            throw new FileSystemException(FileError.EBADF, path.Text);
        }

        Take(data);
    }

    public void WriteAt(long offset, ReadOnlySpan<byte> data) => Write(data);

    public long Seek(long offset, SeekOrigin origin) => 0;

    public void SetLength(long length) => throw new FileSystemException(FileError.EINVAL, path.Text);

    public void Flush()
    {
    }

    public FileMetadata GetMetadata() => new()
    {
        Kind = FileKind.CharacterDevice,
        Permissions = 0x1B6,
        LinkCount = 1,
        BlockSize = 4096,
        Device = 5,
        Inode = minor,
        DeviceType = 0x100 | minor,
    };

    public void Dispose()
    {
    }

    protected abstract int Fill(Span<byte> buffer);

    protected virtual void Take(ReadOnlySpan<byte> data)
    {
    }
}
