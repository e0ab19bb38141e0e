namespace BashTool.Core.Files;

/// <summary>Where a physical volume may let the host resolve a whole path, links and all, in one call.</summary>
public enum LinkTrust
{
    /// <summary>Nowhere: every part is walked without following.</summary>
    Nothing,

    /// <summary>When only reading: for a volume that is the whole machine, all of it readable.</summary>
    Reading,

    /// <summary>Always: no confinement.</summary>
    Everything,
}
