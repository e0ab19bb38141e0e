using BashTool.Core.Sandbox;

namespace BashTool.Core.Interpreter;

/// <summary>A moment of a shell that can be returned to: its files and its state.</summary>
public sealed class ShellSnapshot
{
    internal ShellSnapshot(string name, DateTimeOffset takenAt, FileLayerMark files, ShellState state)
    {
        Name = name;
        TakenAt = takenAt;
        Files = files;
        State = state;
    }

    /// <summary>As the caller named it.</summary>
    public string Name { get; }

    public DateTimeOffset TakenAt { get; }

    /// <summary>Whether it can be returned to still: a commit makes the snapshots before it useless.</summary>
    public bool IsValid => Files.IsValid;

    internal FileLayerMark Files { get; }

    internal ShellState State { get; }
}
