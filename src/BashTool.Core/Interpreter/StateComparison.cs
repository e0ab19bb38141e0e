using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Syntax;
using BashTool.Core.Text;

namespace BashTool.Core.Interpreter;

/// <summary>Compares two states of a shell, as far as a script can have changed them.</summary>
internal static class StateComparison
{
    // What every command sets is no change.
    private static readonly HashSet<string> Volatile = new(StringComparer.Ordinal) { "_", "BASH_EXECUTION_STRING", "PIPESTATUS", "SHLVL", "BASH_REMATCH" };

    public static List<StateDifference> Compare(ShellState before, ShellState now)
    {
        var differences = new List<StateDifference>();
        Compare(StateSort.Variable, Variables(before), Variables(now), differences);
        Compare(StateSort.Function, Functions(before), Functions(now), differences);
        Compare(StateSort.Alias, new Dictionary<string, string>(before.Aliases.All), new Dictionary<string, string>(now.Aliases.All), differences);
        Compare(StateSort.Option, Options(before), Options(now), differences);
        Compare(StateSort.Trap, Traps(before), Traps(now), differences);
        One(StateSort.WorkingDirectory, before.WorkingDirectory.Text, now.WorkingDirectory.Text, differences);
        One(StateSort.Parameters, Words(before.Parameters), Words(now.Parameters), differences);
        One(StateSort.Umask, Convert.ToString(before.Umask, 8).PadLeft(4, '0'), Convert.ToString(now.Umask, 8).PadLeft(4, '0'), differences);
        return differences;
    }

    private static string Words(string[] words) => string.Join(' ', words.Select(ShellQuoting.TraceWord));

    private static Dictionary<string, string> Variables(ShellState state)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (ShellVariable variable in state.Variables.Stored())
        {
            if (!Volatile.Contains(variable.Name))
            {
                all[variable.Name] = ShellVariables.Declaration(variable);
            }
        }

        return all;
    }

    private static Dictionary<string, string> Functions(ShellState state)
        => state.Functions.All.ToDictionary(static f => f.Name, static f => Printer.Print(f.Definition), StringComparer.Ordinal);

    private static Dictionary<string, string> Options(ShellState state)
        => ShellOptions.SetOptions.Concat(ShellOptions.ShoptOptions).ToDictionary(ShellOptions.NameOf, option => state.Options[option] ? "on" : "off", StringComparer.Ordinal);

    private static Dictionary<string, string> Traps(ShellState state)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int signal = 0; signal < Signals.TrapCount; signal++)
        {
            if (state.Traps[signal] is { } action)
            {
                all[Signals.Name(signal) ?? signal.ToString(System.Globalization.CultureInfo.InvariantCulture)] = action;
            }
        }

        return all;
    }

    private static void Compare(StateSort sort, Dictionary<string, string> before, Dictionary<string, string> now, List<StateDifference> differences)
    {
        foreach (string name in before.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            string? old = before.GetValueOrDefault(name), current = now.GetValueOrDefault(name);
            if (old != current)
            {
                DifferenceKind kind = old is null ? DifferenceKind.Added : current is null ? DifferenceKind.Removed : DifferenceKind.Modified;
                differences.Add(new StateDifference(sort, name, kind, old, current));
            }
        }
    }

    private static void One(StateSort sort, string old, string current, List<StateDifference> differences)
    {
        if (old != current)
        {
            differences.Add(new StateDifference(sort, "", DifferenceKind.Modified, old, current));
        }
    }
}
