namespace BashTool.Core.Planning;

/// <summary>How a script as a whole would be run.</summary>
public enum StrategyType
{
    /// <summary>One command in process.</summary>
    Single,

    /// <summary>Several commands, all of them in process.</summary>
    InProcess,

    /// <summary>Programs of the host alone.</summary>
    Native,

    /// <summary>Commands of the PowerShell session alone.</summary>
    PowerShell,

    /// <summary>Some command is better served by a real bash and its tools.</summary>
    BashPreferred,

    /// <summary>Some command is served by nothing but a real bash and its tools.</summary>
    BashRequired,

    /// <summary>The Windows command interpreter.</summary>
    Cmd,

    /// <summary>A Python interpreter.</summary>
    Python,

    /// <summary>A mixture.</summary>
    Hybrid,

    /// <summary>Some command cannot be run at all.</summary>
    Fail,
}
