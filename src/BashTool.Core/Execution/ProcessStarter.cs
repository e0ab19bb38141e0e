namespace BashTool.Core.Execution;

/// <summary>The one place that starts a process.</summary>
public static class ProcessStarter
{
    /// <summary>Starts a program.</summary>
    /// <exception cref="Files.FileSystemException">The system refused, with the reason.</exception>
    public static INativeProcess Start(NativeProgram program) =>
        OperatingSystem.IsWindows() ? WindowsProcess.Start(program) : UnixProcess.Start(program);
}
