using System.Runtime.InteropServices;
using BashTool.Core.Syntax.Ast;
using BashTool.Core.Text;

namespace BashTool.Core.Expansion;

/// <content>The operators of <c>${...}</c> (Bash manual, 3.5.3).</content>
public sealed partial class Expander
{
    private void AppendParameter(ParameterExpansion parameter, FieldSink sink, bool quoted)
    {
        if (parameter.IsSimple)
        {
            if (IsListName(parameter))
            {
                AppendList(host.Positional, parameter.Name == "*", positional: true, sink, quoted, plain: true);
                return;
            }

            if (variables.AnyListReference && ListReference(parameter) is { } list)
            {
                List<string> elements = RentList();
                CopyElements(list, elements);
                AppendList(CollectionsMarshal.AsSpan(elements), list.IsStar, positional: false, sink, quoted, plain: true);
                ReturnList(elements);
                return;
            }

            string? value = Scalar(parameter);
            if (value is not null)
            {
                Append(value, sink, quoted);
            }
            else if (host.Options.NoUnset)
            {
                throw Unbound(parameter);
            }

            return;
        }

        switch (parameter.Operator)
        {
            case ParameterOperator.NamesWithPrefix:
                List<string> names = variables.NamesStartingWith(parameter.Name);
                if (!parameter.IsAtForm && !quoted && Separators().IsEmpty)
                {
                    sink.AppendExpansion(string.Concat(names));
                }
                else
                {
                    AppendList(CollectionsMarshal.AsSpan(names), !parameter.IsAtForm, positional: false, sink, quoted, plain: false);
                }

                return;
            case ParameterOperator.Keys:
                AppendKeys(parameter, sink, quoted);
                return;
        }

        ParameterReference reference = new(parameter);
        if (reference.Subscript is { Text.Length: 0 })
        {
            throw new ExpansionException($"{parameter.Text}: bad substitution");
        }

        if (parameter.IsIndirect)
        {
            // A nameref's target is its name, not what that names.
            if (parameter.ParameterKind == ParameterKind.Variable && parameter.Subscript is null
                && variables.Find(parameter.Name) is { IsNameRef: true } nameRef && nameRef.Value is { Length: > 0 } target)
            {
                if (parameter.Operator == ParameterOperator.None)
                {
                    // The end of a chain.
                    if (variables.TryFollow(parameter.Name, out string last, out string? element))
                    {
                        target = element is null ? last : $"{last}[{element}]";
                    }

                    Append(target, sink, quoted);
                    return;
                }
            }

            if (Indirect(parameter, out bool missing) is { } found)
            {
                reference = found;
            }
            else if (missing && parameter.Operator is ParameterOperator.UseDefault or ParameterOperator.UseAlternate
                && reference.Kind != ParameterKind.Variable)
            {
                if (parameter.Operator == ParameterOperator.UseDefault)
                {
                    AppendOperand(parameter.Operand, sink, quoted);
                }

                return;
            }
            else if (missing && reference.Kind == ParameterKind.Variable && variables.Resolve(reference.Name) is { IsArray: true })
            {
                // An array without the element leads to nothing that is set.
                reference = new ParameterReference(ParameterKind.Positional, parameter.Name, int.MaxValue, null);
            }
            else
            {
                throw new ExpansionException($"{reference.ToString().TrimStart('$')}: invalid indirect expansion");
            }
        }

        AppendOperator(parameter, reference, sink, quoted);
    }

    /// <summary>The array all of whose elements a nameref stands for.</summary>
    private ParameterReference? ListReference(ParameterExpansion parameter) =>
        parameter.ParameterKind == ParameterKind.Variable && variables.Find(parameter.Name) is { IsNameRef: true }
            && variables.TryFollow(parameter.Name, out string target, out string? subscript) && subscript is "@" or "*"
            ? new ParameterReference(ParameterKind.Variable, target, 0, ParseSubscript(subscript)) : null;

