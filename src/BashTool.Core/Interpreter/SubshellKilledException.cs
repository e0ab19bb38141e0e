namespace BashTool.Core.Interpreter;

/// <summary>A subshell has sent itself a signal that ends it.</summary>
internal sealed class SubshellKilledException(int signal) : Exception
{
    public int Signal { get; } = signal;
}
