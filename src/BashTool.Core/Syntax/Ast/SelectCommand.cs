using System.Collections.Immutable;

namespace BashTool.Core.Syntax.Ast;

/// <summary><c>select name [in words]; do list; done</c>.</summary>
public sealed class SelectCommand : CompoundCommand
{
    public SelectCommand()
        : base(CommandKind.Select)
    {
    }

    public required string Name { get; init; }

    /// <summary>The words after <c>in</c>; null when there is no <c>in</c>, which means <c>"$@"</c>.</summary>
    public ImmutableArray<Word>? Words { get; init; }

    public required CommandList Body { get; init; }
}
