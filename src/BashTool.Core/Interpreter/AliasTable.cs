namespace BashTool.Core.Interpreter;

/// <summary>The aliases of a shell. A copy shares them until one side changes something.</summary>
public sealed class AliasTable
{
    private Dictionary<string, string> aliases = new(StringComparer.Ordinal);
    private bool shared;

    public IEnumerable<KeyValuePair<string, string>> All => aliases.OrderBy(static a => a.Key, StringComparer.Ordinal);

    public string? Find(string name) => aliases.GetValueOrDefault(name);

    public void Set(string name, string value) => Own()[name] = value;

    public bool Remove(string name) => aliases.ContainsKey(name) && Own().Remove(name);

    public void Clear() => Own().Clear();

    public AliasTable Clone()
    {
        shared = true;
        return new AliasTable { aliases = aliases, shared = true };
    }

    private Dictionary<string, string> Own()
    {
        if (shared)
        {
            aliases = new Dictionary<string, string>(aliases, StringComparer.Ordinal);
            shared = false;
        }

        return aliases;
    }
}
