namespace BashTool.Core.Files;

/// <summary>How a file is opened.</summary>
[Flags]
public enum OpenMode
{
    Read = 1,
    Write = 2,
    ReadWrite = Read | Write,

    /// <summary>Every write goes to the end.</summary>
    Append = 4,

    /// <summary>The file is made where it is missing.</summary>
    Create = 8,

    /// <summary>The file is made and must not have been there, not even as a dangling link.</summary>
    CreateNew = 16,
    Truncate = 32,

    /// <summary>A symbolic link as the last part is an error (ELOOP).</summary>
    NoFollow = 64,

    /// <summary>Anything but a directory is an error (ENOTDIR).</summary>
    Directory = 128,

    /// <summary>Opening a FIFO does not wait for its other end.</summary>
    NonBlocking = 256,
}
