namespace BashTool.PowerShell.Cmdlets;

/// <summary>How objects become standard input.</summary>
public enum InputFormat
{
    /// <summary>As they would be shown.</summary>
    Text,

    /// <summary>Each as a line of JSON.</summary>
    Json,
}
