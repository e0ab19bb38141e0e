using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Expansion;

/// <content>Assignments (Bash manual, 3.4 and 6.7).</content>
public sealed partial class Expander
{
    /// <summary>Carries out an assignment to the visible variable of that name, made as a global one if there is none.</summary>
    public void Assign(Assignment assignment)
    {
        if (assignment.Array is { } literal)
        {
            RefuseListInElement(assignment);
            ShellVariable? existing = variables.Find(assignment.Name);
            List<ArrayValue> values = ExpandElements(literal, existing is { IsNameRef: true } ? variables.Resolve(assignment.Name) : existing);
            ShellVariable target = WritableTarget(assignment.Name, out string? element);
            if (element is not null)
            {
                throw new ExpansionException($"`{target.Name}[{element}]': not a valid identifier");
            }

            if (target.IsNameRef)
            {
                host.Warn($"warning: {target.Name}: removing nameref attribute");
                target.Attributes &= ~VariableAttributes.NameRef;
            }

            AssignElements(target, values, assignment.IsAppend);
            return;
        }

        string value = ExpandAssignmentValue(assignment.Value!);
        if (assignment.Subscript is null)
        {
            variables.Set(assignment.Name, value, assignment.IsAppend);
        }
        else
        {
            AssignValue(assignment.Name, assignment.Subscript, value, assignment.IsAppend);
        }
    }

    /// <summary>Carries out an assignment to this very variable (from DeclareLocal, DeclareTemporary, GetOrCreateGlobal): for declaration builtins.</summary>
    public void Assign(Assignment assignment, ShellVariable variable)
    {
        if (assignment.Array is { } literal)
        {
            RefuseListInElement(assignment);
            AssignElements(variable, ExpandElements(literal, variable), assignment.IsAppend);
            return;
        }

        AssignText(variable, assignment.Subscript, ExpandAssignmentValue(assignment.Value!), assignment.IsAppend);
    }

    /// <summary>Assigns the elements of a compound assignment given as text, <c>(a b [3]=c)</c>, to this variable (<c>declare "a=(...)"</c>).</summary>
    public void AssignArrayText(ShellVariable variable, string text, bool append = false)
    {
        ArrayLiteral literal;
        try
        {
            literal = Parser.ParseArrayLiteral(text, new ParserOptions { ExtendedGlob = host.Options.ExtGlob });
        }
        catch (SyntaxErrorException e)
        {
            throw new ExpansionException(e.Message);
        }

        AssignElements(variable, ExpandElements(literal, variable), append);
    }

    /// <summary>Assigns to <c>name</c> or <c>name[subscript]</c> given as text (<c>read</c>, <c>printf -v</c>, <c>getopts</c>); the subscript is expanded.</summary>
    public void AssignReference(string reference, string value, bool append = false)
    {
        int bracket = reference.IndexOf('[', StringComparison.Ordinal);
        if (bracket <= 0)
        {
            variables.Set(reference, value, append);
            return;
        }

        if (!reference.EndsWith(']') || bracket >= reference.Length - 2)
        {
            throw new ExpansionException($"{reference}: bad array subscript", ExpansionSeverity.Fail);
        }

        AssignValue(reference[..bracket], ParseSubscript(reference[(bracket + 1)..^1]), value, append);
    }

    /// <summary>Assigns a text to this variable, or to an element of it given by the text of its subscript.</summary>
    public void AssignText(ShellVariable variable, string? subscript, string value, bool append = false) =>
        AssignText(variable, subscript is null ? null : ParseSubscript(subscript), value, append);

    /// <summary>Unsets <c>name</c> or <c>name[subscript]</c> given as text, as <c>unset -v</c> does.</summary>
    /// <returns>False if there was no such variable.</returns>
    public bool UnsetReference(string reference)
    {
        string name = reference;
        string? subscript = null;
        int bracket = reference.IndexOf('[', StringComparison.Ordinal);
        if (bracket > 0 && reference.EndsWith(']'))
        {
            name = reference[..bracket];
            subscript = reference[(bracket + 1)..^1];
        }

        if (variables.Find(name) is { IsNameRef: true } && variables.TryFollow(name, out string target, out string? nested))
        {
            name = target;
            subscript ??= nested;
        }

        if (subscript is null)
        {
            return variables.Unset(name);
        }

        ShellVariable? variable = variables.FindForWrite(name);
        if (variable is null)
        {
            return true;
        }

        if (variable.IsReadOnly)
        {
            throw new ExpansionException($"{name}: cannot unset: readonly variable", ExpansionSeverity.Fail);
        }

        return UnsetElement(variable, subscript);
    }

