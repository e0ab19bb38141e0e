using BashTool.Core.Files;

namespace BashTool.Core.Sandbox.Hooks;

/// <summary>A file that is opened or a name that is changed.</summary>
public sealed class FileEvent : HookEvent
{
    public override string Kind => "file";

    public required FileAction Action { get; init; }

    /// <summary>The file; may be rewritten.</summary>
    public required VirtualPath Path { get; set; }

    /// <summary>The new name of a renaming, the place of a link.</summary>
    public VirtualPath Target { get; set; }

    /// <summary>How it is opened.</summary>
    public OpenMode Mode { get; init; }

    /// <summary>Whether anything is changed by it.</summary>
    public bool Writes => Action != FileAction.Open || (Mode & (OpenMode.Write | OpenMode.Append | OpenMode.Create | OpenMode.CreateNew | OpenMode.Truncate)) != 0;

    /// <summary>Afterwards: what came of it.</summary>
    public FileError Error { get; set; }
}
