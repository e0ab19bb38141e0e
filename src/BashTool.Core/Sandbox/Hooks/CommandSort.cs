namespace BashTool.Core.Sandbox.Hooks;

/// <summary>What a command name led to.</summary>
public enum CommandSort
{
    Builtin,
    Function,

    /// <summary>A command of ours in this process.</summary>
    InProcess,

    /// <summary>A script or program among the files.</summary>
    File,
}
