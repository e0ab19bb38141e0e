namespace BashTool.Core.Syntax.Ast;

/// <summary>An argument of a declaration builtin that has the form of an assignment (<c>declare a=(1 2)</c>, <c>export x=$y</c>): its value is neither split nor globbed.</summary>
public sealed class AssignmentWord : Word
{
    public required Assignment Assignment { get; init; }
}
