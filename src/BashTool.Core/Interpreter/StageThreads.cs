using System.Collections.Concurrent;

namespace BashTool.Core.Interpreter;

/// <summary>Threads with large stacks for pipeline stages, jobs and process substitutions; kept for a while after use.</summary>
internal static class StageThreads
{
    private const int StackSize = 16 * 1024 * 1024;
    private const int MostIdle = 16;
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    private static readonly ConcurrentBag<Worker> Idle = [];
    private static int idleCount;

    /// <summary>Runs an action on a thread of its own; the action must not throw.</summary>
    public static void Run(Action action)
    {
        while (Idle.TryTake(out Worker? worker))
        {
            Interlocked.Decrement(ref idleCount);
            if (worker.TryGive(action))
            {
                return;
            }
        }

        new Worker().Start(action);
    }

    private sealed class Worker
    {
        private readonly SemaphoreSlim given = new(0);
        private Action? work;
        private int retired;

        public void Start(Action action)
        {
            work = action;
            new Thread(Loop, StackSize) { IsBackground = true, Name = "bash stage" }.Start();
        }

        public bool TryGive(Action action)
        {
            if (Interlocked.CompareExchange(ref retired, 2, 0) != 0)
            {
                return false;
            }

            work = action;
            given.Release();
            return true;
        }

        private void Loop()
        {
            while (true)
            {
                work!();
                work = null;
                retired = 0;
                if (Interlocked.Increment(ref idleCount) > MostIdle)
                {
                    Interlocked.Decrement(ref idleCount);
                    return;
                }

                Idle.Add(this);
                if (!given.Wait(IdleTime) && Interlocked.CompareExchange(ref retired, 1, 0) == 0)
                {
                    // Still in the bag, where TryGive will find it retired.
                    return;
                }

                if (work is null)
                {
                    given.Wait();
                }
            }
        }
    }
}
