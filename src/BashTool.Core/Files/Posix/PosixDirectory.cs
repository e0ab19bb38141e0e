using System.Collections;
using System.Runtime.InteropServices;

namespace BashTool.Core.Files.Posix;

/// <summary>The entries of an open directory, block by block; to be enumerated once.</summary>
internal sealed unsafe class PosixDirectory : IEnumerable<DirectoryEntry>, IEnumerator<DirectoryEntry>
{
    private const int BlockSize = 32 * 1024;
    private static readonly bool Linux = OperatingSystem.IsLinux();
    private static readonly bool AppleIntel = OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    private byte[] block = [];
    private int position;
    private int length;
    private int descriptor;
    private nint stream;
    private bool handedOut;

    private PosixDirectory(int descriptor)
    {
        this.descriptor = descriptor;
    }

    ~PosixDirectory() => CloseHandle();

    public DirectoryEntry Current { get; private set; }

    object IEnumerator.Current => Current;

    /// <summary>Takes the descriptor over.</summary>
    public static FileError Open(int descriptor, out IEnumerable<DirectoryEntry>? entries)
    {
        var directory = new PosixDirectory(descriptor);
        entries = directory;
        if (!Linux)
        {
            directory.stream = PosixCalls.OpenDirectoryApple(descriptor);
            if (directory.stream == 0)
            {
                FileError error = PosixCalls.LastError;
                directory.CloseHandle();
                return error;
            }

            return FileError.None;
        }

        // The first block now: errors show at once, and a small directory needs no open handle while it is enumerated.
        directory.block = new byte[BlockSize];
        FileError failure = directory.Fill();
        if (failure != FileError.None)
        {
            directory.CloseHandle();
            return failure;
        }

        if (directory.length < BlockSize - 300)
        {
            int held = directory.length;
            fixed (byte* buffer = directory.block)
            {
                if (PosixCalls.ReadDirectoryLinux(PosixConstants.GetDents64Number, descriptor, buffer + held, BlockSize - held) is > 0 and nint more)
                {
                    directory.length = held + (int)more;
                }
                else
                {
                    directory.CloseHandle();
                }
            }

            if (directory.length < BlockSize / 4)
            {
                directory.block = directory.block[..directory.length];
            }
        }

        return FileError.None;
    }

    public IEnumerator<DirectoryEntry> GetEnumerator()
    {
        if (handedOut)
        {
            throw new InvalidOperationException("a directory listing is enumerated once");
        }

        handedOut = true;
        return this;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool MoveNext() => Linux ? MoveNextLinux() : MoveNextApple();

    public void Reset() => throw new NotSupportedException();

    public void Dispose()
    {
        CloseHandle();
        GC.SuppressFinalize(this);
    }

    private bool MoveNextLinux()
    {
        while (true)
        {
            if (position >= length)
            {
                if (descriptor < 0)
                {
                    return false;
                }

                FileError error = Fill();
                if (error != FileError.None)
                {
                    CloseHandle();
                    throw new FileSystemException(error, null);
                }

                if (length == 0)
                {
                    CloseHandle();
                    return false;
                }
            }

            ReadOnlySpan<byte> record = block.AsSpan(position, length - position);
            int size = MemoryMarshal.Read<ushort>(record[16..]);
            position += size;
            ReadOnlySpan<byte> name = record[19..size];
            name = name[..name.IndexOf((byte)0)];
            if (IsDots(name))
            {
                continue;
            }

            Current = new DirectoryEntry(PathBytes.Decode(name), (FileKind)record[18], MemoryMarshal.Read<ulong>(record));
            return true;
        }
    }

    private bool MoveNextApple()
    {
        while (stream != 0)
        {
            byte* record = AppleIntel ? PosixCalls.ReadDirectoryAppleIntel(stream) : PosixCalls.ReadDirectoryApple(stream);
            if (record == null)
            {
                CloseHandle();
                return false;
            }

            var name = new ReadOnlySpan<byte>(record + 21, *(ushort*)(record + 18));
            if (!IsDots(name))
            {
                Current = new DirectoryEntry(PathBytes.Decode(name), (FileKind)record[20], *(ulong*)record);
                return true;
            }
        }

        return false;
    }

    private static bool IsDots(ReadOnlySpan<byte> name)
        => name.Length <= 2 && name[0] == '.' && (name.Length == 1 || name[1] == '.');

    private FileError Fill()
    {
        if (block.Length < BlockSize)
        {
            block = new byte[BlockSize];
        }

        position = length = 0;
        fixed (byte* buffer = block)
        {
            nint count = PosixCalls.ReadDirectoryLinux(PosixConstants.GetDents64Number, descriptor, buffer, BlockSize);
            if (count < 0)
            {
                return PosixCalls.LastError;
            }

            length = (int)count;
            return FileError.None;
        }
    }

    private void CloseHandle()
    {
        if (stream != 0)
        {
            PosixCalls.CloseDirectoryApple(stream);
            stream = 0;
            descriptor = -1;
        }
        else if (descriptor >= 0)
        {
            PosixCalls.Close(descriptor);
            descriptor = -1;
        }
    }
}
