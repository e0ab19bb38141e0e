using BashTool.Core.Files;

namespace BashTool.Core.Interpreter;

/// <summary>What a shell has changed: files, in the order of their paths, and its own state.</summary>
public sealed record ShellDifferences(IReadOnlyList<FileDifference> Files, IReadOnlyList<StateDifference> State)
{
    public bool IsEmpty => Files.Count == 0 && State.Count == 0;
}
