using System.Runtime.InteropServices;

namespace BashTool.Core.Execution;

/// <summary>The processor time of one thread, readable from another.</summary>
internal readonly partial struct ThreadClock
{
    // The clock id on Linux, the thread id on Windows; 0 where there is neither.
    private readonly int id;

    private ThreadClock(int id) => this.id = id;

    /// <summary>Of the thread that asks.</summary>
    public static ThreadClock OfThisThread()
    {
        if (OperatingSystem.IsLinux())
        {
            return OfThisLinuxThread();
        }

        return OperatingSystem.IsWindows() ? new ThreadClock(GetCurrentThreadId()) : default;
    }

    // By itself: calls without a transition are bound when the method that holds them is compiled, and Windows has no libc.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static ThreadClock OfThisLinuxThread() => pthread_getcpuclockid(pthread_self(), out int clock) == 0 ? new ThreadClock(clock) : default;

    /// <summary>The time used so far; null where the thread is gone. Where threads have no clock, that of the process.</summary>
    public TimeSpan? Read()
    {
        if (OperatingSystem.IsLinux())
        {
            return id != 0 && clock_gettime(id, out TimeValue time) == 0 ? TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / 100)) : null;
        }

        return OperatingSystem.IsWindows() ? ReadWindows() : Environment.CpuUsage.TotalTime;
    }

    private TimeSpan? ReadWindows()
    {
        const int queryLimitedInformation = 0x800;
        nint thread = OpenThread(queryLimitedInformation, 0, id);
        if (thread == 0)
        {
            return null;
        }

        bool done = GetThreadTimes(thread, out _, out _, out long kernel, out long user) != 0;
        CloseHandle(thread);
        return done ? TimeSpan.FromTicks(kernel + user) : null;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeValue
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [LibraryImport("libc")]
    [SuppressGCTransition]
    private static partial nint pthread_self();

    [LibraryImport("libc")]
    [SuppressGCTransition]
    private static partial int pthread_getcpuclockid(nint thread, out int clock);

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out TimeValue time);

    [LibraryImport("kernel32")]
    private static partial int GetCurrentThreadId();

    [LibraryImport("kernel32")]
    private static partial nint OpenThread(int access, int inherit, int id);

    [LibraryImport("kernel32")]
    private static partial int GetThreadTimes(nint thread, out long created, out long ended, out long kernel, out long user);

    [LibraryImport("kernel32")]
    private static partial int CloseHandle(nint handle);
}
