using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace BashTool.Core.Files;

/// <summary>The native calls that open a name relative to the handle of a directory, and change what a handle stands for.</summary>
internal static unsafe partial class WindowsCalls
{
    public const uint ListDirectory = 1, Traverse = 0x20, ReadAttributes = 0x80, WriteAttributes = 0x100, Delete = 0x10000, Synchronize = 0x100000;
    public const uint GenericRead = 0x80000000, GenericWrite = 0x40000000;
    public const uint ShareAll = 7;
    public const uint OpenExisting = 1, CreateNew = 2, OpenOrCreate = 3;
    public const uint DirectoryFile = 1, NonDirectoryFile = 0x40;
    public const uint AttributeReadOnly = 1, AttributeDirectory = 0x10, AttributeNormal = 0x80, AttributeReparse = 0x400;

    private const uint SynchronousIo = 0x20, OpenReparsePoint = 0x200000, BackupIntent = 0x4000, CaseInsensitive = 0x40;
    private const uint TagMountPoint = 0xA0000003, TagSymbolicLink = 0xA000000C, TagLinuxLink = 0xA000001D, NameSurrogate = 0x20000000;

    [StructLayout(LayoutKind.Sequential)]
    private struct UnicodeString
    {
        public ushort Length;
        public ushort MaximumLength;
        public char* Buffer;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ObjectAttributes
    {
        public uint Length;
        public nint RootDirectory;
        public UnicodeString* ObjectName;
        public uint Attributes;
        public void* SecurityDescriptor;
        public void* SecurityQualityOfService;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct StatusBlock
    {
        public nint Status;
        public nuint Information;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct BasicInformation
    {
        public long CreationTime;
        public long LastAccessTime;
        public long LastWriteTime;
        public long ChangeTime;
        public uint Attributes;
    }

    /// <summary>Opens a single name in a directory. A link is not followed unless asked for: it is opened itself.</summary>
    public static FileError Open(
        SafeFileHandle directory, ReadOnlySpan<char> name, uint access, uint disposition, uint options, out SafeFileHandle? handle, uint attributes = AttributeNormal, bool follow = false)
    {
        handle = null;
        bool added = false;
        try
        {
            directory.DangerousAddRef(ref added);
            fixed (char* text = name)
            {
                var unicode = new UnicodeString { Length = (ushort)(name.Length * 2), MaximumLength = (ushort)(name.Length * 2), Buffer = text };
                var which = new ObjectAttributes
                {
                    Length = (uint)sizeof(ObjectAttributes),
                    RootDirectory = directory.DangerousGetHandle(),
                    ObjectName = &unicode,
                    Attributes = CaseInsensitive,
                };
                uint all = options | SynchronousIo | BackupIntent | (follow ? 0 : OpenReparsePoint);
                int status = NtCreateFile(out nint opened, access | Synchronize, &which, out _, null, attributes, ShareAll, disposition, all, null, 0);
                if (status < 0)
                {
                    return ErrorOf(status);
                }

                handle = new SafeFileHandle(opened, ownsHandle: true);
                return FileError.None;
            }
        }
        finally
        {
            if (added)
            {
                directory.DangerousRelease();
            }
        }
    }

    /// <summary>Whether an open file is a link, and if so where it leads.</summary>
    public static FileError ReadLink(SafeFileHandle handle, out bool isLink, out string? target)
    {
        target = null;
        uint* information = stackalloc uint[2];
        isLink = GetFileInformationByHandleEx(handle, 9, information, 8) != 0 && (information[0] & AttributeReparse) != 0 && (information[1] & NameSurrogate) != 0;
        if (!isLink)
        {
            return FileError.None;
        }

        const int size = 16 * 1024;
        byte* buffer = stackalloc byte[size];
        if (DeviceIoControl(handle, 0x900A8, null, 0, buffer, size, out uint returned, 0) == 0)
        {
            return WindowsMetadata.ErrorOf(Marshal.GetLastPInvokeError());
        }

        uint tag = *(uint*)buffer;
        if (tag == TagLinuxLink)
        {
            target = Encoding.UTF8.GetString(buffer + 12, Math.Max(0, *(ushort*)(buffer + 4) - 4));
            return FileError.None;
        }

        if (tag is not (TagMountPoint or TagSymbolicLink))
        {
            // Leads somewhere, nobody knows where.
            return FileError.EACCES;
        }

        byte* names = buffer + (tag == TagSymbolicLink ? 20 : 16);
        ushort* places = (ushort*)(buffer + 8);
        string printed = new((char*)(names + places[2]), 0, places[3] / 2);
        string substitute = new((char*)(names + places[0]), 0, places[1] / 2);
        target = printed.Length > 0 ? printed : substitute.StartsWith(@"\??\", StringComparison.Ordinal) ? substitute[4..] : substitute;
        return FileError.None;
    }

    /// <summary>Removes what a handle with the right to delete stands for, also where it is read-only.</summary>
    public static FileError Remove(SafeFileHandle handle)
    {
        const uint delete = 1, posix = 2, ignoreReadOnly = 0x10;
        uint flags = delete | posix | ignoreReadOnly;
        if (SetFileInformationByHandle(handle, 21, &flags, 4) != 0)
        {
            return FileError.None;
        }

        int failure = Marshal.GetLastPInvokeError();
        if (failure is 145 or 5)
        {
            return WindowsMetadata.ErrorOf(failure);
        }

        // A file system that does not know it: as it was done before.
        byte yes = 1;
        return SetFileInformationByHandle(handle, 4, &yes, 1) != 0 ? FileError.None : WindowsMetadata.ErrorOf(Marshal.GetLastPInvokeError());
    }

    /// <summary>Gives an open file another name in a directory.</summary>
    public static FileError Rename(SafeFileHandle handle, SafeFileHandle directory, ReadOnlySpan<char> name, bool replace)
    {
        const int rename = 10, renameExtended = 65;
        int status = SetName(handle, renameExtended, (replace ? 1u : 0) | 2 | 0x40, directory, name);
        return status >= 0 ? FileError.None
            : IsUnknown(status) ? Result(SetName(handle, rename, replace ? 1u : 0, directory, name))
            : ErrorOf(status);
    }

    /// <summary>Gives an open file a second name in a directory.</summary>
    public static FileError Link(SafeFileHandle handle, SafeFileHandle directory, ReadOnlySpan<char> name) => Result(SetName(handle, 11, 0, directory, name));

    /// <summary>Sets what is not null.</summary>
    public static FileError SetBasic(SafeFileHandle handle, long? access, long? write, uint? attributes)
    {
        var information = new BasicInformation { LastAccessTime = access ?? 0, LastWriteTime = write ?? 0, Attributes = attributes ?? 0 };
        return SetFileInformationByHandle(handle, 0, &information, (uint)sizeof(BasicInformation)) != 0
            ? FileError.None
            : WindowsMetadata.ErrorOf(Marshal.GetLastPInvokeError());
    }

    /// <summary>The entries of an open directory.</summary>
    public static FileError List(SafeFileHandle directory, List<DirectoryEntry> entries)
    {
        const int size = 64 * 1024;
        byte[] room = new byte[size];
        fixed (byte* buffer = room)
        {
            for (int query = 11; GetFileInformationByHandleEx(directory, query, buffer, size) != 0; query = 10)
            {
                byte* at = buffer;
                while (true)
                {
                    uint attributes = *(uint*)(at + 56), tag = *(uint*)(at + 64);
                    string name = new((char*)(at + 104), 0, (int)*(uint*)(at + 60) / 2);
                    if (name is not ("." or ".."))
                    {
                        bool isLink = (attributes & AttributeReparse) != 0 && (tag & NameSurrogate) != 0;
                        entries.Add(new DirectoryEntry(
                            name, isLink ? FileKind.SymbolicLink : (attributes & AttributeDirectory) != 0 ? FileKind.Directory : FileKind.Regular, *(ulong*)(at + 96)));
                    }

                    uint next = *(uint*)at;
                    if (next == 0)
                    {
                        break;
                    }

                    at += next;
                }
            }
        }

        int failure = Marshal.GetLastPInvokeError();
        return failure is 18 or 2 ? FileError.None : WindowsMetadata.ErrorOf(failure);
    }

    private static int SetName(SafeFileHandle handle, int kind, uint flags, SafeFileHandle directory, ReadOnlySpan<char> name)
    {
        int header = (2 * sizeof(nint)) + 4;
        byte[] room = new byte[header + (name.Length * 2) + 8];
        bool added = false;
        try
        {
            directory.DangerousAddRef(ref added);
            fixed (byte* buffer = room)
            {
                *(uint*)buffer = flags;
                *(nint*)(buffer + sizeof(nint)) = directory.DangerousGetHandle();
                *(uint*)(buffer + (2 * sizeof(nint))) = (uint)(name.Length * 2);
                name.CopyTo(new Span<char>(buffer + header, name.Length));

                // No shorter than the structure, which ends at the next multiple of a pointer's size.
                int least = (header + 2 + sizeof(nint) - 1) / sizeof(nint) * sizeof(nint);
                return NtSetInformationFile(handle, out _, buffer, (uint)Math.Max(header + (name.Length * 2), least), kind);
            }
        }
        finally
        {
            if (added)
            {
                directory.DangerousRelease();
            }
        }
    }

    // STATUS_INVALID_INFO_CLASS, STATUS_INVALID_PARAMETER, STATUS_NOT_SUPPORTED, STATUS_NOT_IMPLEMENTED.
    private static bool IsUnknown(int status) => (uint)status is 0xC0000003 or 0xC000000D or 0xC00000BB or 0xC0000002;

    private static FileError Result(int status) => status >= 0 ? FileError.None : ErrorOf(status);

    private static FileError ErrorOf(int status) => (uint)status switch
    {
        0xC00000BA => FileError.EISDIR,
        0xC0000056 => FileError.ENOENT,
        0xC0000103 => FileError.ENOTDIR,
        0xC0000035 => FileError.EEXIST,
        0xC0000101 => FileError.ENOTEMPTY,
        0xC00000D4 => FileError.EXDEV,
        _ => WindowsMetadata.ErrorOf(RtlNtStatusToDosError(status)),
    };

    [LibraryImport("ntdll")]
    private static partial int NtCreateFile(
        out nint handle, uint access, ObjectAttributes* attributes, out StatusBlock status, long* allocation, uint fileAttributes, uint share, uint disposition, uint options, void* extended, uint extendedLength);

    [LibraryImport("ntdll")]
    private static partial int NtSetInformationFile(SafeFileHandle handle, out StatusBlock status, void* information, uint length, int kind);

    [LibraryImport("ntdll")]
    private static partial int RtlNtStatusToDosError(int status);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int GetFileInformationByHandleEx(SafeFileHandle handle, int kind, void* information, uint size);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int SetFileInformationByHandle(SafeFileHandle handle, int kind, void* information, uint size);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int DeviceIoControl(SafeFileHandle handle, uint code, void* input, uint inputSize, void* output, uint outputSize, out uint returned, nint overlapped);
}
