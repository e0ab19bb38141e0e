using BashTool.Core.CommandModel;

namespace BashTool.Core.Interpreter;

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

    /// <summary><c>exec</c>: the redirections of the command stay.</summary>
    public virtual bool KeepsRedirections => false;

    /// <summary>Runs other commands (<c>eval</c>, <c>source</c>): their errors are not its own.</summary>
    public virtual bool RunsCommands => false;

    /// <summary>May wait or look at files that the shell itself has written: what the shell holds back goes out first.</summary>
    public virtual bool Observes => false;

    /// <summary>Runs it. Errors are reported through <see cref="BuiltinCall"/>, in bash's words.</summary>
    /// <returns>The exit status.</returns>
    /// <summary>The variables assigned before it are those of what it runs: <c>eval</c>, <c>source</c>, <c>unset</c>, <c>mapfile</c>.</summary>
    public virtual bool CarriesAssignments => false;

    public abstract int Run(BuiltinCall call);

    /// <summary>What <c>help NAME</c> prints.</summary>
    public string Help(string name)
    {
        string details = Details.Length > 0 ? "\n    \n    " + Details.Replace("\n", "\n    ", StringComparison.Ordinal) : "";
        return $"{name}: {SynopsisOf(name)}\n    {Summary}{details}\n";
    }

    /// <summary>The synopsis with the name in front.</summary>
    public virtual string SynopsisOf(string name) => Synopsis.Length == 0 ? name : $"{name} {Synopsis}";

    /// <summary>Options ended with an error or <c>--help</c>: says so; the status is 2.</summary>
    protected int Refuse(BuiltinCall call, in BuiltinOptions options)
    {
        if (options.IsHelp)
        {
            call.Write(Help(call.Name));
            return 2;
        }

        call.Shell.ReportError($"{call.Name}: {options.Error}");
        return Usage(call);
    }

    /// <summary>Prints the usage line; the status is 2.</summary>
    protected int Usage(BuiltinCall call)
    {
        call.Shell.WriteError($"{call.Name}: usage: {SynopsisOf(call.Name)}\n");
        return 2;
    }

    /// <summary>For a builtin without options: <c>--help</c> and unknown options are refused, <c>--</c> is skipped.</summary>
    /// <returns>False where <paramref name="status"/> is the answer.</returns>
    protected bool NoOptions(BuiltinCall call, out int first, out int status)
    {
        var options = new BuiltinOptions(call, "");
        options.Next(out _);
        first = options.Index;
        status = options.IsValid ? 0 : Refuse(call, options);
        return options.IsValid;
    }
}
