using System.Collections.Immutable;

namespace BashTool.Core.Syntax.Ast;

/// <summary>
/// One or more commands joined by <c>|</c> or <c>|&amp;</c>, perhaps negated or timed. A single command that is neither
/// stands by itself without a pipeline around it; <c>time</c> and <c>!</c> alone have no commands.
/// </summary>
public sealed class Pipeline : Command
{
    public Pipeline()
        : base(CommandKind.Pipeline)
    {
    }

    public required ImmutableArray<Command> Commands { get; init; }

    /// <summary>For each command, whether its standard error goes into the pipe as well (<c>|&amp;</c> follows it).</summary>
    public ImmutableArray<bool> PipeStandardError { get; init; } = [];

    public bool IsNegated { get; init; }

    public bool IsTimed { get; init; }

    /// <summary><c>time -p</c>.</summary>
    public bool IsTimePosix { get; init; }

    public bool PipesStandardError(int index) => index < PipeStandardError.Length && PipeStandardError[index];
}
