using BashTool.Core.Text;
namespace BashTool.Core.Expansion;

/// <content>Assignments with attributes, and namerefs.</content>
public sealed partial class ShellVariables
{
    private const int LongestChain = 8;

    /// <summary>Assigns a scalar as <c>NAME=VALUE</c> does: namerefs, attributes, read-only, <c>set -a</c>.</summary>
    /// <exception cref="ExpansionException">It is read-only, or the arithmetic of an integer variable failed.</exception>
    public void Set(string name, string value, bool append = false)
    {
        ShellVariable? variable = FindForWrite(name);
        if (variable is null)
        {
            variable = new ShellVariable(name);
            map[name] = variable;
        }
        else if (variable.IsNameRef)
        {
            SetThroughReference(name, variable, value, append);
            return;
        }

        Assign(variable, value, append);
    }

    /// <summary>Assigns a number as <c>NAME=VALUE</c> does.</summary>
    public void Set(string name, long value)
    {
        ShellVariable? variable = FindForWrite(name);
        if (variable is null)
        {
            variable = new ShellVariable(name);
            map[name] = variable;
        }

        if ((variable.Attributes & VariableAttributes.AffectsAssignment) == 0)
        {
            variable.SetNumber(value);
            ExportIfAsked(variable);
        }
        else
        {
            Set(name, ShellVariable.Format(value));
        }
    }

    /// <summary>Assigns to a variable of this table (from <see cref="FindForWrite"/> or a Declare method), by its attributes; namerefs are not followed.</summary>
    public void Assign(ShellVariable variable, string value, bool append = false)
    {
        if ((variable.Attributes & VariableAttributes.AffectsAssignment) == 0)
        {
            if (append)
            {
                variable.AppendText(value);
            }
            else
            {
                variable.SetText(value);
            }
        }
        else
        {
            AssignByAttributes(variable, value, append);
        }

        ExportIfAsked(variable);
    }

    /// <summary>Assigns an element of an indexed array; a scalar becomes an array. A negative subscript counts from the end.</summary>
    public void AssignElement(ShellVariable variable, long index, string value, bool append = false)
    {
        if (!MayAssign(variable))
        {
            return;
        }

        if (index < 0)
        {
            long next = variable.Indexed is { } present ? present.NextIndex : variable.IsSet ? 1 : 0;
            index += next;
            if (index < 0)
            {
                throw new ExpansionException($"{variable.Name}[{index - next}]: bad array subscript");
            }
        }

        if (variable.Attributes != VariableAttributes.None)
        {
            value = Convert(variable, value, append ? variable.Indexed?[index] ?? (index == 0 ? variable.Value : null) ?? "" : null);
        }
        else if (append)
        {
            value = (variable.Indexed is { } array ? array[index] : index == 0 ? variable.Value : null) + value;
        }

        variable.WritableIndexed().Set(index, value);
        Touched(variable);
    }

    /// <summary>Assigns an entry of an associative array.</summary>
    public void AssignElement(ShellVariable variable, string key, string value, bool append = false)
    {
        if (!MayAssign(variable))
        {
            return;
        }

        AssociativeArray array = variable.WritableAssociative();
        array.Set(key, Convert(variable, value, append ? array[key] ?? "" : null));
        Touched(variable);
    }

    /// <summary>Replaces the value by a whole array.</summary>
    public void AssignArray(ShellVariable variable, IndexedArray array)
    {
        if (MayAssign(variable))
        {
            variable.Attributes &= ~VariableAttributes.Invisible;
            variable.SetArray(array);
            Touched(variable);
        }
    }

    /// <summary>Throws if it is read-only; false if assignments to it are dropped.</summary>
    public static bool MayAssign(ShellVariable variable)
    {
        if (variable.IsReadOnly)
        {
            throw ReadOnly(variable.Name);
        }

        return (variable.Attributes & VariableAttributes.NoAssign) == 0;
    }

