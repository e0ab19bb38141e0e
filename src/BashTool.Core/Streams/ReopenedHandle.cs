using BashTool.Core.Files;
using Microsoft.Win32.SafeHandles;

namespace BashTool.Core.Streams;

/// <summary>
/// A regular file that is open already, opened again through <c>/dev/stdin</c> or <c>/dev/fd/N</c>: read from its beginning, with a position
/// of its own, as Linux has it.
/// </summary>
internal sealed class ReopenedHandle : IFileHandle
{
    private readonly OpenFile file;
    private readonly IFileHandle handle;

    private ReopenedHandle(OpenFile file, IFileHandle handle)
    {
        this.file = file.AddReference();
        this.handle = handle;
        file.Flush();
    }

    public VirtualPath Path => handle.Path;

    public bool CanRead => true;

    public bool CanWrite => false;

    public bool CanSeek => true;

    public long Length => handle.Length;

    public long Position { get; set; }

    // Whoever took the host's handle would move the other's position.
    public SafeFileHandle? HostHandle => null;

    /// <summary>The file opened again; itself where it has no position, as a pipe.</summary>
    public static OpenFile Open(OpenFile file, string path) =>
        file.Handle is { CanSeek: true, CanRead: true } handle && handle.GetMetadata().IsRegular
            ? new OpenedFile(new ReopenedHandle(file, handle), path, canRead: true, canWrite: false)
            : file.AddReference();

    public int Read(Span<byte> buffer, CancellationToken cancellation = default)
    {
        int count = handle.ReadAt(Position, buffer);
        Position += count;
        return count;
    }

    public int ReadAt(long offset, Span<byte> buffer) => handle.ReadAt(offset, buffer);

    public void Write(ReadOnlySpan<byte> data, CancellationToken cancellation = default) => throw new FileSystemException(FileError.EBADF, null);

    public void WriteAt(long offset, ReadOnlySpan<byte> data) => throw new FileSystemException(FileError.EBADF, null);

    public long Seek(long offset, SeekOrigin origin)
    {
        long target = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? Position : Length);
        return Position = target >= 0 ? target : throw new FileSystemException(FileError.EINVAL, null);
    }

    public void SetLength(long length) => throw new FileSystemException(FileError.EINVAL, null);

    public void Flush()
    {
    }

    public FileMetadata GetMetadata() => handle.GetMetadata();

    public void Dispose() => file.Release();
}
