using System.Text;
using BashTool.Core.Syntax.Ast;
using BashTool.Core.Text;

namespace BashTool.Core.Expansion;

/// <content>The transformations <c>${x@operator}</c>.</content>
public sealed partial class Expander
{
    private string? Transform(ParameterExpansion parameter, ParameterReference reference, string? value)
    {
        char operation = parameter.TransformOperator;
        ShellVariable? variable = reference.Kind == ParameterKind.Variable ? variables.Resolve(reference.Name) : null;
        switch (operation)
        {
            case 'a':
                if (variable is null)
                {
                    return NullOrUnbound(reference, value);
                }

                return ShellVariables.AttributeLetters(variable);
            case 'A':
                return DeclarationOf(reference, variable, value);
        }

        if (value is null)
        {
            return NullOrUnbound(reference, value);
        }

        return TransformText(operation, value) ?? throw BadTransform(parameter);
    }

    private static ExpansionException BadTransform(ParameterExpansion parameter) =>
        new($"{parameter.Text}: bad substitution", ExpansionSeverity.Exit, 127);

    private string? NullOrUnbound(ParameterReference reference, string? value) =>
        value is null && host.Options.NoUnset ? throw Unbound(reference) : null;

    private string? TransformText(char operation, string value)
    {
        if (!UsesBytes(value))
        {
            return TransformCharacters(operation, value);
        }

        ITextLocale? locale = TextLocale.Enter(variables);
        try
        {
            return operation is 'U' or 'L' or 'u'
                ? TextLocale.FromBytes(TransformCharacters(operation, TextLocale.ToBytes(value))!) : TransformCharacters(operation, value);
        }
        finally
        {
            TextLocale.Enter(locale);
        }
    }

    private string? TransformCharacters(char operation, string value) => operation switch
    {
        'U' => CaseText.ToUpper(value),
        'L' => CaseText.ToLower(value),
        'u' => CaseText.FirstUpper(value),
        'Q' or 'K' or 'k' => ShellQuoting.Quote(value),
        'E' => AnsiCString.Unescape(value, EscapeDialect.AnsiC, out _),
        'P' => ExpandPrompt(value),
        _ => null,
    };

    private string? DeclarationOf(ParameterReference reference, ShellVariable? variable, string? value)
    {
        if (variable is null)
        {
            return NullOrUnbound(reference, value);
        }

        string letters = ShellVariables.AttributeLetters(variable);
        if (value is null)
        {
            return letters.Length == 0 ? null : $"declare -{letters} {reference.Name}";
        }

        string assignment = $"{reference.Name}={ShellQuoting.Quote(value)}";
        return letters.Length == 0 ? assignment : $"declare -{letters} {assignment}";
    }

    private void TransformList(char operation, ParameterReference reference, List<string> items)
    {
        ShellVariable? variable = reference.IsPositionalList ? null : variables.Resolve(reference.Name);
        switch (operation)
        {
            case 'A' when reference.IsPositionalList:
                items.Add("set");
                items.Add("--");
                foreach (string positional in host.Positional)
                {
                    items.Add(ShellQuoting.Quote(positional));
                }

                return;
            case 'A':
                if (variable is not null)
                {
                    DeclarationOfArray(variable, items);
                }

                return;
            case 'a':
                string letters = variable is null ? "" : ShellVariables.AttributeLetters(variable);
                for (long i = reference.IsPositionalList ? host.Positional.Length : CountElements(reference); i > 0; i--)
                {
                    items.Add(letters);
                }

                if (items.Count == 0 && letters.Length > 0 && !variable!.IsSet)
                {
                    items.Add(letters);
                }

                return;
            case 'K' when variable is { IsArray: true }:
                items.Add(KeysAndValues(variable));
                return;
            case 'k' when variable is { IsArray: true }:
                AddKeysAndValues(variable, items);
                return;
        }

        CopyElements(reference, items);
        for (int i = 0; i < items.Count; i++)
        {
            items[i] = TransformText(operation, items[i])
                ?? throw new ExpansionException($"${{{reference.ToString().TrimStart('$')}@{operation}}}: bad substitution", ExpansionSeverity.Exit, 127);
        }
    }

    private static void DeclarationOfArray(ShellVariable variable, List<string> items)
    {
        string letters = ShellVariables.AttributeLetters(variable);
        if (!variable.IsArray)
        {
            if (letters.Length > 0)
            {
                items.Add("declare");
                items.Add("-" + letters);
            }

            items.Add(variable.Value is { } value ? $"{variable.Name}={ShellQuoting.Quote(value)}" : variable.Name);
            return;
        }

        items.Add("declare");
        items.Add("-" + letters);
        items.Add(variable.IsSet ? $"{variable.Name}={ShellVariables.ArrayLiteral(variable)}" : variable.Name);
    }

    private static string KeysAndValues(ShellVariable variable)
    {
        var text = new StringBuilder();
        if (variable.Indexed is { } indexed)
        {
            foreach (KeyValuePair<long, string> pair in indexed)
            {
                text.Append(text.Length == 0 ? "" : " ").Append(pair.Key).Append(' ').Append(ShellQuoting.DeclareValue(pair.Value));
            }
        }
        else if (variable.Associative is { } associative)
        {
            foreach (KeyValuePair<string, string> pair in associative)
            {
                text.Append(ShellVariables.QuoteKey(pair.Key)).Append(' ').Append(ShellQuoting.DeclareValue(pair.Value)).Append(' ');
            }
        }

        return text.ToString();
    }

    private static void AddKeysAndValues(ShellVariable variable, List<string> items)
    {
        if (variable.Indexed is { } indexed)
        {
            foreach (KeyValuePair<long, string> pair in indexed)
            {
                items.Add(ShellVariable.Format(pair.Key));
                items.Add(pair.Value);
            }
        }
        else if (variable.Associative is { } associative)
        {
            foreach (KeyValuePair<string, string> pair in associative)
            {
                items.Add(pair.Key);
                items.Add(pair.Value);
            }
        }
    }
}
