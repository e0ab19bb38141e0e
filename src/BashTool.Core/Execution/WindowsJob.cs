using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace BashTool.Core.Execution;

/// <summary>A job object of Windows: what a program starts belongs to it and ends with it.</summary>
internal sealed unsafe partial class WindowsJob : IDisposable
{
    private nint handle;

    private WindowsJob(nint handle) => this.handle = handle;

    /// <summary>Puts a process into a job of its own; null where the system does not let it.</summary>
    public static WindowsJob? TryAssign(Process process)
    {
        if (!OperatingSystem.IsWindows())
        {
            return null;
        }

        nint handle = CreateJobObjectW(0, null);
        if (handle == 0)
        {
            return null;
        }

        try
        {
            if (AssignProcessToJobObject(handle, process.Handle))
            {
                return new WindowsJob(handle);
            }
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }

        CloseHandle(handle);
        return null;
    }

    /// <summary>Ends every process in the job.</summary>
    public void End()
    {
        if (handle != 0 && OperatingSystem.IsWindows())
        {
            const uint terminated = 143;
            TerminateJobObject(handle, terminated);
        }
    }

    public void Dispose()
    {
        nint closing = Interlocked.Exchange(ref handle, 0);
        if (closing != 0 && OperatingSystem.IsWindows())
        {
            CloseHandle(closing);
        }
    }

    [LibraryImport("kernel32", StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    [SupportedOSPlatform("windows")]
    private static partial nint CreateJobObjectW(nint attributes, string? name);

    [LibraryImport("kernel32", SetLastError = true)]
    [SupportedOSPlatform("windows")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool AssignProcessToJobObject(nint job, nint process);

    [LibraryImport("kernel32", SetLastError = true)]
    [SupportedOSPlatform("windows")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool TerminateJobObject(nint job, uint status);

    [LibraryImport("kernel32", SetLastError = true)]
    [SupportedOSPlatform("windows")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CloseHandle(nint handle);
}
