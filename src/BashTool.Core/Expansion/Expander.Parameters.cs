using System.Globalization;
using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Expansion;

/// <content>The values of parameters.</content>
public sealed partial class Expander
{
    private static bool IsListName(ParameterExpansion parameter) =>
        parameter.ParameterKind == ParameterKind.Special && parameter.Name is "@" or "*";

    private static ExpansionException Unbound(ParameterExpansion parameter) => Unbound(new ParameterReference(parameter));

    private static ExpansionException Unbound(ParameterReference reference) =>
        new($"{reference}: unbound variable", ExpansionSeverity.Exit, 127);

    /// <summary>The value of <c>$x</c>, <c>$1</c>, <c>$?</c>; null if unset. Not for lists.</summary>
    private string? Scalar(ParameterExpansion parameter) => Scalar(parameter.ParameterKind, parameter.Name, parameter.Position);

    private string? Scalar(ParameterKind kind, string name, int position)
    {
        switch (kind)
        {
            case ParameterKind.Variable:
                ShellVariable? variable = variables.Find(name);
                if (variable is null)
                {
                    return null;
                }

                return variable.IsNameRef ? variables.Get(name) : variable.Value;
            case ParameterKind.Positional:
                ReadOnlySpan<string> positional = host.Positional;
                return position <= positional.Length ? positional[position - 1] : null;
            default:
                switch (name[0])
                {
                    case '?':
                        return ShellVariable.Format(host.LastStatus);
                    case '#':
                        return ShellVariable.Format(host.Positional.Length);
                    case '$':
                        return ShellVariable.Format(host.ProcessId);
                    case '!':
                        return host.LastBackgroundId == 0 ? null : ShellVariable.Format(host.LastBackgroundId);
                    case '-':
                        return host.OptionLetters;
                    case '0':
                        return host.ShellName;
                    default:
                        return null;
                }
        }
    }

    /// <summary>The value of a reference that is no list; null if unset.</summary>
    private string? Value(in ParameterReference reference)
    {
        if (reference.Subscript is null)
        {
            return Scalar(reference.Kind, reference.Name, reference.Position);
        }

        ShellVariable? variable = variables.ResolveArray(reference.Name);
        return variable is null ? null : Element(variable, reference.Subscript);
    }

    private string? Element(ShellVariable variable, Subscript subscript)
    {
        if (variable.Associative is { } associative)
        {
            return associative[AssociativeKey(subscript)];
        }

        long index = EvaluateSubscript(subscript.Arithmetic);
        if (variable.Indexed is { } indexed)
        {
            if (index < 0)
            {
                index += indexed.NextIndex;
                if (index < 0)
                {
                    host.Warn($"{variable.Name}: bad array subscript");
                    return null;
                }
            }

            return indexed[index];
        }

        return index is 0 or -1 ? variable.Value : null;
    }

    private string AssociativeKey(Subscript subscript) =>
        subscript.Kind == SubscriptKind.Element ? ExpandToString(subscript.Word) : subscript.Text;

    /// <summary>The elements of a list.</summary>
    private void CopyElements(in ParameterReference reference, List<string> to)
    {
        if (reference.IsPositionalList)
        {
            to.AddRange(host.Positional);
            return;
        }

        ShellVariable? variable = variables.ResolveArray(reference.Name);
        if (variable is null)
        {
            return;
        }

        if (variable.Indexed is { } indexed)
        {
            indexed.CopyValuesTo(to);
        }
        else if (variable.Associative is { } associative)
        {
            associative.CopyValuesTo(to);
        }
        else if (variable.Value is { } value)
        {
            to.Add(value);
        }
    }

    private long CountElements(in ParameterReference reference)
    {
        if (reference.IsPositionalList)
        {
            return host.Positional.Length;
        }

        ShellVariable? variable = variables.ResolveArray(reference.Name);
        return variable?.Indexed?.Count ?? variable?.Associative?.Count ?? (variable?.Value is null ? 0 : 1);
    }