    /// <summary>Whether <c>name</c>, <c>name[subscript]</c> or a positional number has a value (<c>[[ -v ]]</c>, <c>test -v</c>).</summary>
    public bool IsSet(string reference)
    {
        if (ParseReference(reference) is not { } parameter)
        {
            return false;
        }

        return parameter.IsList && !parameter.IsPositionalList ? CountElements(parameter) > 0
            : parameter.Kind != ParameterKind.Special && Value(parameter) is not null;
    }

    /// <summary>The value of <c>name</c> or <c>name[subscript]</c> given as text; null if unset.</summary>
    public string? ReadReference(string reference) => ParseReference(reference) is { } parameter ? Value(parameter) : null;

    /// <summary>The list of an assignment before a command, which is a text there: <c>(a b)</c>.</summary>
    public string ExpandListText(Assignment assignment)
    {
        string text = assignment.Text[(assignment.Text.IndexOf('=', StringComparison.Ordinal) + 1)..];
        try
        {
            return ExpandToString(Parser.ParseWord(text, new ParserOptions { ExtendedGlob = host.Options.ExtGlob }));
        }
        catch (SyntaxErrorException e)
        {
            throw new ExpansionException(e.Message);
        }
    }

    private static void RefuseListInElement(Assignment assignment)
    {
        if (assignment.Subscript is { } subscript)
        {
            throw new ExpansionException($"{assignment.Name}[{subscript.Text}]: cannot assign list to array member");
        }
    }

    private void AssignValue(string name, Subscript? subscript, string value, bool append)
    {
        if (subscript is null)
        {
            variables.Set(name, value, append);
            return;
        }

        ShellVariable variable = WritableTarget(name, out string? nested);
        if (nested is not null)
        {
            throw new ExpansionException($"`{name}': not a valid identifier");
        }

        AssignText(variable, subscript, value, append);
    }

    private void AssignText(ShellVariable variable, Subscript? subscript, string value, bool append)
    {
        if (subscript is null)
        {
            variables.Assign(variable, value, append);
            return;
        }

        if (subscript.Text.Length == 0 || (subscript.Kind != SubscriptKind.Element && variable.Associative is null))
        {
            throw new ExpansionException($"{variable.Name}[{subscript.Text}]: bad array subscript");
        }

        if (variable.Associative is not null)
        {
            string key = AssociativeKey(subscript);
            if (key.Length == 0)
            {
                throw new ExpansionException($"{variable.Name}[{subscript.Text}]: bad array subscript");
            }

            variables.AssignElement(variable, key, value, append);
        }
        else
        {
            AssignIndexed(variable, EvaluateSubscript(subscript.Arithmetic), value, append, subscript.Text);
        }
    }

    private void AssignIndexed(ShellVariable variable, long index, string value, bool append, string subscriptText)
    {
        if (index < 0)
        {
            index += variable.Indexed is { } array ? array.NextIndex : variable.IsSet ? 1 : 0;
            if (index < 0)
            {
                throw new ExpansionException($"{variable.Name}[{subscriptText}]: bad array subscript");
            }
        }

        variables.AssignElement(variable, index, value, append);
    }

    /// <summary>The variable to write for a name, namerefs followed.</summary>
    private ShellVariable WritableTarget(string name, out string? subscript)
    {
        subscript = null;
        ShellVariable variable = variables.GetOrCreate(name);
        if (variable.IsNameRef && variables.TryFollow(name, out string target, out subscript))
        {
            variable = variables.GetOrCreate(target);
        }

        return variable;
    }

    private bool UnsetElement(ShellVariable variable, string text)
    {
        if (variable.Associative is { } present)
        {
            Subscript key = ParseSubscript(text);
            string name = AssociativeKey(key);
            if (present.ContainsKey(name))
            {
                variable.WritableAssociative().Remove(name);
            }

            return true;
        }

        if (text is "@" or "*")
        {
            if (variable.Indexed is not null)
            {
                variables.AssignArray(variable, new IndexedArray());
                return true;
            }

            return variables.Unset(variable.Name);
        }

        long index = EvaluateSubscript(ParseSubscript(text).Arithmetic);
        if (variable.Indexed is { } indexed)
        {
            if (index < 0 && (index += indexed.NextIndex) < 0)
            {
                throw new ExpansionException($"[{text}]: bad array subscript", ExpansionSeverity.Fail);
            }

            if (indexed[index] is not null)
            {
                variable.WritableIndexed().Remove(index);
            }

            return true;
        }

        if (index != 0)
        {
            throw new ExpansionException($"{variable.Name}: not an array variable", ExpansionSeverity.Fail);
        }

        return variables.Unset(variable.Name);
    }

