namespace BashTool.Core.Streams;

/// <summary>
/// What a thread still owes to others before it may wait. A stage runs the stages behind it late, on its own thread,
/// if its output fits into the pipe; where it is about to wait instead, they have to be started first.
/// </summary>
public static class Blocking
{
    [ThreadStatic]
    private static IDeferred? pending;

    /// <summary>Something to be done before the thread waits.</summary>
    public interface IDeferred
    {
        /// <summary>The one that was registered before this one.</summary>
        IDeferred? Outer { get; set; }

        /// <summary>Does it; a second call does nothing.</summary>
        void Release();
    }

    /// <summary>True if something is owed by this thread.</summary>
    public static bool HasPending => pending is not null;

    /// <summary>To be called by everything that waits: a pipe, a terminal, a timer, a process, a job.</summary>
    public static void Announce()
    {
        for (IDeferred? deferred = pending; deferred is not null; deferred = deferred.Outer)
        {
            deferred.Release();
        }
    }

    public static void Push(IDeferred deferred)
    {
        deferred.Outer = pending;
        pending = deferred;
    }

    public static void Pop(IDeferred deferred)
    {
        pending = deferred.Outer;
        deferred.Outer = null;
    }
}
