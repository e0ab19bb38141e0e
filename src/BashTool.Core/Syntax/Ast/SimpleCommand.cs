using System.Collections.Immutable;

namespace BashTool.Core.Syntax.Ast;

/// <summary>Assignments, words and redirections, in that role whatever their order in the text.</summary>
public sealed class SimpleCommand : Command
{
    public SimpleCommand()
        : base(CommandKind.Simple)
    {
    }

    /// <summary>The assignments before the command name.</summary>
    public ImmutableArray<Assignment> Assignments { get; init; } = [];

    /// <summary>
    /// The command name and its arguments. An argument of a declaration builtin that has the form of an assignment
    /// is an <see cref="AssignmentWord"/>.
    /// </summary>
    public ImmutableArray<Word> Words { get; init; } = [];
}