    /// <summary>The value after the integer and case attributes.</summary>
    /// <param name="old">The value it is appended to; null for none.</param>
    internal string Convert(ShellVariable variable, string value, string? old)
    {
        if ((variable.Attributes & VariableAttributes.Integer) != 0)
        {
            long number = Arithmetic(value);
            if (old is not null)
            {
                number += Arithmetic(old);
            }

            return ShellVariable.Format(number);
        }

        if (old is { Length: > 0 })
        {
            value = old + value;
        }

        bool bytes = (variable.Attributes & VariableAttributes.CaseMask) != 0 && !System.Text.Ascii.IsValid(value) && !IsUtf8;
        return bytes ? TextLocale.FromBytes(ChangeCase(variable, TextLocale.ToBytes(value))) : ChangeCase(variable, value);
    }

    private static string ChangeCase(ShellVariable variable, string value) =>
        (variable.Attributes & VariableAttributes.CaseMask) switch
        {
            VariableAttributes.Lower => CaseText.ToLower(value),
            VariableAttributes.Upper => CaseText.ToUpper(value),
            VariableAttributes.Capitalize => CaseText.Capitalize(value),
            _ => value,
        };

    /// <summary>The error of an assignment to a read-only variable.</summary>
    public static ExpansionException ReadOnly(string name) => new($"{name}: readonly variable");

    /// <summary>Follows a nameref to the name (and subscript) it means in the end.</summary>
    /// <returns>False if the chain is circular (warned of) or ends in a nameref without a target, whose name is then the target.</returns>
    public bool TryFollow(string name, out string target, out string? subscript)
    {
        target = name;
        subscript = null;
        for (int step = 0; ; step++)
        {
            ShellVariable? variable = Find(target);
            if (variable is null || !variable.IsNameRef)
            {
                return true;
            }

            if (variable.Value is not { Length: > 0 } next)
            {
                return false;
            }

            if (step >= LongestChain || next == name)
            {
                Host.Warn($"warning: {name}: circular name reference");
                return false;
            }

            int bracket = next.IndexOf('[', StringComparison.Ordinal);
            if (bracket > 0 && next.EndsWith(']'))
            {
                subscript = next[(bracket + 1)..^1];
                target = next[..bracket];
                return true;
            }

            target = next;
        }
    }

    private long Arithmetic(string text)
    {
        Func<string, long>? evaluate = null;
        for (ShellVariables? table = this; evaluate is null && table is not null; table = table.parent)
        {
            evaluate = table.Evaluate;
        }

        try
        {
            return evaluate is null ? 0 : evaluate(text);
        }
        catch (ExpansionException e) when (e.Severity == ExpansionSeverity.Discard)
        {
            throw new ExpansionException(e.Message, ExpansionSeverity.TopLevel);
        }
    }

    private long Index(string subscript)
    {
        Func<string, long>? evaluate = null;
        for (ShellVariables? table = this; evaluate is null && table is not null; table = table.parent)
        {
            evaluate = table.EvaluateIndex;
        }

        return evaluate is null ? 0 : evaluate(subscript);
    }

    private string Key(string subscript)
    {
        Func<string, string>? expand = null;
        for (ShellVariables? table = this; expand is null && table is not null; table = table.parent)
        {
            expand = table.ExpandKey;
        }

        return expand is null ? subscript : expand(subscript);
    }

    private void AssignByAttributes(ShellVariable variable, string value, bool append)
    {
        if (!MayAssign(variable))
        {
            return;
        }

        if (variable is DynamicVariable dynamic && (variable.Attributes & VariableAttributes.Dynamic) != 0)
        {
            if (append)
            {
                dynamic.Refresh(Host);
            }

            dynamic.Assign(Convert(variable, value, append ? variable.Value ?? "" : null), Host);
            return;
        }

        if ((variable.Attributes & VariableAttributes.Integer) != 0)
        {
            long number = Arithmetic(value);
            if (append && variable.Value is { } old)
            {
                number += variable.TryGetNumber(out long known) ? known : Arithmetic(old);
            }

            variable.SetNumber(number);
        }
        else
        {
            variable.SetText(Convert(variable, value, append ? variable.Value ?? "" : null));
        }

        if ((variable.Attributes & VariableAttributes.Watched) != 0)
        {
            Changed?.Invoke(variable.Name);
        }
    }

