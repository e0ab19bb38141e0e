using System.Collections.Immutable;

namespace BashTool.Core.Syntax.Ast;

/// <summary><c>if list; then list; [elif list; then list;] ... [else list;] fi</c>.</summary>
public sealed class IfCommand : CompoundCommand
{
    public IfCommand()
        : base(CommandKind.If)
    {
    }

    public required ImmutableArray<IfClause> Clauses { get; init; }

    public CommandList? Else { get; init; }
}
