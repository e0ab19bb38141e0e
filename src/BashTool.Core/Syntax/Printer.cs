using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>Prints a tree the way bash does for <c>declare -f</c>, <c>type</c>, <c>jobs</c> and BASH_COMMAND.</summary>
public static class Printer
{
    /// <summary>The definition as <c>declare -f</c> shows it, without a newline at its end.</summary>
    public static string PrintFunction(FunctionDefinition function) => throw new NotImplementedException();

    /// <summary>The definition under another name (functions may be copied).</summary>
    public static string PrintFunction(string name, Command body) => throw new NotImplementedException();

    /// <summary>A command as bash writes it in <c>jobs</c>, BASH_COMMAND and <c>$(...)</c>.</summary>
    public static string Print(Command command) => throw new NotImplementedException();

    /// <summary>A list as bash writes it.</summary>
    public static string Print(CommandList list) => throw new NotImplementedException();

    /// <summary>An assignment as it is shown by <c>set -x</c>'s source and BASH_COMMAND.</summary>
    public static string Print(Assignment assignment) => throw new NotImplementedException();
}