    /// <summary>Adds the elements of a list to the word.</summary>
    /// <param name="plain">Nothing was done to the elements, which matters where a list has to become one string.</param>
    private void AppendList(ReadOnlySpan<string> items, bool star, bool positional, FieldSink sink, bool quoted, bool plain)
    {
        if (!sink.Splits)
        {
            // Bash joins here with a blank, or with the first character of IFS, by rules of its own.
            bool blank = sink.Purpose == SinkPurpose.HereDocument ? !star || positional : !star && plain;
            FieldSeparators ifs = Separators();
            AppendJoined(items, blank || (!star && ifs.IsEmpty) ? " " : ifs.Joiner, sink, quoted);
            return;
        }

        if (quoted)
        {
            if (star)
            {
                AppendJoined(items, Separators().Joiner, sink, quoted: true);
                return;
            }

            if (items.Length == 0)
            {
                sink.EmptyListSeen = true;
                return;
            }

            for (int i = 0; i < items.Length; i++)
            {
                if (i > 0)
                {
                    sink.EndField();
                }

                sink.AppendQuoted(items[i]);
                sink.Active = true;
            }

            return;
        }

        // In the word of another expansion an array's elements come as one text with blanks.
        bool joined = operandDepth > 0 && !star && !positional && !Separators().IsEmpty;
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0)
            {
                if (joined)
                {
                    sink.AppendExpansion(" ");
                }
                else
                {
                    sink.SeparateElements();
                }
            }

            sink.AppendExpansion(items[i]);
        }
    }

    private static void AppendJoined(ReadOnlySpan<string> items, string joiner, FieldSink sink, bool quoted)
    {
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0)
            {
                Append(joiner, sink, quoted);
            }

            Append(items[i], sink, quoted);
        }
    }

    /// <summary>What a text names: the value of <c>x</c> in <c>${!x}</c>; null if it names nothing.</summary>
    private ParameterReference? ParseReference(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (text.Length == 1 && "@*#?-$!0".Contains(text[0], StringComparison.Ordinal))
        {
            return new ParameterReference(ParameterKind.Special, text, 0, null);
        }

        if (char.IsAsciiDigit(text[0]))
        {
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int position)
                ? position == 0 ? new ParameterReference(ParameterKind.Special, "0", 0, null)
                    : new ParameterReference(ParameterKind.Positional, text, position, null)
                : null;
        }

        int bracket = text.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0)
        {
            return ShellVariables.IsName(text) ? new ParameterReference(ParameterKind.Variable, text, 0, null) : null;
        }

        return text.EndsWith(']') && bracket < text.Length - 2 && ShellVariables.IsName(text.AsSpan(0, bracket))
            ? new ParameterReference(ParameterKind.Variable, text[..bracket], 0, ParseSubscript(text[(bracket + 1)..^1]))
            : null;
    }

    /// <summary>The parameter that <c>${!x}</c> leads to.</summary>
    /// <param name="missing">The variable that should name it is unset.</param>
    private ParameterReference? Indirect(ParameterExpansion parameter, out bool missing)
    {
        missing = false;
        var reference = new ParameterReference(parameter);
        string? name;
        if (reference.IsList)
        {
            List<string> items = RentList();
            CopyElements(reference, items);
            name = items.Count == 0 ? null : string.Join(' ', items);
            ReturnList(items);
        }
        else
        {
            name = Value(reference);
        }

        if (name is null)
        {
            missing = true;
            return null;
        }

        return ParseReference(name) ?? throw new ExpansionException($"{name}: invalid variable name");
    }

    private Subscript ParseSubscript(string text)
    {
        if (!subscripts.TryGetValue(text, out Subscript? subscript))
        {
            try
            {
                subscript = Parser.ParseSubscript(text, new ParserOptions { ExtendedGlob = host.Options.ExtGlob });
            }
            catch (SyntaxErrorException e)
            {
                throw new ExpansionException(e.Message);
            }

            if (subscripts.Count >= 256)
            {
                subscripts.Clear();
            }

            subscripts.Add(text, subscript);
        }

        return subscript;
    }

    private Word ParseHereText(string text)
    {
        try
        {
            return Parser.ParseHereText(text, new ParserOptions { ExtendedGlob = host.Options.ExtGlob });
        }
        catch (SyntaxErrorException e)
        {
            throw new ExpansionException(e.Message);
        }
    }

    private readonly Dictionary<string, Subscript> subscripts = [];
}
