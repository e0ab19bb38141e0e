namespace BashTool.PowerShell.Engine;

/// <summary>The sandboxes that are open and not in use.</summary>
internal static class EnginePool
{
    private const int MostIdle = 8;

    // The one used last at the end; a handful, so that a search costs nothing.
    private static readonly List<EngineSession> Idle = new(MostIdle + 1);

    static EnginePool() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => Clear();

    /// <summary>A session for the caller alone, until it is given back.</summary>
    /// <exception cref="Core.Files.FileSystemException">A directory of the sandbox cannot be opened.</exception>
    public static EngineSession Rent(EngineKey key)
    {
        while (TakeIdle(key) is { } session)
        {
            if (session.IsCurrent)
            {
                return session;
            }

            session.Dispose();
        }

        return new EngineSession(key);
    }

    /// <summary>Gives a session back that nothing uses any more.</summary>
    public static void Return(EngineSession session)
    {
        if (!session.IsPooled)
        {
            session.Dispose();
            return;
        }

        EngineSession? oldest = null;
        lock (Idle)
        {
            Idle.Add(session);
            if (Idle.Count > MostIdle)
            {
                oldest = Idle[0];
                Idle.RemoveAt(0);
            }
        }

        oldest?.Dispose();
    }

    private static EngineSession? TakeIdle(EngineKey key)
    {
        lock (Idle)
        {
            for (int i = Idle.Count - 1; i >= 0; i--)
            {
                EngineSession session = Idle[i];
                if (session.Key == key)
                {
                    Idle.RemoveAt(i);
                    return session;
                }
            }
        }

        return null;
    }

    /// <summary>Closes what is not in use.</summary>
    public static void Clear()
    {
        EngineSession[] all;
        lock (Idle)
        {
            all = [.. Idle];
            Idle.Clear();
        }

        foreach (EngineSession session in all)
        {
            session.Dispose();
        }
    }
}
