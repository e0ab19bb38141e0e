using Microsoft.Win32.SafeHandles;

namespace BashTool.Core.Files;

/// <summary>An open file. Errors are <see cref="FileSystemException"/>. Not for two threads at once, but for ReadAt.</summary>
public interface IFileHandle : IDisposable
{
    /// <summary>The path it was opened by.</summary>
    VirtualPath Path { get; }

    bool CanRead { get; }

    bool CanWrite { get; }

    /// <summary>Whether it has a position: not so for FIFOs, terminals and most devices.</summary>
    bool CanSeek { get; }

    /// <summary>The size in bytes at this moment.</summary>
    long Length { get; }

    /// <summary>Where the next read or write happens. Setting it is a Seek from the beginning.</summary>
    long Position { get; set; }

    /// <summary>Whether it is a terminal.</summary>
    bool IsTerminal => false;

    /// <summary>Reads at the position, at least one byte unless at the end (0). Waits for FIFOs and terminals.</summary>
    int Read(Span<byte> buffer, CancellationToken cancellation = default);

    /// <summary>Reads at an offset and leaves the position alone.</summary>
    int ReadAt(long offset, Span<byte> buffer);

    /// <summary>Writes everything, at the position or, opened with Append, at the end.</summary>
    void Write(ReadOnlySpan<byte> data, CancellationToken cancellation = default);

    void WriteAt(long offset, ReadOnlySpan<byte> data);

    /// <summary>Moves the position and returns it; ESPIPE where there is none.</summary>
    long Seek(long offset, SeekOrigin origin);

    void SetLength(long length);

    /// <summary>Brings what was written to the disk (fsync).</summary>
    void Flush();

    FileMetadata GetMetadata();

    /// <summary>The host's handle, for handing to a native program and for reading the fast way; null for files the host does not know.</summary>
    SafeFileHandle? HostHandle { get; }
}
