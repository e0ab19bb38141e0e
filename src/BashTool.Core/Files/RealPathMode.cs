namespace BashTool.Core.Files;

/// <summary>Which parts of a path must be there to be resolved: the modes of <c>realpath</c> and <c>readlink</c>.</summary>
public enum RealPathMode
{
    /// <summary><c>-e</c>: all of them.</summary>
    AllExist,

    /// <summary><c>-f</c>: all but the last.</summary>
    LastMayBeMissing,

    /// <summary><c>-m</c>: none.</summary>
    AnyMayBeMissing,
}
