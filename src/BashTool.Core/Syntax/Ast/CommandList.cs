using System.Collections.Immutable;

namespace BashTool.Core.Syntax.Ast;

/// <summary>How an item of a list ends.</summary>
public enum ListSeparator : byte
{
    /// <summary>Nothing: the last item of a list.</summary>
    None,
    Semicolon,
    Newline,

    /// <summary><c>&amp;</c>: the item runs in the background.</summary>
    Ampersand,
}

/// <summary>A sequence of commands: what is read at once from the input, or the body of a compound command.</summary>
public sealed class CommandList : SyntaxNode
{
    internal object? Annotation = null;

    public static CommandList Empty { get; } = new() { Items = [] };

    public required ImmutableArray<CommandListItem> Items { get; init; }

    public bool IsEmpty => Items.IsEmpty;
}
