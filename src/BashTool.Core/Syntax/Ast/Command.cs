using System.Collections.Immutable;

namespace BashTool.Core.Syntax.Ast;

/// <summary>Anything that can be executed: a simple command, a pipeline, a list of them or a compound command.</summary>
public abstract class Command : SyntaxNode
{
    /// <summary>What the interpreter keeps about this command (a compiled form, a lookup cache). The parser never touches it.</summary>
    internal object? Annotation = null;

    /// <summary>It stands behind <c>!</c>: its own failure means nothing to ERR and <c>set -e</c>.</summary>
    internal bool IsInverted { get; set; }

    private protected Command(CommandKind kind) => Kind = kind;

    public CommandKind Kind { get; }

    /// <summary>The redirections that follow the command. Always empty for pipelines and and-or lists.</summary>
    public ImmutableArray<Redirection> Redirections { get; init; } = [];

    public bool HasRedirections => !Redirections.IsEmpty;
}
