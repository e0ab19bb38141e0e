using System.Collections.Concurrent;
using BashTool.Core.Interpreter;
using BashTool.Core.Planning;
using BashTool.PowerShell.Stages;

namespace BashTool.PowerShell.Engine;

/// <summary>
/// Scripts that run on the caller's own thread: they start no other, and their commands are done in a moment. Handing a script to
/// another thread takes longer than they do.
/// </summary>
internal static class QuickScript
{
    private static readonly HashSet<string> Quick = new(StringComparer.Ordinal)
    {
        "basename", "date", "dirname", "echo", "expr", "false", "hostname", "id", "logname", "nproc", "printenv", "printf", "pwd", "test", "true", "tty", "uname", "whoami",
    };

    private const int MostKnown = 512;

    private static readonly ConcurrentDictionary<string, bool> Known = new(StringComparer.Ordinal);

    public static bool Is(string text)
    {
        if (!RegisteredCommands.Current.IsEmpty)
        {
            return false;
        }

        if (Known.TryGetValue(text, out bool known))
        {
            return known;
        }

        if (Known.Count >= MostKnown)
        {
            Known.Clear();
        }

        return Known[text] = SingleThreadedScript.Is(text, BuiltinCatalog.Contains, static name => Quick.Contains(name));
    }
}
