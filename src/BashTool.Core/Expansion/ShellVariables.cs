using BashTool.Core.Text;
using System.Runtime.InteropServices;

namespace BashTool.Core.Expansion;

/// <summary>
/// The variables of one shell: one dictionary of what is visible now. A function's locals hide outer variables, which wait in its scope until it returns.
/// An <see cref="Overlay"/> serves a subshell that runs while its parent waits: it reads through to the parent and copies what it writes.
/// </summary>
public sealed partial class ShellVariables : ITextLocale
{
    private readonly Dictionary<string, ShellVariable?> map = [];
    private readonly ShellVariables? parent;
    private List<string>? foreign;
    private IExpansionHost? host;

    public ShellVariables()
    {
    }

    private ShellVariables(ShellVariables parent)
    {
        this.parent = parent;
        AnyListReference = parent.AnyListReference;
        scope = parent.scope;
    }

    /// <summary>A <see cref="VariableAttributes.Watched"/> variable was assigned or unset.</summary>
    public Action<string>? Changed { get; set; }

    /// <summary>The shell whose variables these are; serves dynamic variables.</summary>
    public IExpansionHost Host
    {
        get => host ?? parent?.Host ?? throw new InvalidOperationException("The table has no shell.");
        set => host = value;
    }

    /// <summary>A nameref to all elements of an array was made, so a plain name may stand for a list.</summary>
    public bool AnyListReference { get; set; }

    /// <summary>The index a subscript's text stands for. Set by the <see cref="Expander"/>.</summary>
    internal Func<string, long>? EvaluateIndex { get; set; }

    /// <summary>The key a subscript's text stands for. Set by the <see cref="Expander"/>.</summary>
    internal Func<string, string>? ExpandKey { get; set; }

    /// <summary>Evaluates the text of an arithmetic expression: integer variables and subscripts. Set by the <see cref="Expander"/>.</summary>
    internal Func<string, long>? Evaluate { get; set; }

    /// <summary>A table for a subshell that runs while this one is not used.</summary>
    public ShellVariables Overlay() => new(this);

    /// <summary>An independent copy for a subshell on another thread.</summary>
    public ShellVariables Clone()
    {
        var copy = new ShellVariables { AnyListReference = AnyListReference, foreign = Foreign };
        copy.map.EnsureCapacity(map.Count + 16);
        for (ShellVariables? table = this; table is not null; table = table.parent)
        {
            foreach ((string name, ShellVariable? variable) in table.map)
            {
                ref ShellVariable? slot = ref CollectionsMarshal.GetValueRefOrAddDefault(copy.map, name, out bool exists);
                if (!exists)
                {
                    slot = variable?.Copy();
                }
            }
        }

        copy.scope = CloneScopes(scope, copy);
        return copy;
    }

    /// <summary>The visible variable of that name, namerefs not followed; null if there is none. Not for writing.</summary>
    public ShellVariable? Find(string name)
    {
        if (map.TryGetValue(name, out ShellVariable? variable) || parent is not null)
        {
            variable ??= FindInParents(name);
            if (variable is not null && (variable.Attributes & VariableAttributes.Dynamic) != 0)
            {
                ((DynamicVariable)variable).Refresh(Host);
            }
        }

        return variable;
    }

    /// <summary>The visible variable in a copy that may be changed; null if there is none. Namerefs are not followed.</summary>
    public ShellVariable? FindForWrite(string name)
    {
        if (map.TryGetValue(name, out ShellVariable? variable))
        {
            return variable;
        }

        if (parent is null || FindInParents(name) is not { } outer)
        {
            return null;
        }

        variable = outer.Copy();
        map[name] = variable;
        return variable;
    }

    /// <summary>The variable for writing; made as a global one if there is none. Namerefs are not followed.</summary>
    public ShellVariable GetOrCreate(string name)
    {
        ShellVariable? variable = FindForWrite(name);
        if (variable is null)
        {
            variable = new ShellVariable(name);
            map[name] = variable;
        }

        return variable;
    }

    /// <summary>False under <c>LC_ALL=C</c> and its like: every byte is a character. Asked for texts beyond ASCII only.</summary>
    public bool IsUtf8 => TextLocale.MeansUtf8(this, static (variables, name) => variables.Get(name));

    /// <summary>Puts a variable in place as a global one, whatever was there; for start-up and dynamic variables.</summary>
    public void Define(ShellVariable variable)
    {
        if (variable is DynamicVariable)
        {
            variable.Attributes |= VariableAttributes.Dynamic;
        }

        map[variable.Name] = variable;
    }

    /// <summary>The scalar value, namerefs followed; null if unset.</summary>
    public string? Get(string name)
    {
        ShellVariable? variable = Find(name);
        if (variable is not null && (variable.Attributes & VariableAttributes.NameRef) != 0)
        {
            return GetThroughReference(variable);
        }

        return variable?.Value;
    }

    /// <summary>The variable a name leads to, namerefs followed (to an element: its array); null if there is none. Not for writing.</summary>
    public ShellVariable? Resolve(string name)
    {
        ShellVariable? variable = Find(name);
        if (variable is not null && variable.IsNameRef)
        {
            return TryFollow(name, out string target, out _) ? Find(target) : null;
        }

        return variable;
    }

    /// <summary>The array a name with a subscript leads to: a nameref to an element has none.</summary>
    public ShellVariable? ResolveArray(string name)
    {
        ShellVariable? variable = Find(name);
        if (variable is not null && variable.IsNameRef)
        {
            return TryFollow(name, out string target, out string? subscript) && subscript is null ? Find(target) : null;
        }

        return variable;
    }

    private ShellVariable? FindInParents(string name)
    {
        // A null in a nearer table is a variable unset there.
        if (map.ContainsKey(name))
        {
            return null;
        }

        for (ShellVariables? table = parent; table is not null; table = table.parent)
        {
            if (table.map.TryGetValue(name, out ShellVariable? variable))
            {
                return variable;
            }
        }

        return null;
    }

    private void RemoveBinding(string name)
    {
        if (parent is null)
        {
            map.Remove(name);
        }
        else
        {
            map[name] = null;
        }
    }

    private void Bind(string name, ShellVariable? variable)
    {
        if (variable is null)
        {
            RemoveBinding(name);
        }
        else
        {
            map[name] = variable;
        }
    }
}
