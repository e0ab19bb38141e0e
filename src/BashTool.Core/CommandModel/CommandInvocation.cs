using BashTool.Core.Files;
using BashTool.Core.Streams;

namespace BashTool.Core.CommandModel;

/// <summary>A command that another command runs (<c>xargs</c>, <c>find -exec</c>, <c>env</c>, <c>timeout</c>): what differs from the caller's own surroundings.</summary>
public sealed record CommandInvocation
{
    /// <summary>The name and its arguments; or, with <see cref="IsScript"/>, the script, <c>$0</c> and the positional parameters.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>True to run <c>Words[0]</c> as shell text (<c>sh -c</c>): awk's <c>system()</c>, sed's <c>e</c>.</summary>
    public bool IsScript { get; init; }

    public OpenFile? Input { get; init; }

    public OpenFile? Output { get; init; }

    public OpenFile? Error { get; init; }

    public IEnvironment? Environment { get; init; }

    public VirtualPath? WorkingDirectory { get; init; }

    /// <summary>Ends the invocation: <c>timeout</c>.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The name of the caller, for "command not found" messages: <c>xargs: foo: No such file or directory</c>.</summary>
    public string? Caller { get; init; }
}
