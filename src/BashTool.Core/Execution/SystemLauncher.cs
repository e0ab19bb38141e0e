using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using BashTool.Core.Files;

namespace BashTool.Core.Execution;

/// <summary>Starts real processes.</summary>
public sealed class SystemLauncher : IProcessLauncher
{
    public static SystemLauncher Instance { get; } = new();

    public INativeProcess Start(NativeProgram program) => ProcessStarter.Start(program);

    public SignalDelivery Signal(int processId, int signal)
    {
        if (OperatingSystem.IsWindows())
        {
            return EndOnWindows(processId, signal);
        }

        return UnixCalls.kill(processId, signal) == 0 ? SignalDelivery.Sent
            : FileErrors.FromErrno(Marshal.GetLastPInvokeError()) == FileError.EPERM ? SignalDelivery.NotPermitted
            : SignalDelivery.NoSuchProcess;
    }

    // There are no signals: what would end a process ends it.
    private static SignalDelivery EndOnWindows(int processId, int signal)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            if (signal != 0)
            {
                process.Kill();
            }

            return SignalDelivery.Sent;
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException)
        {
            return SignalDelivery.NoSuchProcess;
        }
        catch (Exception problem) when (problem is Win32Exception or NotSupportedException)
        {
            return SignalDelivery.NotPermitted;
        }
    }
}
