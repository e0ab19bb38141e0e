namespace BashTool.Core.Execution;

/// <summary>Runs commands of PowerShell as stages: in the caller's own runspace in the module, by <c>pwsh</c> elsewhere.</summary>
public interface IPowerShellRunner
{
    /// <summary>Whether there is such a command, and policy lets it be a stage.</summary>
    bool HasCommand(string name);

    /// <summary>Runs a command and waits for it. It may be called on any thread.</summary>
    /// <returns>The status: 0 or what the command left as its exit code; 1 for an error.</returns>
    int Run(PowerShellInvocation invocation);
}