    private void AppendOperator(ParameterExpansion parameter, ParameterReference reference, FieldSink sink, bool quoted)
    {
        switch (parameter.Operator)
        {
            case ParameterOperator.Length:
                Append(ShellVariable.Format(Length(reference)), sink, quoted);
                return;
            case ParameterOperator.UseDefault:
            case ParameterOperator.AssignDefault:
            case ParameterOperator.ErrorIfUnset:
            case ParameterOperator.UseAlternate:
                AppendDefault(parameter, reference, sink, quoted);
                return;
        }

        if (!reference.IsList)
        {
            AppendScalarOperator(parameter, reference, sink, quoted);
            return;
        }

        List<string> items = RentList();
        try
        {
            bool plain = false;
            switch (parameter.Operator)
            {
                case ParameterOperator.None:
                    CopyElements(reference, items);
                    plain = true;
                    break;
                case ParameterOperator.Substring:
                    Slice(parameter, reference, items);
                    break;
                case ParameterOperator.Transform:
                    TransformList(parameter.TransformOperator, reference, items);
                    break;
                default:
                    CopyElements(reference, items);
                    plain = !quoted && !reference.IsPositionalList && parameter.Operator >= ParameterOperator.ReplaceFirst;
                    if (items.Count > 0)
                    {
                        TextOperation operation = Prepare(parameter);
                        foreach (ref string item in CollectionsMarshal.AsSpan(items))
                        {
                            item = Apply(operation, item);
                        }
                    }

                    break;
            }

            AppendList(CollectionsMarshal.AsSpan(items), reference.IsStar, reference.IsPositionalList, sink, quoted, plain);
        }
        finally
        {
            ReturnList(items);
        }
    }

    private void AppendScalarOperator(ParameterExpansion parameter, ParameterReference reference, FieldSink sink, bool quoted)
    {
        string? value = Value(reference);
        if (parameter.Operator == ParameterOperator.Transform)
        {
            if (Transform(parameter, reference, value) is { } transformed)
            {
                Append(transformed, sink, quoted);
            }

            return;
        }

        if (value is null)
        {
            if (host.Options.NoUnset)
            {
                throw Unbound(reference);
            }

            return;
        }

        switch (parameter.Operator)
        {
            case ParameterOperator.None:
                Append(value, sink, quoted);
                break;
            case ParameterOperator.Substring:
                Append(Substring(parameter, value), sink, quoted);
                break;
            default:
                Append(Apply(Prepare(parameter), value), sink, quoted);
                break;
        }
    }

    private void AppendKeys(ParameterExpansion parameter, FieldSink sink, bool quoted)
    {
        List<string> keys = RentList();
        ShellVariable? variable = variables.Resolve(parameter.Name);
        if (variable?.Indexed is { } indexed)
        {
            foreach (KeyValuePair<long, string> pair in indexed)
            {
                keys.Add(ShellVariable.Format(pair.Key));
            }
        }
        else if (variable?.Associative is { } associative)
        {
            associative.CopyKeysTo(keys);
        }
        else if (variable?.Value is not null)
        {
            keys.Add("0");
        }

        bool star = parameter.Subscript is { Kind: SubscriptKind.Star };
        if (star && !quoted && sink.Splits && Separators().IsEmpty)
        {
            keys = [string.Join(' ', keys)];
        }

        AppendList(CollectionsMarshal.AsSpan(keys), star, positional: false, sink, quoted, plain: !quoted);
        ReturnList(keys);
    }

    private long Length(ParameterReference reference)
    {
        if (reference.IsList)
        {
            return CountElements(reference);
        }

        string? value = Value(reference);
        if (value is null && host.Options.NoUnset)
        {
            throw Unbound(reference);
        }

        return value is null ? 0 : UsesBytes(value) ? EscapedUtf8.EncodedLength(value) : EscapedUtf8.CharacterCount(value);
    }

