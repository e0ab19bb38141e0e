using System.Collections.Concurrent;

namespace BashTool.PowerShell.Engine;

/// <summary>The open sessions of this process.</summary>
internal static class SessionTable
{
    private static readonly ConcurrentDictionary<int, BashSession> Sessions = new();
    private static int lastId;

    public static int NextId() => Interlocked.Increment(ref lastId);

    public static IEnumerable<BashSession> All => Sessions.Values.OrderBy(static session => session.Id);

    public static void Add(BashSession session) => Sessions[session.Id] = session;

    public static void Remove(BashSession session) => Sessions.TryRemove(session.Id, out _);

    public static BashSession? Find(int id) => Sessions.GetValueOrDefault(id);

    public static BashSession? Find(string name) => All.FirstOrDefault(session => session.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public static void Clear()
    {
        foreach (BashSession session in All)
        {
            session.Dispose();
        }
    }
}
