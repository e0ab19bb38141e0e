using System.Runtime.ExceptionServices;

namespace BashTool.PowerShell.Pump;

/// <summary>Something to be done on the caller's thread, with its end.</summary>
internal sealed class CallerWork(Action action) : IDisposable
{
    private readonly ManualResetEventSlim done = new(false);
    private ExceptionDispatchInfo? failure;
    private bool cancelled;

    /// <summary>Called when it is done or given up, on the thread that did that.</summary>
    public Action? Ended { get; init; }

    public bool IsDone => done.IsSet;

    public void Run()
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }

        Finish();
    }

    public void Cancel()
    {
        cancelled = true;
        Finish();
    }

    /// <summary>Waits for the end, and throws what it failed with.</summary>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public void Wait()
    {
        done.Wait();
        Check();
    }

    public void Check()
    {
        failure?.Throw();
        if (cancelled)
        {
            throw new OperationCanceledException();
        }
    }

    public void Dispose() => done.Dispose();

    private void Finish()
    {
        done.Set();
        Ended?.Invoke();
    }
}
