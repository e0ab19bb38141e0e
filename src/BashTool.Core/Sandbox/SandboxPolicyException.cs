namespace BashTool.Core.Sandbox;

/// <summary>A policy file that is wrong: where and why. Lines and columns count from 1.</summary>
public sealed class SandboxPolicyException(string file, int line, int column, string problem)
    : Exception(line > 0 ? $"{(file.Length == 0 ? "policy" : file)}:{line}:{column}: {problem}" : $"{file}: {problem}")
{
    /// <summary>The file, or empty where the policy was given as text.</summary>
    public string File { get; } = file;

    /// <summary>0 where the file could not be read at all.</summary>
    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <summary>What is wrong, without the place.</summary>
    public string Problem { get; } = problem;
}
