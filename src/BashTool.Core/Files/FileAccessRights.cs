namespace BashTool.Core.Files;

/// <summary>What <c>test -r</c>, <c>-w</c> and <c>-x</c> ask for.</summary>
[Flags]
public enum FileAccessRights
{
    Exists = 0,
    Execute = 1,
    Write = 2,
    Read = 4,
}
