using System.Collections.Immutable;

namespace BashTool.Core.Syntax.Ast;

/// <summary><c>case word in pattern) list;; ... esac</c>.</summary>
public sealed class CaseCommand : CompoundCommand
{
    public CaseCommand()
        : base(CommandKind.Case)
    {
    }

    public required Word Word { get; init; }

    public required ImmutableArray<CaseItem> Items { get; init; }
}
