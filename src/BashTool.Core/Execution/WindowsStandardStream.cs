using System.Runtime.InteropServices;

namespace BashTool.Core.Execution;

/// <summary>
/// A standard stream of the hosting process on Windows that is no console. The runtime's own hides that nobody reads any more, and
/// cannot tell whether there is something to read.
/// </summary>
public sealed unsafe partial class WindowsStandardStream : Stream
{
    private const uint Disk = 1, Pipe = 3;
    private const int BrokenPipe = 109, NoData = 232;

    private readonly nint handle;
    private readonly uint type;
    private readonly bool canRead;

    private WindowsStandardStream(nint handle, uint type, bool canRead)
    {
        this.handle = handle;
        this.type = type;
        this.canRead = canRead;
    }

    public override bool CanRead => canRead;

    public override bool CanWrite => !canRead;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether reading would give something, or the end, at once.</summary>
    public bool IsReadable
    {
        get
        {
            uint available = 0;
            return type != Pipe || PeekNamedPipe(handle, null, 0, null, &available, null) == 0 || available > 0;
        }
    }

    /// <summary>Standard input, output or error by its number; null where it is a console, or missing.</summary>
    public static WindowsStandardStream? Open(int number)
    {
        nint handle = GetStdHandle(-10 - number);
        if (handle is 0 or -1 || GetConsoleMode(handle, out _) != 0)
        {
            return null;
        }

        return new WindowsStandardStream(handle, GetFileType(handle), number == 0);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        fixed (byte* first = buffer)
        {
            if (ReadFile(handle, first, (uint)buffer.Length, out uint count, 0) != 0)
            {
                return (int)count;
            }
        }

        int error = Marshal.GetLastPInvokeError();
        const int endOfFile = 38;
        return error is BrokenPipe or NoData or endOfFile ? 0 : throw Failure(error);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            uint count;
            fixed (byte* first = buffer)
            {
                if (WriteFile(handle, first, (uint)buffer.Length, out count, 0) == 0)
                {
                    throw Failure(Marshal.GetLastPInvokeError());
                }
            }

            // A pipe that does not block and is full takes nothing.
            if (count == 0 && type != Disk)
            {
                Thread.Sleep(1);
            }

            buffer = buffer[(int)count..];
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static IOException Failure(int error) => new(Marshal.GetPInvokeErrorMessage(error), unchecked((int)0x80070000) | error);

    [LibraryImport("kernel32")]
    private static partial nint GetStdHandle(int number);

    [LibraryImport("kernel32")]
    private static partial uint GetFileType(nint handle);

    [LibraryImport("kernel32")]
    private static partial int GetConsoleMode(nint handle, out uint mode);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int ReadFile(nint handle, byte* buffer, uint size, out uint count, nint overlapped);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int WriteFile(nint handle, byte* buffer, uint size, out uint count, nint overlapped);

    [LibraryImport("kernel32")]
    private static partial int PeekNamedPipe(nint handle, byte* buffer, uint size, uint* read, uint* available, uint* left);
}
