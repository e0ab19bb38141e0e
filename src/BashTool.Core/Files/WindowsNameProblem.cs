namespace BashTool.Core.Files;

/// <summary>Why Windows would not take a name for what it says.</summary>
public enum WindowsNameProblem
{
    None,
    Empty,

    /// <summary>A device: CON, NUL, COM1 and their like, with or without an extension.</summary>
    ReservedName,

    /// <summary>A colon: an alternate stream, or a drive in the middle of a path.</summary>
    AlternateStream,

    /// <summary>A dot or blank at the end, which Windows drops, so that the name means another file.</summary>
    TrailingDotOrBlank,

    /// <summary>One of <c>&lt; &gt; " | ? *</c>, a backslash, a slash, or a control character.</summary>
    ForbiddenCharacter,

    /// <summary>A name above 255 or a path above 32767 characters.</summary>
    TooLong,

    /// <summary>A path into the device name space: <c>\\.\PhysicalDrive0</c>.</summary>
    DevicePath,
}
