using System.Collections.Immutable;
using System.Globalization;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Expansion;

/// <content>Brace expansion (Bash manual, 3.5.1). It is lexical: a word always gives the same list, which is kept with the word.</content>
public sealed partial class Expander
{
    private const int MostKept = 4096;
    private const int MostWords = 10_000_000;

    private void ExpandBraces(Word word, List<string> result)
    {
        if (word.Annotation is List<BracedWord> known)
        {
            Add(known, result);
            return;
        }

        if (word.Parts is [BraceSequence sequence])
        {
            for (long i = 0, count = Count(sequence); i < count; i++)
            {
                result.Add(Item(sequence, i));
                if ((i & 0xFFFF) == 0xFFFF)
                {
                    host.Cancellation.ThrowIfCancellationRequested();
                }
            }

            return;
        }

        var words = new List<BracedWord>();
        foreach (ImmutableList<WordPart> parts in Combine(word.Parts))
        {
            RefuseBackquote(parts);
            words.Add(new BracedWord(JoinNames(parts)));
        }

        if (words.Count <= MostKept)
        {
            word.Annotation = words;
        }

        Add(words, result);
    }

    private void Add(List<BracedWord> words, List<string> result)
    {
        foreach (BracedWord word in words)
        {
            if (word.Literal is { } literal)
            {
                result.Add(literal);
            }
            else
            {
                ExpandFields(word.Parts, result);
            }
        }
    }

    // The words are made as text: $x{a,b} is $xa and $xb.
    private static WordPart[] JoinNames(ImmutableList<WordPart> parts)
    {
        WordPart[] joined = JoinTilde([.. parts]);
        for (int i = 0; i + 1 < joined.Length; i++)
        {
            if (joined[i] is ParameterExpansion { IsBraced: false, ParameterKind: ParameterKind.Variable } parameter
                && joined[i + 1] is LiteralPart literal)
            {
                int length = 0;
                while (length < literal.Text.Length && (char.IsAsciiLetterOrDigit(literal.Text[length]) || literal.Text[length] == '_'))
                {
                    length++;
                }

                if (length > 0)
                {
                    string name = parameter.Name + literal.Text[..length];
                    joined[i] = new ParameterExpansion { Name = name, Text = "$" + name, Span = parameter.Span };
                    joined[i + 1] = new LiteralPart { Text = literal.Text[length..], HasGlob = literal.HasGlob, Span = literal.Span };
                }
            }
        }

        return joined.All(static part => part is not LiteralPart { Text.Length: 0 }) ? joined
            : [.. joined.Where(static part => part is not LiteralPart { Text.Length: 0 })];
    }

    // {a..A} gives a backquote, which opens a substitution in what follows it.
    private static void RefuseBackquote(ImmutableList<WordPart> parts)
    {
        int at = parts.FindIndex(static part => part is LiteralPart { Text: "`" });
        if (at >= 0 && at + 1 < parts.Count)
        {
            string rest = string.Concat(parts.Skip(at).Select(static part => (part as LiteralPart)?.Text ?? ""));
            throw new ExpansionException($"bad substitution: no closing \"`\" in {rest}");
        }
    }

