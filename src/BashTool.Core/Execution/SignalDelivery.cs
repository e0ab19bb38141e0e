namespace BashTool.Core.Execution;

/// <summary>What became of a signal (POSIX <c>kill</c>).</summary>
public enum SignalDelivery
{
    Sent,

    /// <summary>ESRCH.</summary>
    NoSuchProcess,

    /// <summary>EPERM.</summary>
    NotPermitted,
}
