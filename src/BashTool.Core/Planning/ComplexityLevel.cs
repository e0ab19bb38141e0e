namespace BashTool.Core.Planning;

/// <summary>How much there is to a script.</summary>
public enum ComplexityLevel
{
    /// <summary>One command.</summary>
    Simple,

    /// <summary>A pipeline, a chain or redirections.</summary>
    Moderate,

    /// <summary>Control flow, functions, substitutions, or many commands.</summary>
    Complex,

    /// <summary>What needs a whole shell: background jobs, coprocesses, traps, text run as a script.</summary>
    Advanced,
}