    // ~{/a,/b} is ~/a and ~/b.
    private static WordPart[] JoinTilde(WordPart[] parts)
    {
        if (parts is not [LiteralPart { Text: ['~', ..] }, ..])
        {
            return parts;
        }

        int count = 0;
        string text = "";
        while (count < parts.Length && parts[count] is LiteralPart literal)
        {
            text += literal.Text;
            count++;
        }

        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string prefix = slash < 0 ? text[1..] : text[1..slash];
        foreach (char c in prefix)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '+' or '.'))
            {
                return parts;
            }
        }

        if (slash < 0 && count < parts.Length)
        {
            return parts;
        }

        var joined = new List<WordPart> { new TildePart { Prefix = prefix, Span = parts[0].Span } };
        if (slash >= 0)
        {
            bool glob = false;
            for (int i = 0; i < count; i++)
            {
                glob |= ((LiteralPart)parts[i]).HasGlob;
            }

            joined.Add(new LiteralPart { Text = text[slash..], HasGlob = glob, Span = parts[0].Span });
        }

        joined.AddRange(parts.AsSpan(count));
        return [.. joined];
    }

    private List<ImmutableList<WordPart>> Combine(ImmutableArray<WordPart> parts)
    {
        List<ImmutableList<WordPart>> soFar = [ImmutableList<WordPart>.Empty];
        foreach (WordPart part in parts)
        {
            List<ImmutableList<WordPart>> choices = [];
            if (part is BraceExpansion braces)
            {
                foreach (Word alternative in braces.Alternatives)
                {
                    choices.AddRange(Combine(alternative.Parts));
                }
            }
            else if (part is BraceSequence sequence)
            {
                for (long i = 0, count = Count(sequence); i < count; i++)
                {
                    string item = Item(sequence, i);
                    choices.Add(item.Length == 0 ? ImmutableList<WordPart>.Empty
                        : [new LiteralPart { Text = item, HasGlob = item == "[", Span = part.Span }]);
                }
            }
            else
            {
                for (int i = 0; i < soFar.Count; i++)
                {
                    soFar[i] = soFar[i].Add(part);
                }

                continue;
            }

            if ((long)soFar.Count * choices.Count > mostWords)
            {
                TooManyWords();
            }

            if ((long)soFar.Count * choices.Count > MostWords)
            {
                throw new ExpansionException("brace expansion: too many words");
            }

            var next = new List<ImmutableList<WordPart>>(soFar.Count * choices.Count);
            foreach (ImmutableList<WordPart> left in soFar)
            {
                foreach (ImmutableList<WordPart> right in choices)
                {
                    next.Add(left.AddRange(right));
                }
            }

            soFar = next;
        }

        return soFar;
    }

    private long Count(BraceSequence sequence)
    {
        UInt128 distance = (UInt128)(Int128.Abs((Int128)sequence.Last - sequence.First));
        UInt128 count = (distance / (UInt128)Int128.Abs(sequence.Step)) + 1;
        if (count > (UInt128)mostWords)
        {
            TooManyWords();
        }

        return count <= MostWords ? (long)count : throw new ExpansionException("brace expansion: too many words");
    }

    private static string Item(BraceSequence sequence, long index)
    {
        long value = sequence.First + (index * sequence.Step);
        if (sequence.IsCharacters)
        {
            // A backslash made by {A..z} quotes nothing and vanishes.
            return value == '\\' ? "" : ((char)value).ToString();
        }

        if (sequence.Width == 0)
        {
            return ShellVariable.Format(value);
        }

        return value < 0
            ? "-" + value.ToString(CultureInfo.InvariantCulture)[1..].PadLeft(sequence.Width - 1, '0')
            : value.ToString(CultureInfo.InvariantCulture).PadLeft(sequence.Width, '0');
    }

    // Where braces are not expanded (the value of an assignment) they are text.
    private void AppendBraceText(WordPart part, FieldSink sink, bool quoted)
    {
        if (part is BraceSequence sequence)
        {
            string step = Math.Abs(sequence.Step) == 1 ? "" : $"..{Math.Abs(sequence.Step)}";
            string text = sequence.IsCharacters
                ? $"{{{(char)sequence.First}..{(char)sequence.Last}{step}}}"
                : $"{{{Item(sequence, 0)}..{sequence.Last}{step}}}";
            sink.AppendLiteral(text, hasGlob: false);
            return;
        }

        string separator = "{";
        foreach (Word alternative in ((BraceExpansion)part).Alternatives)
        {
            sink.AppendLiteral(separator, hasGlob: false);
            separator = ",";
            foreach (WordPart inner in alternative.Parts)
            {
                AppendPart(inner, sink, quoted, isOperand: false);
            }
        }

        sink.AppendLiteral("}", hasGlob: false);
    }

    /// <summary>One of the words a braced word stands for.</summary>
    private sealed class BracedWord
    {
        public BracedWord(WordPart[] parts)
        {
            Parts = parts;
            var text = new System.Text.StringBuilder();
            bool kept = false;
            foreach (WordPart part in parts)
            {
                switch (part)
                {
                    case LiteralPart { HasGlob: false } literal:
                        text.Append(literal.Text);
                        kept |= literal.Text.Length > 0;
                        break;
                    case QuotedLiteralPart quoted:
                        text.Append(quoted.Text);
                        kept = true;
                        break;
                    default:
                        return;
                }
            }

            // A word that comes out empty and has no quotes is no word.
            Literal = kept ? text.ToString() : null;
        }

        public WordPart[] Parts { get; }

        public string? Literal { get; }
    }
}
