namespace BashTool.Core.Planning;

/// <summary>What runs one command.</summary>
public enum StageExecutor
{
    /// <summary>Nothing can.</summary>
    None,

    /// <summary>The shell itself: a builtin, or a name that is only known when it runs.</summary>
    Shell,

    /// <summary>A function that the script defines.</summary>
    Function,

    /// <summary>A command of BashTool's own.</summary>
    InProcess,

    /// <summary>A program of the host.</summary>
    Native,

    /// <summary>A tool that comes with a real bash.</summary>
    Bash,

    /// <summary>A command of the PowerShell session.</summary>
    PowerShell,

    /// <summary>The Windows command interpreter.</summary>
    Cmd,

    /// <summary>A Python interpreter.</summary>
    Python,
}
