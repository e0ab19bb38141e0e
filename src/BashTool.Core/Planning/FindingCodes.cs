namespace BashTool.Core.Planning;

/// <summary>The codes of findings that are no refusal of the sandbox. A code is never reused.</summary>
public static class FindingCodes
{
    public const string SyntaxError = "BT-SX-001";

    public const string CommandNotFound = "BT-PL-001";

    /// <summary>A command name or a path that is only known when the script runs.</summary>
    public const string KnownWhenRun = "BT-PL-002";
}
