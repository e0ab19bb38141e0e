using System.Runtime.InteropServices;

namespace BashTool.Core.Files.Posix;

/// <summary>The numbers of the C headers that differ between hosts.</summary>
internal static class PosixConstants
{
    private static readonly bool Linux = OperatingSystem.IsLinux();
    private static readonly bool Arm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    public const int ReadOnly = 0, WriteOnly = 1, ReadWrite = 2;

    public static readonly int Create = Linux ? 0x40 : 0x200;
    public static readonly int Exclusive = Linux ? 0x80 : 0x800;
    public static readonly int Truncate = Linux ? 0x200 : 0x400;
    public static readonly int Append = Linux ? 0x400 : 8;
    public static readonly int NonBlock = Linux ? 0x800 : 4;
    public static readonly int Directory = Linux ? (Arm ? 0x4000 : 0x10000) : 0x100000;
    public static readonly int NoFollow = Linux ? (Arm ? 0x8000 : 0x20000) : 0x100;
    public static readonly int CloseOnExec = Linux ? 0x80000 : 0x1000000;
    public static readonly int NoControllingTerminal = Linux ? 0x100 : 0x20000;

    /// <summary>A handle for naming entries only: O_PATH on Linux; elsewhere it has to be one for reading.</summary>
    public static readonly int Path = Linux ? 0x200000 : 0;

    public static readonly int AtWorkingDirectory = Linux ? -100 : -2;
    public static readonly int AtSymlinkNoFollow = Linux ? 0x100 : 0x20;
    public static readonly int AtSymlinkFollow = Linux ? 0x400 : 0x40;
    public static readonly int AtRemoveDirectory = Linux ? 0x200 : 0x80;
    public static readonly int AtEffectiveAccess = Linux ? 0x200 : 0x10;
    public const int AtEmptyPath = 0x1000;

    public static readonly long TimeNow = Linux ? 0x3fffffff : -1;
    public static readonly long TimeOmit = Linux ? 0x3ffffffe : -2;

    // System calls that not every C library has by name. The second numbers are those of all architectures after x86.
    private static readonly bool Intel = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    public static readonly int StatxNumber = Intel ? 332 : 291;
    public static readonly int RenameAt2Number = Intel ? 316 : 276;
    public static readonly int GetDents64Number = Intel ? 217 : 61;
    public const int OpenAt2Number = 437;
    public const ulong ResolveNoSymlinks = 0x04;
    public const ulong ResolveBeneath = 0x08;
}
