namespace BashTool.Core.Execution;

/// <summary>What starts processes: the system, or in test mode a table of answers.</summary>
public interface IProcessLauncher
{
    /// <summary>Starts a program.</summary>
    /// <exception cref="Files.FileSystemException">It cannot be started, with the reason.</exception>
    INativeProcess Start(NativeProgram program);

    /// <summary>Sends a signal to a process of the host, or with 0 looks whether there is one; negative ids are process groups.</summary>
    SignalDelivery Signal(int processId, int signal) => SignalDelivery.NoSuchProcess;
}
