using System.Collections.Concurrent;

namespace BashTool.PowerShell.Engine;

/// <summary>Threads that scripts run on: their stacks are large, and they are kept for the next call.</summary>
internal static class EngineThread
{
    private const int StackSize = 64 * 1024 * 1024;
    private const int MostIdle = 4;

    private static readonly ConcurrentStack<Worker> Idle = new();

    /// <summary>Runs an action, which must not throw, on a thread that nothing else uses meanwhile.</summary>
    public static void Run(Action action)
    {
        if (!Idle.TryPop(out Worker? worker))
        {
            worker = new Worker();
        }

        worker.Give(action);
    }

    private sealed class Worker
    {
        private readonly SemaphoreSlim given = new(0);
        private Action? work;

        public Worker() => new Thread(Loop, StackSize) { IsBackground = true, Name = "bash" }.UnsafeStart();

        public void Give(Action action)
        {
            work = action;
            given.Release();
        }

        private void Loop()
        {
            while (true)
            {
                given.Wait();
                Action action = work!;
                work = null;
                action();
                if (Idle.Count >= MostIdle)
                {
                    return;
                }

                Idle.Push(this);
            }
        }
    }
}
