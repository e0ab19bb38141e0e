namespace BashTool.Core.Limits;

/// <summary>What a runaway script meets. The message is <c>limit NAME (VALUE) reached</c>.</summary>
public sealed class LimitReachedException(string code, string name, string value)
    : Exception($"limit {name} ({value}) reached")
{
    /// <summary>The stable code, as <c>BT-LIM-001</c>.</summary>
    public string Code { get; } = code;

    public string LimitName { get; } = name;
}
