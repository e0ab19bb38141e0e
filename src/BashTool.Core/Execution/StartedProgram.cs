using BashTool.Core.Planning;

namespace BashTool.Core.Execution;

/// <summary>A program that a shell started outside of its sandbox.</summary>
/// <param name="Name">The name it was called by.</param>
/// <param name="Path">The program.</param>
/// <param name="Executor">Which kind of program it is.</param>
/// <param name="Status">Its status; null while it runs.</param>
/// <param name="Time">How long it took.</param>
public sealed record StartedProgram(string Name, string Path, StageExecutor Executor, int? Status, TimeSpan Time)
{
    /// <summary>What a program does is not held by the sandbox.</summary>
    public bool IsUncontained => true;
}
