using BashTool.Core.Files;

namespace BashTool.Core.Sandbox.Hooks;

/// <summary>Something a script is about to do, or has done. Before it is done a hook may deny it or, where a property can be set, rewrite it.</summary>
public abstract class HookEvent
{
    private static long made;

    /// <summary>What kind it is, as the audit log names it.</summary>
    public abstract string Kind { get; }

    /// <summary>A number that before and after share; it grows within the process.</summary>
    public long Id { get; } = Interlocked.Increment(ref made);

    /// <summary>The caller's id for the command line; empty if none was given.</summary>
    public string CorrelationId { get; init; } = "";

    /// <summary>Why it was refused; null where it was not.</summary>
    public AccessDenial? Denial { get; private set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>Afterwards: how long it took.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>Anything a hook wants to find again afterwards.</summary>
    public object? Tag { get; set; }

    /// <summary>Refuses it. The first refusal counts.</summary>
    /// <param name="reason">A few words, shown to the script.</param>
    public void Deny(string reason) => Deny(SandboxCodes.DeniedByHook(reason));

    public void Deny(AccessDenial denial) => Denial ??= denial;
}
