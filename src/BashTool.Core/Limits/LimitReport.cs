namespace BashTool.Core.Limits;

/// <summary>A limit that a command line reached, as results show it.</summary>
/// <param name="Code">The stable code, as <c>BT-LIM-004</c>.</param>
/// <param name="Name">The name, as <c>loop iterations</c>.</param>
/// <param name="Value">The limit's value; times are in milliseconds.</param>
/// <param name="Text">The value as messages show it, as <c>1.5s</c>.</param>
public sealed record LimitReport(string Code, string Name, long Value, string Text)
{
    /// <summary>The status of a command line that reached a limit.</summary>
    public const int ExitStatus = 125;

    /// <summary><c>limit NAME (VALUE) reached</c></summary>
    public override string ToString() => $"limit {Name} ({Text}) reached";
}
