namespace BashTool.Core.Expansion;

/// <summary>What the backslash escapes of a prompt stand for.</summary>
public sealed record PromptInformation
{
    /// <summary><c>\u</c>.</summary>
    public string UserName { get; init; } = "user";

    /// <summary><c>\s</c>.</summary>
    public string ShellName { get; init; } = "bash";

    /// <summary><c>\H</c>; <c>\h</c> is its first part.</summary>
    public string HostName { get; init; } = "localhost";

    /// <summary><c>\$</c> is <c>#</c>.</summary>
    public bool IsRoot { get; init; }

    /// <summary><c>\l</c>.</summary>
    public string Terminal { get; init; } = "tty";

    /// <summary><c>\j</c>.</summary>
    public int Jobs { get; init; }

    /// <summary><c>\!</c>.</summary>
    public int HistoryNumber { get; init; } = 1;

    /// <summary><c>\#</c>.</summary>
    public int CommandNumber { get; init; } = 1;

    /// <summary><c>\v</c>.</summary>
    public string Version { get; init; } = "5.2";

    /// <summary><c>\V</c>.</summary>
    public string Release { get; init; } = "5.2.15";

    /// <summary>The time now by a format of strftime(3), in the time zone of the script.</summary>
    public Func<string, string> FormatTime { get; init; } = static format => format;
}
