namespace BashTool.Core.Planning;

/// <summary>The kind of work that a pattern does.</summary>
public enum PatternCategory
{
    /// <summary>Looking for lines.</summary>
    Search,

    /// <summary>Counting lines, words or files.</summary>
    Count,

    /// <summary>Ordering lines and taking the first or last of them.</summary>
    Order,

    /// <summary>Frequencies and distinct values.</summary>
    Aggregate,

    /// <summary>Taking pieces of lines or ranges of lines.</summary>
    Extract,

    /// <summary>Changing text on its way.</summary>
    Transform,

    /// <summary>Walking trees and doing something for each file.</summary>
    Files,

    /// <summary>Packing and unpacking.</summary>
    Archive,

    /// <summary>Checksums and encodings.</summary>
    Encode,

    /// <summary>Processes and the machine.</summary>
    System,

    /// <summary>Getting data from elsewhere.</summary>
    Network,

    /// <summary>Version control.</summary>
    Source,

    /// <summary>Structured data.</summary>
    Data,

    /// <summary>Building, testing and logs.</summary>
    Build,
}
