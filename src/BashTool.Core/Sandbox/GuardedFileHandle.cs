using BashTool.Core.Files;
using BashTool.Core.Limits;
using Microsoft.Win32.SafeHandles;

namespace BashTool.Core.Sandbox;

/// <summary>An open file whose opening and writing is counted.</summary>
internal sealed class GuardedFileHandle : IFileHandle
{
    private readonly IFileHandle inner;
    private readonly ExecutionMeter meter;
    private readonly bool appends;
    private long position;
    private bool closed;

    public GuardedFileHandle(IFileHandle inner, ExecutionMeter meter, bool appends)
    {
        this.inner = inner;
        this.meter = meter;
        this.appends = appends;
        position = appends && inner.CanSeek ? inner.Length : 0;
    }

    public VirtualPath Path => inner.Path;

    public bool CanRead => inner.CanRead;

    public bool CanWrite => inner.CanWrite;

    public bool CanSeek => inner.CanSeek;

    public long Length => inner.Length;

    public long Position
    {
        get => inner.Position;
        set
        {
            inner.Position = value;
            position = value;
        }
    }

    public bool IsTerminal => inner.IsTerminal;

    public SafeFileHandle? HostHandle => inner.HostHandle;

    public int Read(Span<byte> buffer, CancellationToken cancellation = default)
    {
        int count = inner.Read(buffer, cancellation);
        position += count;
        return count;
    }

    public int ReadAt(long offset, Span<byte> buffer) => inner.ReadAt(offset, buffer);

    public void Write(ReadOnlySpan<byte> data, CancellationToken cancellation = default)
    {
        if (inner.CanSeek)
        {
            meter.AddWritten(data.Length, position + data.Length);
        }

        inner.Write(data, cancellation);
        position += data.Length;
    }

    public void WriteAt(long offset, ReadOnlySpan<byte> data)
    {
        meter.AddWritten(data.Length, offset + data.Length);
        inner.WriteAt(offset, data);
    }

    public long Seek(long offset, SeekOrigin origin)
    {
        long now = inner.Seek(offset, origin);
        position = appends ? position : now;
        return now;
    }

    public void SetLength(long length)
    {
        meter.AddWritten(0, length);
        inner.SetLength(length);
    }

    public void Flush() => inner.Flush();

    public FileMetadata GetMetadata() => inner.GetMetadata();

    public void Dispose()
    {
        if (!closed)
        {
            closed = true;
            meter.CloseFile();
            inner.Dispose();
        }
    }
}
