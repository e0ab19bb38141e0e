using System.Collections.Immutable;

namespace BashTool.Core.Syntax.Ast;

/// <summary>The operator between two pipelines of an <see cref="AndOrList"/>.</summary>
public enum AndOrOperator : byte
{
    And,
    Or,
}

/// <summary>Pipelines joined by <c>&amp;&amp;</c> and <c>||</c>, evaluated from left to right.</summary>
public sealed class AndOrList : Command
{
    public AndOrList()
        : base(CommandKind.AndOr)
    {
    }

    /// <summary>Two or more commands.</summary>
    public required ImmutableArray<Command> Commands { get; init; }

    /// <summary>The operator at index i stands between the commands i and i + 1.</summary>
    public required ImmutableArray<AndOrOperator> Operators { get; init; }
}
