using System.Collections.Immutable;

namespace BashTool.Core.Syntax.Ast;

/// <summary><c>for name [in words]; do list; done</c>.</summary>
public sealed class ForCommand : CompoundCommand
{
    public ForCommand()
        : base(CommandKind.For)
    {
    }

    public required string Name { get; init; }

    /// <summary>The words after <c>in</c>; null when there is no <c>in</c>, which means <c>"$@"</c>.</summary>
    public ImmutableArray<Word>? Words { get; init; }

    public required CommandList Body { get; init; }
}
