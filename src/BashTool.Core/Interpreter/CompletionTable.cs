using BashTool.Core.Expansion;

namespace BashTool.Core.Interpreter;

/// <summary>How the words of a command are completed (<c>complete</c>).</summary>
public sealed record CompletionSpecification
{
    /// <summary>The names of <c>-A</c>.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>The names of <c>-o</c>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    public string? GlobPattern { get; init; }

    public string? WordList { get; init; }

    public string? Prefix { get; init; }

    public string? Suffix { get; init; }

    public string? Filter { get; init; }

    public string? Function { get; init; }

    public string? Command { get; init; }
}

/// <summary>The completions of a shell by command name. A copy shares them until one side changes something.</summary>
public sealed class CompletionTable
{
    /// <summary>The name of <c>complete -D</c>.</summary>
    public const string Default = "_DefaultCmD_";

    /// <summary>The name of <c>complete -E</c>.</summary>
    public const string Empty = "_EmptycmD_";

    /// <summary>The name of <c>complete -I</c>.</summary>
    public const string Initial = "_InitialWorD_";

    private Dictionary<string, (CompletionSpecification Specification, int Order)>? table;
    private bool shared;
    private int added;

    /// <summary>All in bash's order: by 512 buckets, the newest of a bucket first.</summary>
    public IEnumerable<KeyValuePair<string, CompletionSpecification>> All => table is null ? [] : table
        .OrderBy(static e => AssociativeArray.Hash(e.Key) & 511).ThenByDescending(static e => e.Value.Order)
        .Select(static e => KeyValuePair.Create(e.Key, e.Value.Specification));

    public CompletionSpecification? Find(string name) => table is not null && table.TryGetValue(name, out var entry) ? entry.Specification : null;

    public void Set(string name, CompletionSpecification specification)
    {
        Own();
        table![name] = (specification, table.TryGetValue(name, out var old) ? old.Order : ++added);
    }

    public bool Remove(string name)
    {
        if (table is null || !table.ContainsKey(name))
        {
            return false;
        }

        Own();
        return table.Remove(name);
    }

    public void Clear() => table = null;

    public CompletionTable Clone()
    {
        shared = table is not null;
        return new CompletionTable { table = table, shared = shared, added = added };
    }

    private void Own()
    {
        if (table is null || shared)
        {
            table = table is null ? [] : new(table);
            shared = false;
        }
    }
}
