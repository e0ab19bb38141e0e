using System.Runtime.InteropServices;

namespace BashTool.Core.Files.Posix;

/// <summary>The system calls behind the physical file system, as they are.</summary>
internal static unsafe partial class PosixCalls
{
    private static readonly bool AppleArm = OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    [StructLayout(LayoutKind.Sequential)]
    internal struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollFile
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    public static FileError LastError => FileErrors.FromErrno(Marshal.GetLastPInvokeError());

    // On Apple's ARM a variadic argument goes to the stack: the unused ones fill the registers.
    public static int OpenAt(int directory, byte* path, int flags, int mode)
        => AppleArm ? OpenAtApple(directory, path, flags, 0, 0, 0, 0, 0, mode) : OpenAtPlain(directory, path, flags, mode);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static partial int OpenAtPlain(int directory, byte* path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static partial int OpenAtApple(int directory, byte* path, int flags, nint a, nint b, nint c, nint d, nint e, nint mode);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint OpenAt2(nint number, nint directory, byte* path, OpenHow* how, nint size);

    public static int SetFlags(int descriptor, int flags) => AppleArm ? FcntlApple(descriptor, 4, 0, 0, 0, 0, 0, 0, flags) : Fcntl(descriptor, 4, flags);

    public static int GetFlags(int descriptor) => Fcntl(descriptor, 3, 0);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Fcntl(int descriptor, int command, nint argument);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FcntlApple(int descriptor, int command, nint a, nint b, nint c, nint d, nint e, nint f, nint argument);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    public static partial nint ReadAt(int descriptor, byte* buffer, nint count, long offset);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    public static partial nint WriteAt(int descriptor, byte* buffer, nint count, long offset);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(int descriptor, long offset, int origin);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    public static partial int SetLength(int descriptor, long length);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollFile* files, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "isatty", SetLastError = true)]
    public static partial int IsTerminal(int descriptor);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    public static partial int MakeDirectory(int directory, byte* name, int mode);

    [LibraryImport("libc", EntryPoint = "mkfifoat", SetLastError = true)]
    public static partial int MakeFifo(int directory, byte* name, int mode);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    public static partial int Unlink(int directory, byte* name, int flags);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true)]
    public static partial int Rename(int oldDirectory, byte* oldName, int newDirectory, byte* newName);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint RenameLinux(nint number, nint oldDirectory, byte* oldName, nint newDirectory, byte* newName, nint flags);

    [LibraryImport("libc", EntryPoint = "renameatx_np", SetLastError = true)]
    public static partial int RenameApple(int oldDirectory, byte* oldName, int newDirectory, byte* newName, uint flags);

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true)]
    public static partial int Link(int oldDirectory, byte* oldName, int newDirectory, byte* newName, int flags);

    [LibraryImport("libc", EntryPoint = "symlinkat", SetLastError = true)]
    public static partial int SymbolicLink(byte* target, int directory, byte* name);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    public static partial nint ReadLink(int directory, byte* name, byte* buffer, nint size);

    [LibraryImport("libc", EntryPoint = "fchmodat", SetLastError = true)]
    public static partial int ChangeMode(int directory, byte* name, int mode, int flags);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    public static partial int ChangeMode(int descriptor, int mode);

    [LibraryImport("libc", EntryPoint = "fchownat", SetLastError = true)]
    public static partial int ChangeOwner(int directory, byte* name, uint user, uint group, int flags);

    [LibraryImport("libc", EntryPoint = "utimensat", SetLastError = true)]
    public static partial int ChangeTimes(int directory, byte* name, TimeSpec* times, int flags);

    [LibraryImport("libc", EntryPoint = "faccessat", SetLastError = true)]
    public static partial int Access(int directory, byte* name, int rights, int flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint StatLinux(nint number, nint directory, byte* name, nint flags, nint mask, byte* result);

    [LibraryImport("libc", EntryPoint = "fstatat", SetLastError = true)]
    public static partial int StatApple(int directory, byte* name, byte* result, int flags);

    [LibraryImport("libc", EntryPoint = "fstatat$INODE64", SetLastError = true)]
    public static partial int StatAppleIntel(int directory, byte* name, byte* result, int flags);

    [LibraryImport("libc", EntryPoint = "fstat", SetLastError = true)]
    public static partial int StatHandleApple(int descriptor, byte* result);

    [LibraryImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    public static partial int StatHandleAppleIntel(int descriptor, byte* result);

    [LibraryImport("libc", EntryPoint = "fstatfs", SetLastError = true)]
    public static partial int FileSystemOf(int descriptor, byte* result);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint ReadDirectoryLinux(nint number, nint descriptor, byte* buffer, nint size);

    [LibraryImport("libc", EntryPoint = "fdopendir", SetLastError = true)]
    public static partial nint OpenDirectoryApple(int descriptor);

    [LibraryImport("libc", EntryPoint = "readdir", SetLastError = true)]
    public static partial byte* ReadDirectoryApple(nint directory);

    [LibraryImport("libc", EntryPoint = "readdir$INODE64", SetLastError = true)]
    public static partial byte* ReadDirectoryAppleIntel(nint directory);

    [LibraryImport("libc", EntryPoint = "closedir", SetLastError = true)]
    public static partial int CloseDirectoryApple(nint directory);

    [LibraryImport("libc", EntryPoint = "sync")]
    public static partial void Sync();

    [LibraryImport("libc", EntryPoint = "umask")]
    public static partial int SetUmask(int mask);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "getegid")]
    public static partial uint EffectiveGroup();
}
