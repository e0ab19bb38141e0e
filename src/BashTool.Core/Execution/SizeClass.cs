namespace BashTool.Core.Execution;

/// <summary>How much a command worked on, in steps wide enough to compare runs.</summary>
public enum SizeClass
{
    /// <summary>Not known: what a program reads by itself is not seen.</summary>
    Unknown,

    /// <summary>Up to 64 KiB.</summary>
    Small,

    /// <summary>Up to 16 MiB.</summary>
    Medium,

    /// <summary>More.</summary>
    Large,
}
