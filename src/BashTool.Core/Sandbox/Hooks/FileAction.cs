namespace BashTool.Core.Sandbox.Hooks;

/// <summary>What is done with a file.</summary>
public enum FileAction
{
    Open,
    CreateDirectory,
    RemoveDirectory,
    RemoveFile,
    Rename,
    CreateSymbolicLink,
    CreateHardLink,
    CreateFifo,
    SetMode,
    SetTimes,
    SetOwner,
    Truncate,
}
