using System.Collections.Immutable;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>Words: their text, with the commands in it printed anew.</summary>
public sealed partial class Printer
{
    private void Write(Word word)
    {
        if (word is AssignmentWord { Assignment: var assignment })
        {
            Write(assignment);
        }
        else
        {
            Write(word, word.Text);
        }
    }

    private void Write(Assignment assignment)
    {
        string text = assignment.Text;
        if (text.AsSpan().IndexOfAny('(', '$') < 0)
        {
            _output.Append(text);
            return;
        }

        int position = 0;
        if (assignment.Subscript is { } subscript)
        {
            WriteSubstitutions(subscript.Word.Parts, text, ref position);
        }

        if (assignment.Array is { } array)
        {
            int start = text.IndexOf("=(", position, StringComparison.Ordinal) + 2;
            _output.Append(text, position, start - position);
            bool any = false;
            foreach (ArrayElement element in array.Elements)
            {
                Space(ref any);
                Write(element.Word);
            }

            _output.Append(')');
            return;
        }

        WriteSubstitutions(assignment.Value!.Parts, text, ref position);
        _output.Append(text, position, text.Length - position);
    }

    private void Write(Word word, string text)
    {
        if (text.AsSpan().IndexOfAny('(', '$') < 0)
        {
            _output.Append(text);
            return;
        }

        int position = 0;
        WriteSubstitutions(word.Parts, text, ref position);
        _output.Append(text, position, text.Length - position);
    }

    /// <summary>Copies the text up to each substitution of the parts and prints that instead of its text.</summary>
    private void WriteSubstitutions(ImmutableArray<WordPart> parts, string text, ref int position)
    {
        EnsureStack();
        foreach (WordPart part in parts)
        {
            switch (part)
            {
                case CommandSubstitution { IsBackquoted: false } substitution:
                    WriteSubstitution("$(", substitution.SourceText, substitution.Body, text, ref position);
                    break;
                case ProcessSubstitution process:
                    WriteSubstitution(process.IsOutput ? ">(" : "<(", process.SourceText, process.Body, text, ref position);
                    break;
                case DoubleQuotedPart quotes:
                    if (quotes.IsLocalized)
                    {
                        Replace("$\"", "\"", text, ref position);
                    }

                    WriteSubstitutions(quotes.Parts, text, ref position);
                    break;
                case AnsiCQuotedPart quoted:
                    Replace(quoted.SourceText, "'" + quoted.Text.Replace("'", "'\\''", StringComparison.Ordinal) + "'", text, ref position);
                    break;
                case ParameterExpansion parameter:
                    WriteParameter(parameter, text, ref position);
                    break;
                case ArithmeticExpansion arithmetic:
                    WriteSubstitutions(arithmetic.Expression.Word.Parts, text, ref position);
                    break;
                case BraceExpansion brace:
                    foreach (Word alternative in brace.Alternatives)
                    {
                        WriteSubstitutions(alternative.Parts, text, ref position);
                    }

                    break;
            }
        }
    }

    private void WriteParameter(ParameterExpansion parameter, string text, ref int position)
    {
        if (parameter.Subscript is { } subscript)
        {
            WriteSubstitutions(subscript.Word.Parts, text, ref position);
        }

        if (parameter.Operand is { } operand)
        {
            WriteSubstitutions(operand.Parts, text, ref position);
        }

        if (parameter.Replacement is { } replacement)
        {
            WriteSubstitutions(replacement.Parts, text, ref position);
        }

        if (parameter.Offset is { } offset)
        {
            WriteSubstitutions(offset.Word.Parts, text, ref position);
        }

        if (parameter.Length is { } length)
        {
            WriteSubstitutions(length.Word.Parts, text, ref position);
        }
    }

    private void WriteSubstitution(string open, string source, CommandList body, string text, ref int position)
    {
        // What begins like an arithmetic expansion is kept as it was written.
        string whole = open + source + ")";
        Replace(whole, source.StartsWith('(') ? whole : open + PrintSubstitution(body) + ")", text, ref position);
    }

    private void Replace(string old, string replacement, string text, ref int position)
    {
        int start = text.IndexOf(old, position, StringComparison.Ordinal);
        if (start >= 0)
        {
            _output.Append(text, position, start - position).Append(replacement);
            position = start + old.Length;
        }
    }
}
