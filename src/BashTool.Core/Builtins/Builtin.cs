using BashTool.Core.CommandModel;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>
/// A shell builtin: a command that reads or changes the state of the shell. Stateless; a class named <c>CdBuiltin</c> is the
/// builtin <c>cd</c>, other names are given with <see cref="CommandNamesAttribute"/>.
/// </summary>
public abstract class Builtin
{
    /// <summary>The synopsis without the name, as <c>help -s</c> shows it: <c>[-L|[-P [-e]] [-@]] [dir]</c>.</summary>
    public abstract string Synopsis { get; }

    /// <summary>One line: what it does.</summary>
    public abstract string Summary { get; }

    /// <summary>The longer text of <c>help</c>, without the synopsis.</summary>
    public virtual string Details => "";

    /// <summary>A POSIX special builtin (POSIX XCU 2.14): found before functions in posix mode, its assignments persist there.</summary>
    public virtual bool IsSpecial => false;

    /// <summary>Takes assignments as arguments (<c>declare</c>, <c>export</c>...): their values are not split.</summary>
    public virtual bool IsDeclaration => false;

    /// <summary>May wait or look at files that the shell itself has written: what the shell holds back goes out first.</summary>
    public virtual bool Observes => false;

    /// <summary>Runs it. Errors are reported through <see cref="BuiltinCall"/>, in bash's words.</summary>
    /// <returns>The exit status.</returns>
    public abstract int Run(BuiltinCall call);
}
