using BashTool.Core.Planning;

namespace BashTool.Core.Execution;

/// <summary>A program that would have been started.</summary>
public sealed record TestStart
{
    /// <summary>The name it was called by.</summary>
    public required string Name { get; init; }

    /// <summary>The arguments without the name.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    public required StageExecutor Executor { get; init; }

    /// <summary>The working directory in the host's form.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The environment in the host's form.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>What it would have read.</summary>
    public required ReadOnlyMemory<byte> Input { get; init; }

    public override string ToString() => Arguments.Count == 0 ? Name : $"{Name} {string.Join(' ', Arguments)}";
}
