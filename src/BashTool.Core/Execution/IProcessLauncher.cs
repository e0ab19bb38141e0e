namespace BashTool.Core.Execution;

/// <summary>What starts processes: the system, or in test mode a table of answers.</summary>
public interface IProcessLauncher
{
    /// <summary>Starts a program.</summary>
    /// <exception cref="Files.FileSystemException">It cannot be started, with the reason.</exception>
    INativeProcess Start(NativeProgram program);
}
