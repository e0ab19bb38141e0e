using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>An operand of a declaration builtin: a name, perhaps with a subscript and a value, written as an assignment or as a plain word.</summary>
internal readonly struct DeclarationOperand
{
    private DeclarationOperand(string word, string name, string? subscript, bool append, string? value, IReadOnlyList<AssignmentElement>? elements)
    {
        Word = word;
        Name = name;
        Subscript = subscript;
        Append = append;
        Value = value;
        Elements = elements;
    }

    /// <summary>The whole word, for messages.</summary>
    public string Word { get; }

    public string Name { get; }

    public string? Subscript { get; }

    public bool Append { get; }

    /// <summary>The scalar value; null where there is none.</summary>
    public string? Value { get; }

    /// <summary>The elements of <c>name=(...)</c>.</summary>
    public IReadOnlyList<AssignmentElement>? Elements { get; }

    public bool HasValue => Value is not null || Elements is not null;

    public bool IsValid => ShellVariables.IsName(Name);

    public static DeclarationOperand Read(BuiltinCall call, int index)
    {
        if (call.Assignment(index) is { } assignment)
        {
            return new DeclarationOperand(
                call[index], assignment.Name, assignment.Subscript, assignment.Append, assignment.Elements is null ? assignment.Value : null, assignment.Elements);
        }

        string word = call[index];
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        bool append = equals > 0 && word[equals - 1] == '+';
        string name = equals < 0 ? word : word[..(append ? equals - 1 : equals)];
        string? value = equals < 0 ? null : word[(equals + 1)..];
        string? subscript = null;
        int bracket = name.IndexOf('[', StringComparison.Ordinal);
        if (bracket > 0)
        {
            // The value may hold brackets and the subscript an equals sign: a[b=c]=d.
            int close = ClosingBracket(word, bracket);
            if (close > 0 && (close + 1 == word.Length || word[close + 1] == '=' || word.AsSpan(close + 1).StartsWith("+=")))
            {
                subscript = word[(bracket + 1)..close];
                append = close + 1 < word.Length && word[close + 1] == '+';
                int start = close + 1 + (append ? 1 : 0);
                value = start < word.Length ? word[(start + 1)..] : null;
                name = word[..bracket];
            }
        }

        return new DeclarationOperand(word, name, subscript, append, value, null);
    }

    private static int ClosingBracket(string word, int open)
    {
        int depth = 0;
        for (int i = open; i < word.Length; i++)
        {
            if (word[i] == '[')
            {
                depth++;
            }
            else if (word[i] == ']' && --depth == 0)
            {
                return i;
            }
        }

        return -1;
    }
}
