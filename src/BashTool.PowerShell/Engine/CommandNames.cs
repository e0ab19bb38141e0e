using BashTool.Core.Interpreter;
using BashTool.PowerShell.Stages;

namespace BashTool.PowerShell.Engine;

/// <summary>The names of all commands a script can use beside programs and what it defines itself.</summary>
internal static class CommandNames
{
    public static IEnumerable<string> All
    {
        get
        {
            var names = new SortedSet<string>(EngineSession.Catalog.Names, StringComparer.Ordinal);
            names.UnionWith(BuiltinCatalog.Names);
            names.UnionWith(RegisteredCommands.Current.Entries.Select(static entry => entry.Name));
            return names;
        }
    }
}