    private void ExportIfAsked(ShellVariable variable)
    {
        if (host is not null ? host.Options.AllExport : parent is not null && Host.Options.AllExport)
        {
            variable.Attributes |= VariableAttributes.Exported;
        }
    }

    /// <summary>What follows a change inside an array.</summary>
    internal void Touched(ShellVariable variable)
    {
        if ((variable.Attributes & VariableAttributes.Watched) != 0)
        {
            Changed?.Invoke(variable.Name);
        }

        ExportIfAsked(variable);
    }

    private string? GetThroughReference(ShellVariable reference)
    {
        if (!TryFollow(reference.Name, out string target, out string? subscript))
        {
            return reference.Value is { Length: > 0 } ? GlobalBehind(reference)?.Value : null;
        }

        ShellVariable? variable = Find(target);
        if (subscript is null || variable is null)
        {
            return variable?.Value;
        }

        if (variable.Associative is { } associative)
        {
            return associative[Key(subscript)];
        }

        if (subscript is "@" or "*")
        {
            return variable.Value;
        }

        long index = Index(subscript);
        if (variable.Indexed is { } indexed)
        {
            return indexed[index < 0 ? index + indexed.NextIndex : index];
        }

        return index == 0 ? variable.Value : null;
    }

    private void SetThroughReference(string name, ShellVariable reference, string value, bool append)
    {
        if (!TryFollow(name, out string target, out string? subscript))
        {
            if (reference.Value is { Length: > 0 })
            {
                // Warned of already: nothing more to say.
                ShellVariable global = reference.Depth > 0 ? GetOrCreateGlobal(name) : reference;
                if (global.IsNameRef)
                {
                    throw new ExpansionException("");
                }

                Assign(global, value, append);
                return;
            }

            // A nameref without a target takes the first assignment as its target.
            ShellVariable last = FindForWrite(target) ?? reference;
            if (!IsReferenceTarget(value))
            {
                throw new ExpansionException($"`{value}': not a valid identifier");
            }

            if (last.IsReadOnly)
            {
                throw ReadOnly(last.Name);
            }

            last.SetText(value);
            return;
        }

        ShellVariable variable = GetOrCreate(target);
        if (subscript is null)
        {
            Assign(variable, value, append);
        }
        else if (subscript is "@" or "*")
        {
            throw new ExpansionException($"`{target}[{subscript}]': not a valid identifier");
        }
        else if (variable.Associative is not null)
        {
            AssignElement(variable, Key(subscript), value, append);
        }
        else
        {
            AssignElement(variable, Index(subscript), value, append);
        }
    }

    // A local nameref to its own name means the global variable.
    private ShellVariable? GlobalBehind(ShellVariable reference) =>
        reference.Depth > 0 && FindGlobal(reference.Name) is { } global && global != reference && !global.IsNameRef ? global : null;

    /// <summary>What a nameref may be given: a name, or an element of an array.</summary>
    public static bool IsReferenceTarget(string value)
    {
        int bracket = value.IndexOf('[', StringComparison.Ordinal);
        return bracket > 0 ? value.EndsWith(']') && bracket < value.Length - 2 && IsName(value.AsSpan(0, bracket)) : IsName(value);
    }

    /// <summary>It is a shell name: letters, digits and underscores, no digit in front.</summary>
    public static bool IsName(ReadOnlySpan<char> text)
    {
        if (text.Length == 0 || !(char.IsAsciiLetter(text[0]) || text[0] == '_'))
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }
}
