namespace BashTool.Core.CommandModel;

/// <summary>The environment variables a command sees: the shell's exported variables.</summary>
public interface IEnvironment
{
    /// <summary>The value of a variable; null if it is not in the environment.</summary>
    string? Get(string name);

    /// <summary>All of them, in the shell's order.</summary>
    IEnumerable<KeyValuePair<string, string>> All { get; }
}
