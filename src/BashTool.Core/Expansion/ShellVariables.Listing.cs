using System.Text;
using BashTool.Core.Text;

namespace BashTool.Core.Expansion;

/// <content>Listings: the environment, names by prefix, <c>declare -p</c>.</content>
public sealed partial class ShellVariables
{
    /// <summary>The exported variables with a scalar value, in the order bash hands them to a program.</summary>
    public IEnumerable<KeyValuePair<string, string>> Exported
    {
        get
        {
            var list = new List<(int Depth, uint Bucket, int Order, string Name, string Value)>();
            int order = 0;
            foreach (ShellVariable variable in Visible())
            {
                order++;
                if (variable.IsExported && (variable.Attributes & VariableAttributes.Dynamic) != 0)
                {
                    ((DynamicVariable)variable).Refresh(Host);
                }

                if (variable.IsExported && !variable.IsArray && variable.Value is { } value)
                {
                    list.Add((-variable.Depth, AssociativeArray.Hash(variable.Name) & 1023, -order, variable.Name, value));
                }
            }

            list.Sort();
            foreach ((_, _, _, string name, string value) in list)
            {
                yield return new(name, value);
            }

            if (Foreign is { } handedOn)
            {
                for (int i = 0; i < handedOn.Count; i += 2)
                {
                    yield return new(handedOn[i], handedOn[i + 1]);
                }
            }
        }
    }

    /// <summary>The value a program finds in its environment; null if it is not there.</summary>
    public string? GetExported(string name)
    {
        ShellVariable? variable = Find(name);
        if (variable is null && !IsName(name) && Foreign is { } handedOn)
        {
            int at = handedOn.IndexOf(name);
            return at >= 0 && at % 2 == 0 ? handedOn[at + 1] : null;
        }

        return variable is not null && variable.IsExported && !variable.IsArray ? variable.Value : null;
    }

    /// <summary>Keeps what came in the environment under a name that is none of a variable, as <c>ProgramFiles(x86)</c>: the shell hands it on.</summary>
    public void AddForeign(string name, string value)
    {
        foreign ??= [];
        foreign.Add(name);
        foreign.Add(value);
    }

    // Names and values in turn; those of the outermost table.
    private List<string>? Foreign
    {
        get
        {
            ShellVariables table = this;
            while (table.foreign is null && table.parent is { } outer)
            {
                table = outer;
            }

            return table.foreign;
        }
    }

    /// <summary>All visible variables, sorted by name.</summary>
    public List<ShellVariable> All()
    {
        List<ShellVariable> list = Visible();
        list.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return list;
    }

    /// <summary>The visible variables that have a value of their own, as they are stored: dynamic ones are not asked.</summary>
    internal IEnumerable<ShellVariable> Stored()
    {
        var names = new HashSet<string>();
        for (ShellVariables? table = this; table is not null; table = table.parent)
        {
            foreach ((string name, ShellVariable? variable) in table.map)
            {
                if (names.Add(name) && variable is not (null or DynamicVariable))
                {
                    yield return variable;
                }
            }
        }
    }

    /// <summary>The sorted names of set variables that start so (<c>${!prefix@}</c>).</summary>
    public List<string> NamesStartingWith(string prefix)
    {
        var names = new List<string>();
        foreach (ShellVariable variable in Visible())
        {
            if (variable.Name.StartsWith(prefix, StringComparison.Ordinal) && variable.IsSet)
            {
                names.Add(variable.Name);
            }
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <summary>The attribute letters in the order of <c>declare -p</c> and <c>${x@a}</c>: <c>aAnirtxclu</c>; empty for none.</summary>
    public static string AttributeLetters(ShellVariable variable)
    {
        Span<char> letters = stackalloc char[12];
        int count = 0;
        VariableAttributes attributes = variable.Attributes;
        if (variable.Indexed is not null)
        {
            letters[count++] = 'a';
        }

        if (variable.Associative is not null)
        {
            letters[count++] = 'A';
        }

        Add(letters, VariableAttributes.Integer, 'i');
        Add(letters, VariableAttributes.NameRef, 'n');
        Add(letters, VariableAttributes.ReadOnly, 'r');
        Add(letters, VariableAttributes.Trace, 't');
        Add(letters, VariableAttributes.Exported, 'x');
        Add(letters, VariableAttributes.Capitalize, 'c');
        Add(letters, VariableAttributes.Lower, 'l');
        Add(letters, VariableAttributes.Upper, 'u');
        return count == 0 ? "" : new string(letters[..count]);

        void Add(Span<char> to, VariableAttributes flag, char letter)
        {
            if ((attributes & flag) != 0)
            {
                to[count++] = letter;
            }
        }
    }

    /// <summary>The command that makes the variable again, as <c>declare -p</c> prints it, without a newline.</summary>
    public static string Declaration(ShellVariable variable)
    {
        string letters = AttributeLetters(variable);
        string head = $"declare -{(letters.Length == 0 ? "-" : letters)} {variable.Name}";
        if (!variable.IsSet)
        {
            return head;
        }

        return variable.IsArray ? $"{head}={ArrayLiteral(variable)}" : $"{head}={ShellQuoting.DeclareValue(variable.Value!)}";
    }

    /// <summary>The parenthesised list of an array's elements, as <c>declare -p</c> prints it.</summary>
    public static string ArrayLiteral(ShellVariable variable)
    {
        var text = new StringBuilder("(");
        if (variable.Indexed is { } indexed)
        {
            foreach (KeyValuePair<long, string> pair in indexed)
            {
                if (text.Length > 1)
                {
                    text.Append(' ');
                }

                text.Append('[').Append(pair.Key).Append("]=").Append(ShellQuoting.DeclareValue(pair.Value));
            }
        }
        else if (variable.Associative is { } associative)
        {
            foreach (KeyValuePair<string, string> pair in associative)
            {
                text.Append('[').Append(QuoteKey(pair.Key)).Append("]=").Append(ShellQuoting.DeclareValue(pair.Value)).Append(' ');
            }
        }

        return text.Append(')').ToString();
    }

    // A key is quoted only where the shell would not read it back as it is.
    internal static string QuoteKey(string key)
    {
        bool plain = key.Length > 0 && key[0] is not ('~' or '#');
        if (plain)
        {
            foreach (char c in key)
            {
                if (c < 0x20 || c == 0x7F || " \t\n'\"\\|&;()<>!{}*[?]^$`".Contains(c, StringComparison.Ordinal))
                {
                    plain = false;
                    break;
                }
            }
        }

        return (plain && key != "@") ? key : ShellQuoting.DeclareValue(key);
    }

    private List<ShellVariable> Visible()
    {
        var list = new List<ShellVariable>(map.Count);
        if (parent is null)
        {
            foreach (ShellVariable? variable in map.Values)
            {
                if (variable is not null)
                {
                    list.Add(variable);
                }
            }
        }
        else
        {
            var names = new HashSet<string>();
            for (ShellVariables? table = this; table is not null; table = table.parent)
            {
                foreach ((string name, ShellVariable? variable) in table.map)
                {
                    if (names.Add(name) && variable is not null)
                    {
                        list.Add(variable);
                    }
                }
            }
        }

        foreach (ShellVariable variable in list)
        {
            if ((variable.Attributes & VariableAttributes.Dynamic) != 0)
            {
                ((DynamicVariable)variable).Refresh(Host);
            }
        }

        return list;
    }
}
