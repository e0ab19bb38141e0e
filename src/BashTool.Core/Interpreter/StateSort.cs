namespace BashTool.Core.Interpreter;

/// <summary>The parts of a shell's state.</summary>
public enum StateSort
{
    Variable,
    Function,
    Alias,
    Option,
    WorkingDirectory,
    Parameters,
    Trap,
    Umask,
}