    private void AppendDefault(ParameterExpansion parameter, ParameterReference reference, FieldSink sink, bool quoted)
    {
        bool isSet;
        string? value = null;
        List<string>? items = null;
        if (reference.IsList)
        {
            items = RentList();
            CopyElements(reference, items);
            isSet = items.Count > 0;
            if (isSet && parameter.ChecksEmpty)
            {
                // It is empty if what the quoted form gives is empty.
                isSet = items.Exists(static item => item.Length > 0)
                    || (items.Count > 1 && !(quoted && !parameter.IsIndirect && reference.IsStar && Separators().Joiner.Length == 0))
                    || (items.Count > 0 && quoted && parameter.IsIndirect);
            }
        }
        else
        {
            value = Value(reference);
            isSet = value is not null && !(parameter.ChecksEmpty && value.Length == 0);
        }

        if (isSet)
        {
            if (parameter.Operator == ParameterOperator.AssignDefault && reference.IsPositionalList)
            {
                throw new ExpansionException($"{reference}: cannot assign in this way");
            }

            if (parameter.Operator == ParameterOperator.UseAlternate)
            {
                AppendOperand(parameter.Operand, sink, quoted);
            }
            else if (items is not null)
            {
                AppendList(CollectionsMarshal.AsSpan(items), reference.IsStar, reference.IsPositionalList, sink, quoted, plain: true);
            }
            else
            {
                Append(value!, sink, quoted);
            }
        }
        else
        {
            switch (parameter.Operator)
            {
                case ParameterOperator.UseDefault:
                    AppendOperand(parameter.Operand, sink, quoted);
                    break;
                case ParameterOperator.AssignDefault:
                    Append(AssignDefault(parameter, reference, quoted), sink, quoted);
                    break;
                case ParameterOperator.ErrorIfUnset:
                    string message = parameter.Operand is { Parts.Length: > 0 } operand ? Collect(operand.Parts.AsSpan(), SinkPurpose.Text, quoted)
                        : parameter.ChecksEmpty ? "parameter null or not set" : "parameter not set";
                    throw new ExpansionException($"{reference.ToString().TrimStart('$')}: {message}", ExpansionSeverity.Exit, 127);
                case ParameterOperator.UseAlternate when quoted && items is { Count: 0 } && !reference.IsStar:
                    sink.EmptyListSeen = true;
                    break;
            }
        }

        if (items is not null)
        {
            ReturnList(items);
        }
    }

    private string AssignDefault(ParameterExpansion parameter, ParameterReference reference, bool quoted)
    {
        if (reference.Kind != ParameterKind.Variable)
        {
            throw new ExpansionException($"{reference}: cannot assign in this way");
        }

        if (reference.IsList)
        {
            throw new ExpansionException($"{reference}: bad array subscript");
        }

        string value = parameter.Operand is null ? "" : Collect(parameter.Operand.Parts.AsSpan(), SinkPurpose.Text, quoted, isOperand: true);
        AssignValue(reference.Name, reference.Subscript, value, append: false);
        return Value(reference) ?? value;
    }

    private void AppendOperand(Word? operand, FieldSink sink, bool quoted)
    {
        if (operand is null)
        {
            return;
        }

        EnsureRoom();
        bool outer = sink.EmptyListSeen;
        operandDepth++;
        try
        {
            foreach (WordPart part in operand.Parts)
            {
                AppendPart(part, sink, quoted, isOperand: true);
                if (quoted)
                {
                    sink.EmptyListSeen = outer;
                }
            }
        }
        finally
        {
            operandDepth--;
        }
    }

    private bool UsesBytes(string text) => !System.Text.Ascii.IsValid(text) && !variables.IsUtf8;

    private string Apply(in TextOperation operation, string text) =>
        UsesBytes(text) ? TextLocale.FromBytes(operation.ForBytes().Apply(TextLocale.ToBytes(text))) : operation.Apply(text);

    private string Substring(ParameterExpansion parameter, string value)
    {
        if (UsesBytes(value))
        {
            return TextLocale.FromBytes(SubstringOfCharacters(parameter, TextLocale.ToBytes(value)));
        }

        return SubstringOfCharacters(parameter, value);
    }

