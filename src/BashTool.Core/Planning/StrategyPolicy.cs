namespace BashTool.Core.Planning;

/// <summary>In which order executors are asked for a command.</summary>
public enum StrategyPolicy
{
    /// <summary>In process, a native program, a real bash's tool, PowerShell; else it fails.</summary>
    Auto,

    /// <summary>A native program, a short emulation, a real bash's tool, a long emulation.</summary>
    Classic,

    /// <summary>In process and nothing else.</summary>
    InProcess,

    /// <summary>A native program before our own command.</summary>
    PreferNative,

    /// <summary>A real bash's tool before our own command, where the command's spec lets it.</summary>
    PreferBash,

    /// <summary>As Auto, reordered where the statistics say clearly that another executor is faster and as reliable.</summary>
    Adaptive,
}
