namespace BashTool.Core.Expansion;

/// <summary>
/// A variable whose value comes from the shell when it is read (<c>RANDOM</c>, <c>LINENO</c>, <c>FUNCNAME</c>). It loses that when it is unset.
/// </summary>
/// <param name="refresh">Puts the value of now into the variable (<see cref="ShellVariable.SetText"/>, SetNumber, SetArray); called before each read.</param>
/// <param name="assign">What an assignment does; null: the value is dropped.</param>
public sealed class DynamicVariable(
    string name, Action<DynamicVariable, IExpansionHost> refresh, Action<string, IExpansionHost>? assign = null) : ShellVariable(name)
{
    public void Refresh(IExpansionHost host) => refresh(this, host);

    public void Assign(string value, IExpansionHost host) => assign?.Invoke(value, host);

    public override ShellVariable Copy()
    {
        var copy = new DynamicVariable(Name, refresh, assign);
        CopyTo(copy);
        return copy;
    }
}
