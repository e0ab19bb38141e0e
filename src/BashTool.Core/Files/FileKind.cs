namespace BashTool.Core.Files;

/// <summary>What an entry is. The values are the type bits of st_mode, shifted right by 12.</summary>
public enum FileKind : byte
{
    Unknown = 0,
    Fifo = 1,
    CharacterDevice = 2,
    Directory = 4,
    BlockDevice = 6,
    Regular = 8,
    SymbolicLink = 10,
    Socket = 12,
}
