using Microsoft.Win32.SafeHandles;

namespace BashTool.Core.Files;

/// <summary>An open directory of a Windows host: it tells what it is, and that it is not read as a file.</summary>
internal sealed class WindowsDirectoryHandle(VirtualPath path, FileMetadata metadata) : IFileHandle
{
    public VirtualPath Path => path;

    public bool CanRead => true;

    public bool CanWrite => false;

    public bool CanSeek => true;

    public long Length => 0;

    public long Position { get; set; }

    public SafeFileHandle? HostHandle => null;

    public int Read(Span<byte> buffer, CancellationToken cancellation = default) => throw Failure(FileError.EISDIR);

    public int ReadAt(long offset, Span<byte> buffer) => throw Failure(FileError.EISDIR);

    public void Write(ReadOnlySpan<byte> data, CancellationToken cancellation = default) => throw Failure(FileError.EBADF);

    public void WriteAt(long offset, ReadOnlySpan<byte> data) => throw Failure(FileError.EBADF);

    public long Seek(long offset, SeekOrigin origin) => Position = offset;

    public void SetLength(long length) => throw Failure(FileError.EINVAL);

    public void Flush()
    {
    }

    public FileMetadata GetMetadata() => metadata;

    public void Dispose()
    {
    }

    private FileSystemException Failure(FileError error) => new(error, path.Text);
}
