using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using BashTool.Core.CommandModel;

namespace BashTool.PowerShell.Stages;

/// <summary>The commands that Register-BashCommand added in one runspace: a script block belongs to the runspace it was made in.</summary>
internal sealed class RegisteredCommands
{
    private static readonly ConditionalWeakTable<Runspace, RegisteredCommands> All = [];
    private static readonly RegisteredCommands Nowhere = new();

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>A command: a script block, or one of .NET.</summary>
    public sealed record Entry(string Name, ScriptBlock? Script, BashCommand? Command, string Summary);

    /// <summary>Those of the runspace that runs on this thread.</summary>
    public static RegisteredCommands Current => Runspace.DefaultRunspace is { } runspace ? All.GetOrCreateValue(runspace) : Nowhere;

    public bool IsEmpty => entries.IsEmpty;

    public IEnumerable<Entry> Entries => entries.Values;

    public Entry? Find(string name) => entries.IsEmpty ? null : entries.GetValueOrDefault(name);

    public bool Add(Entry entry, bool replaces)
    {
        if (replaces)
        {
            entries[entry.Name] = entry;
            return true;
        }

        return entries.TryAdd(entry.Name, entry);
    }

    public bool Remove(string name) => entries.TryRemove(name, out _);
}
