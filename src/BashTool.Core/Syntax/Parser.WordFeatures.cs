using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>Words from their parts: what they contain, and their text when they are literal.</summary>
public sealed partial class Parser
{
    /// <summary>Takes the parts above the mark and makes them a word.</summary>
    private Word FinishWord(int start, int mark, int end, WordShape shape)
    {
        int count = _parts.Count - mark;
        if (count == 0)
        {
            return new Word { Span = SpanOf(start, end), Parts = [], Text = Slice(start, end), LiteralText = "" };
        }

        if (shape == WordShape.Argument && Options.BraceExpansion)
        {
            for (int i = mark; i < _parts.Count; i++)
            {
                if (_parts[i] is LiteralPart literal && literal.Text.Contains('{'))
                {
                    BuildBraces(mark);
                    count = _parts.Count - mark;
                    break;
                }
            }
        }

        var parts = new WordPart[count];
        _parts.CopyTo(mark, parts, 0, count);
        _parts.RemoveRange(mark, count);
        return MakeWord(ImmutableCollectionsMarshal.AsImmutableArray(parts), Slice(start, end), SpanOf(start, end));
    }

    private static Word MakeWord(ImmutableArray<WordPart> parts, string text, SourceSpan span)
    {
        WordFeatures features = Describe(parts.AsSpan(), quoted: false);
        return new Word
        {
            Span = span,
            Parts = parts,
            Text = text,
            Features = features,
            LiteralText = LiteralText(parts, features),
        };
    }

    private static string? LiteralText(ImmutableArray<WordPart> parts, WordFeatures features)
    {
        const WordFeatures Active = WordFeatures.HasExpansion | WordFeatures.HasGlob | WordFeatures.HasBrace | WordFeatures.HasTilde;
        if ((features & Active) != 0)
        {
            return null;
        }

        if (parts.Length == 1)
        {
            switch (parts[0])
            {
                case LiteralPart literal:
                    return literal.Text;
                case QuotedLiteralPart quoted:
                    return quoted.Text;
            }
        }

        var builder = new StringBuilder();
        AppendLiteral(builder, parts);
        return builder.ToString();
    }

    private static void AppendLiteral(StringBuilder builder, ImmutableArray<WordPart> parts)
    {
        foreach (WordPart part in parts)
        {
            switch (part)
            {
                case LiteralPart literal:
                    builder.Append(literal.Text);
                    break;
                case QuotedLiteralPart quoted:
                    builder.Append(quoted.Text);
                    break;
                case DoubleQuotedPart quotes:
                    AppendLiteral(builder, quotes.Parts);
                    break;
            }
        }
    }

    private static WordFeatures Describe(ReadOnlySpan<WordPart> parts, bool quoted)
    {
        WordFeatures features = WordFeatures.None;
        bool bracketOpen = false;
        foreach (WordPart part in parts)
        {
            switch (part.Kind)
            {
                case WordPartKind.Literal:
                    var literal = (LiteralPart)part;
                    if (!quoted && (literal.HasGlob || bracketOpen))
                    {
                        features |= DescribeGlob(literal.Text, ref bracketOpen);
                    }

                    break;
                case WordPartKind.Escaped:
                case WordPartKind.SingleQuoted:
                case WordPartKind.AnsiCQuoted:
                    features |= WordFeatures.HasQuotes;
                    break;
                case WordPartKind.DoubleQuoted:
                    features |= WordFeatures.HasQuotes | Describe(((DoubleQuotedPart)part).Parts.AsSpan(), quoted: true);
                    break;
                case WordPartKind.Parameter:
                    features |= DescribeParameter((ParameterExpansion)part);
                    goto default;
                case WordPartKind.CommandSubstitution:
                case WordPartKind.ProcessSubstitution:
                    features |= WordFeatures.HasCommandSubstitution;
                    goto default;
                case WordPartKind.Brace:
                    features |= WordFeatures.HasBrace;
                    foreach (Word alternative in ((BraceExpansion)part).Alternatives)
                    {
                        features |= alternative.Features;
                    }

                    break;
                case WordPartKind.BraceSequence:
                    features |= WordFeatures.HasBrace;
                    break;
                case WordPartKind.Tilde:
                    features |= WordFeatures.HasTilde;
                    break;
                default:
                    features |= quoted ? WordFeatures.HasExpansion : WordFeatures.HasExpansion | WordFeatures.HasUnquotedExpansion;
                    break;
            }
        }

        return features;
    }

    private static WordFeatures DescribeGlob(string text, ref bool bracketOpen)
    {
        WordFeatures features = WordFeatures.None;
        foreach (char c in text)
        {
            switch (c)
            {
                case '*':
                case '?':
                    features |= WordFeatures.HasGlob;
                    break;
                case '[':
                    bracketOpen = true;
                    break;
                case ']':
                    if (bracketOpen)
                    {
                        features |= WordFeatures.HasGlob;
                    }

                    break;
                case '(':
                    features |= WordFeatures.HasGlob | WordFeatures.HasExtendedGlob;
                    break;
            }
        }

        return features;
    }

    private static WordFeatures DescribeParameter(ParameterExpansion parameter)
    {
        WordFeatures features = WordFeatures.None;
        if ((parameter.ParameterKind == ParameterKind.Special && parameter.Name is "@" or "*" && parameter.Operator != ParameterOperator.Length)
            || (parameter.Subscript is { Kind: not SubscriptKind.Element } && parameter.Operator != ParameterOperator.Length)
            || parameter.Operator is ParameterOperator.NamesWithPrefix or ParameterOperator.Keys)
        {
            features |= WordFeatures.HasListExpansion;
        }

        if (parameter.IsIndirect)
        {
            features |= WordFeatures.HasListExpansion;
        }

        if (parameter.Operand is { } operand)
        {
            features |= operand.Features & (WordFeatures.HasCommandSubstitution | WordFeatures.HasListExpansion);
        }

        return features;
    }
}
