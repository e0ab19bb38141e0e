using System.Runtime.InteropServices;

namespace BashTool.Core.Execution;

/// <summary>The system calls behind processes and descriptors on Unix.</summary>
internal static unsafe partial class UnixCalls
{
    public const int EINTR = 4;
    public const int SIGKILL = 9;
    public const int SIGPIPE = 13;
    public const int SIGTERM = 15;

    /// <summary>18 on Linux, 19 on macOS.</summary>
    public static readonly int SIGCONT = OperatingSystem.IsLinux() ? 18 : 19;

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint read(int fd, byte* buffer, nint count);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint write(int fd, byte* buffer, nint count);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int close(int fd);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int open(string path, int flags, int mode);

    [LibraryImport("libc")]
    public static partial uint umask(uint mask);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int pipe2(int* fds, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int pipe(int* fds);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int fcntl(int fd, int command, int argument);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int dup(int fd);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int isatty(int fd);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int poll(PollDescriptor* descriptors, nuint count, int timeout);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int kill(int pid, int signal);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int waitpid(int pid, int* status, int options);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int posix_spawn(int* pid, string path, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_init(void* actions);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_destroy(void* actions);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_adddup2(void* actions, int from, int to);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_addclose(void* actions, int fd);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int posix_spawn_file_actions_addchdir_np(void* actions, string path);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_init(void* attributes);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_destroy(void* attributes);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setflags(void* attributes, short flags);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setsigdefault(void* attributes, void* set);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setsigmask(void* attributes, void* set);

    [LibraryImport("libc")]
    public static partial int sigemptyset(void* set);

    [LibraryImport("libc")]
    public static partial int sigaddset(void* set, int signal);

    [StructLayout(LayoutKind.Sequential)]
    public struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    /// <summary>A pipe whose ends no other child inherits.</summary>
    public static (int Read, int Write) OpenPipe()
    {
        int* ends = stackalloc int[2];
        if (OperatingSystem.IsLinux())
        {
            const int closeOnExec = 0x80000;
            Check(pipe2(ends, closeOnExec));
        }
        else
        {
            const int setFlags = 2;
            const int closeOnExec = 1;
            Check(pipe(ends));
            fcntl(ends[0], setFlags, closeOnExec);
            fcntl(ends[1], setFlags, closeOnExec);
        }

        return (ends[0], ends[1]);
    }

    /// <summary>A duplicate at 200 or above, out of the way of the numbers a child is given, and not inherited.</summary>
    public static int DuplicateHigh(int fd)
    {
        int duplicateCloseOnExec = OperatingSystem.IsLinux() ? 1030 : 67;
        return Check(fcntl(fd, duplicateCloseOnExec, 200));
    }

    public static int Check(int result)
    {
        if (result < 0)
        {
            throw new Files.FileSystemException(Files.FileErrors.FromErrno(Marshal.GetLastPInvokeError()), null);
        }

        return result;
    }
}
