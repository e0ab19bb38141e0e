namespace BashTool.Core.Files;

/// <summary>
/// Where a walk through a volume met a symbolic link that has to be followed. The volume does not follow it: the mount
/// table puts the target into the virtual path and starts again, so that a link can never lead out.
/// </summary>
public struct LinkStop
{
    /// <summary>Where the link's name begins in the path that was walked.</summary>
    public int Start { get; set; }

    /// <summary>Where the link's name ends.</summary>
    public int End { get; set; }

    /// <summary>The text of the link.</summary>
    public string? Target { get; set; }

    /// <summary>Of an operation on two paths: whether it was the second.</summary>
    public bool InSecondPath { get; set; }

    public void Set(int start, int end, string target, bool inSecondPath = false)
    {
        Start = start;
        End = end;
        Target = target;
        InSecondPath = inSecondPath;
    }
}
