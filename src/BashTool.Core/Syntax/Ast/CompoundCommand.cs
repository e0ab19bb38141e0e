namespace BashTool.Core.Syntax.Ast;

/// <summary>A command that contains other commands or an expression and is introduced by a reserved word or an operator.</summary>
public abstract class CompoundCommand : Command
{
    private protected CompoundCommand(CommandKind kind)
        : base(kind)
    {
    }
}