    private string SubstringOfCharacters(ParameterExpansion parameter, string value)
    {
        long count = EscapedUtf8.CharacterCount(value);
        long offset = parameter.Offset is null ? 0 : EvaluateExpression(parameter.Offset);
        if (offset < 0)
        {
            offset += count;
        }

        if (offset < 0 || offset > count)
        {
            return "";
        }

        long end = count;
        if (parameter.Length is not null)
        {
            long length = EvaluateExpression(parameter.Length);
            if (length < 0)
            {
                end = count + length;
                if (end < offset)
                {
                    throw new ExpansionException($"{parameter.Length.Text}: substring expression < 0");
                }
            }
            else
            {
                end = Math.Min(count, length > count - offset ? count : offset + length);
            }
        }

        if (count == value.Length)
        {
            return offset == 0 && end == count ? value : value.Substring((int)offset, (int)(end - offset));
        }

        int from = IndexOfCharacter(value, offset);
        return value[from..(from + IndexOfCharacter(value.AsSpan(from), end - offset))];
    }

    private static int IndexOfCharacter(ReadOnlySpan<char> text, long characters)
    {
        int at = 0;
        while (characters-- > 0 && at < text.Length)
        {
            EscapedUtf8.RuneAt(text, at, out int units);
            at += units;
        }

        return at;
    }

    private void Slice(ParameterExpansion parameter, ParameterReference reference, List<string> items)
    {
        long offset = parameter.Offset is null ? 0 : EvaluateExpression(parameter.Offset);
        long length = parameter.Length is null ? long.MaxValue : EvaluateExpression(parameter.Length);
        ShellVariable? variable = reference.IsPositionalList ? null : variables.Resolve(reference.Name);
        if (!reference.IsPositionalList && variable is { IsArray: false })
        {
            // ${s[@]:1} of a scalar is ${s:1}.
            if (variable.Value is { } scalar)
            {
                items.Add(Substring(parameter, scalar));
            }

            return;
        }

        if (length < 0)
        {
            throw new ExpansionException($"{parameter.Length!.Text}: substring expression < 0");
        }

        if (variable?.Indexed is { } indexed)
        {
            if (offset < 0)
            {
                offset += indexed.NextIndex;
                if (offset < 0)
                {
                    return;
                }
            }

            if (indexed.IsContiguous)
            {
                ReadOnlySpan<string> all = indexed.Contiguous;
                if (offset < all.Length)
                {
                    items.AddRange(all.Slice((int)offset, (int)Math.Min(length, all.Length - offset)));
                }

                return;
            }

            foreach (KeyValuePair<long, string> pair in indexed)
            {
                if (pair.Key >= offset && length-- > 0)
                {
                    items.Add(pair.Value);
                }
            }

            return;
        }

        // Positional parameters count from 1 with $0 before them; associative arrays count from 1 too.
        if (reference.IsPositionalList)
        {
            items.Add(host.ShellName);
            items.AddRange(host.Positional);
        }
        else if (variable?.Associative is { } associative)
        {
            items.Add("");
            associative.CopyValuesTo(items);
            if (offset == 0)
            {
                offset = 1;
            }

            // Bash gives at least one entry.
            length = Math.Max(length, 1);
        }

        if (offset < 0)
        {
            offset += items.Count;
        }

        if (offset < 0 || offset >= items.Count)
        {
            items.Clear();
            return;
        }

        items.RemoveRange(0, (int)offset);
        if (length < items.Count)
        {
            items.RemoveRange((int)length, items.Count - (int)length);
        }
    }

    /// <summary>The operation of a removal, replacement or case operator with its words expanded.</summary>
    private TextOperation Prepare(ParameterExpansion parameter)
    {
        GlobPattern? pattern = null;
        bool ignoreCase = parameter.Operator is >= ParameterOperator.ReplaceFirst and <= ParameterOperator.ReplaceSuffix
            && host.Options.NoCaseMatch;
        if (parameter.Operand is { } operand)
        {
            GlobOptions options = (host.Options.ExtGlob ? GlobOptions.ExtendedGlob : 0) | (ignoreCase ? GlobOptions.IgnoreCase : 0);
            pattern = CompilePattern(operand, options);
        }

        string? replacement = null;
        if (parameter.Replacement is { } word)
        {
            // Without an ampersand nothing is special in it.
            replacement = word.LiteralText is { } literal && !(PatsubReplacement && literal.Contains('&', StringComparison.Ordinal))
                ? literal : Collect(word.Parts.AsSpan(), SinkPurpose.Replacement, quoted: false);
        }

        return new TextOperation(parameter.Operator, pattern, replacement ?? "");
    }
}
