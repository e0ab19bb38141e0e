using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BashTool.Core.Files;

/// <summary>Metadata and errors of Windows in Unix terms.</summary>
internal static partial class WindowsMetadata
{
    /// <summary>Windows has no numbers for owners: everything is the user's.</summary>
    public const uint OwnerId = 1000;

    private const int ReadOnlyBits = 0x124, WriteBits = 0x80, ExecuteBits = 0x49;

    private static readonly HashSet<string> Executable =
        new(StringComparer.OrdinalIgnoreCase) { ".exe", ".com", ".bat", ".cmd", ".ps1", ".sh", ".bash", ".py", ".pl", ".rb" };

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct ByHandleInformation
    {
        public uint Attributes;
        public long CreationTime;
        public long LastAccessTime;
        public long LastWriteTime;
        public uint VolumeSerialNumber;
        public uint SizeHigh;
        public uint SizeLow;
        public uint NumberOfLinks;
        public uint IndexHigh;
        public uint IndexLow;
    }

    /// <summary>What an open file is.</summary>
    /// <param name="handle">The file, or a link that was opened itself.</param>
    /// <param name="name">Its name, whose extension tells whether it is a program.</param>
    /// <param name="isLink">Whether it is a link.</param>
    public static FileError Of(SafeFileHandle handle, string name, bool isLink, out FileMetadata metadata)
    {
        metadata = default;
        if (GetFileInformationByHandle(handle, out ByHandleInformation information) == 0)
        {
            return ErrorOf(Marshal.GetLastPInvokeError());
        }

        var attributes = (FileAttributes)information.Attributes;
        metadata.Kind = isLink ? FileKind.SymbolicLink
            : (attributes & FileAttributes.Directory) != 0 ? FileKind.Directory : FileKind.Regular;
        metadata.Permissions = metadata.Kind switch
        {
            FileKind.SymbolicLink => 0x1FF,
            FileKind.Directory => 0x1ED,
            _ => ReadOnlyBits | ((attributes & FileAttributes.ReadOnly) != 0 ? 0 : WriteBits)
                | (Executable.Contains(Path.GetExtension(name)) ? ExecuteBits : 0),
        };
        metadata.Size = metadata.Kind switch
        {
            FileKind.Regular => ((long)information.SizeHigh << 32) | information.SizeLow,
            FileKind.Directory => 4096,
            _ => 0,
        };
        metadata.Blocks = (metadata.Size + 4095) / 4096 * 8;
        metadata.BlockSize = 4096;
        metadata.LinkCount = information.NumberOfLinks;
        metadata.Inode = ((ulong)information.IndexHigh << 32) | information.IndexLow;
        metadata.Device = information.VolumeSerialNumber;
        metadata.UserId = metadata.GroupId = OwnerId;
        metadata.AccessTime = Time(information.LastAccessTime);
        metadata.ModifyTime = metadata.ChangeTime = Time(information.LastWriteTime);
        metadata.BirthTime = Time(information.CreationTime);
        return FileError.None;
    }

    public static FileError ErrorOf(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => FileError.ENOENT,
        PathTooLongException => FileError.ENAMETOOLONG,
        UnauthorizedAccessException => FileError.EACCES,
        IOException { HResult: var code } when (code & unchecked((int)0xFFFF0000)) == unchecked((int)0x80070000) => ErrorOf(code & 0xFFFF),
        IOException => FileError.EIO,
        _ => FileError.EINVAL,
    };

    // The numbers of winerror.h.
    public static FileError ErrorOf(int code) => code switch
    {
        2 or 3 or 53 or 67 or 15 => FileError.ENOENT,
        4 => FileError.EMFILE,
        5 or 32 or 33 => FileError.EACCES,
        17 => FileError.EXDEV,
        19 => FileError.EROFS,
        21 => FileError.ENODEV,
        39 or 112 => FileError.ENOSPC,
        80 or 183 => FileError.EEXIST,
        109 or 232 => FileError.EPIPE,
        123 or 87 or 161 => FileError.EINVAL,
        145 => FileError.ENOTEMPTY,
        206 => FileError.ENAMETOOLONG,
        267 => FileError.ENOTDIR,
        1142 => FileError.EMLINK,
        1314 => FileError.EPERM,
        _ => FileError.EIO,
    };

    private static UnixTime Time(long fileTime)
    {
        long ticks = fileTime - 116444736000000000;
        long seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out long rest);
        return rest < 0 ? new UnixTime(seconds - 1, (int)(rest + TimeSpan.TicksPerSecond) * 100) : new UnixTime(seconds, (int)rest * 100);
    }

    [LibraryImport("kernel32", EntryPoint = "GetFileInformationByHandle", SetLastError = true)]
    private static partial int GetFileInformationByHandle(SafeFileHandle handle, out ByHandleInformation information);
}