    // The words are expanded before anything is assigned; subscripts are evaluated as their elements are.
    private List<ArrayValue> ExpandElements(ArrayLiteral literal, ShellVariable? variable)
    {
        var values = new List<ArrayValue>(literal.Elements.Length);
        bool pairs = variable?.Associative is not null && literal.Elements is [{ Subscript: null }, ..];
        foreach (ArrayElement element in literal.Elements)
        {
            if (element.BraceWord is { } braces && variable?.Associative is null && host.Options.BraceExpand)
            {
                // Expanded braces are words: what they give is not taken for subscripts any more.
                List<string> expanded = RentList();
                ExpandWord(braces, expanded);
                foreach (string word in expanded)
                {
                    values.Add(new ArrayValue(null, word));
                }

                ReturnList(expanded);
            }
            else if (element.Subscript is not null && !pairs)
            {
                values.Add(new ArrayValue(element, ExpandElementValue(element.Value, variable?.Associative is not null)));
            }
            else if (variable?.Associative is not null)
            {
                values.Add(new ArrayValue(null, ExpandToString(element.Word), element.Word.Text));
            }
            else
            {
                List<string> words = RentList();
                ExpandWord(element.Word, words);
                foreach (string word in words)
                {
                    values.Add(new ArrayValue(null, word));
                }

                ReturnList(words);
            }
        }

        return values;
    }

    /// <summary>The value of an element with a subscript; that of an associative array keeps its tildes.</summary>
    public string ExpandElementValue(Word value, bool associative)
    {
        if (!associative || (value.Features & WordFeatures.HasTilde) == 0)
        {
            return ExpandAssignmentValue(value);
        }

        keepTildes++;
        try
        {
            return ExpandAssignmentValue(value);
        }
        finally
        {
            keepTildes--;
        }
    }

    private int keepTildes;

    private void AssignElements(ShellVariable variable, List<ArrayValue> values, bool append)
    {
        if (!ShellVariables.MayAssign(variable))
        {
            return;
        }

        if (variable.Associative is not null)
        {
            AssignAssociative(variable, values, append);
        }
        else
        {
            AssignIndexedElements(variable, values, append);
        }
    }

    private void AssignIndexedElements(ShellVariable variable, List<ArrayValue> values, bool append)
    {
        IndexedArray array;
        if (append)
        {
            array = variable.WritableIndexed();
        }
        else
        {
            array = new IndexedArray();
            variables.AssignArray(variable, array);
        }

        bool plain = (variable.Attributes & (VariableAttributes.Integer | VariableAttributes.CaseMask)) == 0;
        long next = array.NextIndex;
        foreach (ArrayValue item in values)
        {
            if (item.Element is { } element)
            {
                if (element.Subscript!.Text.Length == 0)
                {
                    host.Warn($"[{element.Subscript.Text}]={item.Text}: bad array subscript");
                    continue;
                }

                long index = EvaluateSubscript(element.Subscript.Arithmetic);
                if (index < 0 && (index += array.NextIndex) < 0)
                {
                    host.Warn($"[{element.Subscript.Text}]={item.Text}: bad array subscript");
                    continue;
                }

                next = index;
            }

            bool adds = item.Element is { IsAppend: true };
            array.Set(next, plain ? adds ? array[next] + item.Text : item.Text
                : variables.Convert(variable, item.Text, adds ? array[next] ?? "" : null));
            next++;
        }

        if (append)
        {
            variables.Touched(variable);
        }
    }

    private void AssignAssociative(ShellVariable variable, List<ArrayValue> values, bool append)
    {
        // Bash fills the new table while the old one can still be read.
        AssociativeArray array = append ? variable.WritableAssociative() : new AssociativeArray();
        AssociativeArray? before = append ? array : variable.Associative;
        bool pairs = values is [{ Element: null }, ..];
        if (pairs)
        {
            for (int i = 0; i < values.Count; i += 2)
            {
                string key = values[i].Text;
                string value = i + 1 < values.Count ? values[i + 1].Text : "";
                if (key.Length == 0)
                {
                    host.Warn($"{values[i].Word}: bad array subscript");
                    continue;
                }

                array.Set(key, variables.Convert(variable, value, null));
            }
        }
        else
        {
            foreach (ArrayValue item in values)
            {
                if (item.Element is not { Subscript: { } subscript } element)
                {
                    host.Warn($"{variable.Name}: {item.Word}: must use subscript when assigning associative array");
                    continue;
                }

                string key = AssociativeKey(subscript);
                if (key.Length == 0)
                {
                    host.Warn($"['']='{item.Text}': bad array subscript");
                    continue;
                }

                array.Set(key, variables.Convert(variable, item.Text, element.IsAppend ? before?[key] ?? "" : null));
            }
        }

        if (append)
        {
            variables.Touched(variable);
        }
        else
        {
            variable.Attributes &= ~VariableAttributes.Invisible;
            variable.SetArray(array);
            variables.Touched(variable);
        }
    }

    /// <summary>A value of a compound assignment, expanded, with the element it came from if that has a subscript.</summary>
    private readonly record struct ArrayValue(ArrayElement? Element, string Text, string Word = "");
}
