using System.Runtime.InteropServices;

namespace BashTool.Core.Files.Posix;

/// <summary>Metadata from the host's stat structures.</summary>
internal static unsafe class PosixMetadata
{
    private const int BasicAndBirth = 0xFFF;
    private static readonly bool Linux = OperatingSystem.IsLinux();
    private static readonly bool AppleIntel = OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    public static FileError Of(int directory, byte* name, bool follow, out FileMetadata metadata)
    {
        byte* buffer = stackalloc byte[256];
        int flags = follow ? 0 : PosixConstants.AtSymlinkNoFollow;
        nint result = Linux ? PosixCalls.StatLinux(PosixConstants.StatxNumber, directory, name, flags, BasicAndBirth, buffer)
            : AppleIntel ? PosixCalls.StatAppleIntel(directory, name, buffer, flags)
            : PosixCalls.StatApple(directory, name, buffer, flags);
        return Convert(result, buffer, out metadata);
    }

    public static FileError Of(int descriptor, out FileMetadata metadata)
    {
        byte* buffer = stackalloc byte[256];
        byte empty = 0;
        nint result = Linux ? PosixCalls.StatLinux(PosixConstants.StatxNumber, descriptor, &empty, PosixConstants.AtEmptyPath, BasicAndBirth, buffer)
            : AppleIntel ? PosixCalls.StatHandleAppleIntel(descriptor, buffer)
            : PosixCalls.StatHandleApple(descriptor, buffer);
        return Convert(result, buffer, out metadata);
    }

    private static FileError Convert(nint result, byte* s, out FileMetadata metadata)
    {
        metadata = default;
        if (result != 0)
        {
            return PosixCalls.LastError;
        }

        if (Linux)
        {
            int mode = *(ushort*)(s + 28);
            metadata.Kind = (FileKind)(mode >> 12);
            metadata.Permissions = mode & 0xFFF;
            metadata.BlockSize = *(int*)(s + 4);
            metadata.LinkCount = *(uint*)(s + 16);
            metadata.UserId = *(uint*)(s + 20);
            metadata.GroupId = *(uint*)(s + 24);
            metadata.Inode = *(ulong*)(s + 32);
            metadata.Size = *(long*)(s + 40);
            metadata.Blocks = *(long*)(s + 48);
            metadata.AccessTime = Time(s + 64);
            metadata.ChangeTime = Time(s + 96);
            metadata.ModifyTime = Time(s + 112);
            metadata.DeviceType = MakeDevice(*(uint*)(s + 128), *(uint*)(s + 132));
            metadata.Device = MakeDevice(*(uint*)(s + 136), *(uint*)(s + 140));
            if ((*(uint*)s & 0x800) != 0)
            {
                metadata.BirthTime = Time(s + 80);
            }
        }
        else
        {
            int mode = *(ushort*)(s + 4);
            metadata.Kind = (FileKind)(mode >> 12);
            metadata.Permissions = mode & 0xFFF;
            metadata.Device = *(uint*)s;
            metadata.LinkCount = *(ushort*)(s + 6);
            metadata.Inode = *(ulong*)(s + 8);
            metadata.UserId = *(uint*)(s + 16);
            metadata.GroupId = *(uint*)(s + 20);
            metadata.DeviceType = *(uint*)(s + 24);
            metadata.AccessTime = Time(s + 32);
            metadata.ModifyTime = Time(s + 48);
            metadata.ChangeTime = Time(s + 64);
            metadata.BirthTime = Time(s + 80);
            metadata.Size = *(long*)(s + 96);
            metadata.Blocks = *(long*)(s + 104);
            metadata.BlockSize = *(int*)(s + 112);
        }

        return FileError.None;
    }

    private static UnixTime Time(byte* at) => new(*(long*)at, *(int*)(at + 8));

    private static ulong MakeDevice(ulong major, ulong minor)
        => (minor & 0xFF) | ((major & 0xFFF) << 8) | ((minor & ~0xFFUL) << 12) | ((major & ~0xFFFUL) << 32);
}
