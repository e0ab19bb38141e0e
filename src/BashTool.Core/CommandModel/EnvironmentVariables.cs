namespace BashTool.Core.CommandModel;

/// <summary>An environment held in a dictionary, in insertion order.</summary>
public sealed class EnvironmentVariables : IEnvironment
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    public EnvironmentVariables()
    {
    }

    public EnvironmentVariables(IEnumerable<KeyValuePair<string, string>> variables)
    {
        foreach ((string name, string value) in variables)
        {
            values[name] = value;
        }
    }

    public IEnumerable<KeyValuePair<string, string>> All => values;

    public string? Get(string name) => values.GetValueOrDefault(name);

    public void Set(string name, string value) => values[name] = value;

    public void Remove(string name) => values.Remove(name);

    public void Clear() => values.Clear();
}
