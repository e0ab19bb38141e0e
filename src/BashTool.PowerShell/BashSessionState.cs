// The name users see: BashTool.BashSessionState.
namespace BashTool;

/// <summary>Whether a session can be used.</summary>
public enum BashSessionState
{
    Available,

    /// <summary>A call runs in it.</summary>
    Busy,

    /// <summary>It was removed, or its shell has exited.</summary>
    Closed,
}
