using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using BashTool.Core.Limits;
using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;
using BashTool.Core.Text;

namespace BashTool.Core.Expansion;

/// <summary>All of bash's expansions (Bash manual, 3.5), for one shell and one thread.</summary>
public sealed partial class Expander
{
    private const WordFeatures NeedsFields =
        WordFeatures.HasUnquotedExpansion | WordFeatures.HasGlob | WordFeatures.HasBrace | WordFeatures.HasListExpansion;

    private readonly IExpansionHost host;
    private readonly ShellVariables variables;
    private readonly Stack<FieldSink> sinks = new();
    private readonly Stack<List<string>> lists = new();
    private readonly ExecutionMeter meter;
    private readonly long mostWords;
    private int operandDepth;
    private FieldSeparators separators = FieldSeparators.Default;

    public Expander(IExpansionHost host)
    {
        this.host = host;
        variables = host.Variables;
        variables.Evaluate = EvaluateArithmetic;
        variables.EvaluateIndex = text => EvaluateSubscript(ParseSubscript(text).Arithmetic);
        variables.ExpandKey = text => AssociativeKey(ParseSubscript(text));
        meter = host.Meter;
        mostWords = meter.Limits.ExpansionWords.Value;
        MostCharacters = meter.Limits.ExpansionBytes.Value;
    }

    /// <summary>How long a word may become.</summary>
    internal long MostCharacters { get; }

    [DoesNotReturn]
    internal void TooLong() => meter.Fail(meter.Limits.ExpansionBytes);

    [DoesNotReturn]
    private void TooManyWords() => meter.Fail(meter.Limits.ExpansionWords);

    internal bool PatsubReplacement => host.Options.PatsubReplacement;

    /// <summary>Brace, tilde, parameter, command, arithmetic and process substitution, splitting, pathname expansion, quote removal; adds the words to <paramref name="result"/>.</summary>
    public void ExpandWords(ReadOnlySpan<Word> words, List<string> result)
    {
        foreach (Word word in words)
        {
            ExpandWord(word, result);
        }

        if (result.Count > mostWords)
        {
            TooManyWords();
        }
    }

    /// <inheritdoc cref="ExpandWords(ReadOnlySpan{Word}, List{string})"/>
    public void ExpandWords(ImmutableArray<Word> words, List<string> result) => ExpandWords(words.AsSpan(), result);

    /// <summary>One word of a command: none, one or several results.</summary>
    public void ExpandWord(Word word, List<string> result)
    {
        if (word.LiteralText is { } literal)
        {
            result.Add(literal);
            return;
        }

        if ((word.Features & NeedsFields) == 0 && !variables.AnyListReference)
        {
            result.Add(ExpandToString(word));
            return;
        }

        if (word.Parts.Length == 1)
        {
            WordPart only = word.Parts[0];
            if (only.Kind == WordPartKind.Parameter && ExpandLoneParameter((ParameterExpansion)only, result))
            {
                return;
            }

            if (only.Kind == WordPartKind.DoubleQuoted && ((DoubleQuotedPart)only).Parts is [ParameterExpansion quotedList]
                && quotedList.Name is "@" && quotedList.IsSimple)
            {
                result.AddRange(host.Positional);
                return;
            }
        }

        if ((word.Features & WordFeatures.HasBrace) != 0 && host.Options.BraceExpand)
        {
            ExpandBraces(word, result);
            return;
        }

        ExpandFields(word.Parts.AsSpan(), result);
    }

    /// <summary>One string without splitting, brace and pathname expansion: the subject of <c>case</c>, operands of <c>[[ ]]</c>, here-strings.</summary>
    public string ExpandToString(Word word)
    {
        if (word.LiteralText is { } literal)
        {
            return literal;
        }

        if (word.Parts.Length == 1 && LoneString(word.Parts[0]) is { } lone)
        {
            return lone;
        }

        return Collect(word.Parts.AsSpan(), SinkPurpose.Text, quoted: false);
    }

    /// <summary>The value of an assignment (the same rules; tildes after <c>:</c> are parts of the word already).</summary>
    public string ExpandAssignmentValue(Word word) => ExpandToString(word);

    /// <summary>A pattern for <see cref="GlobPattern"/>: what was quoted has backslashes.</summary>
    public string ExpandPattern(Word word)
    {
        if (word.IsPlain)
        {
            return word.LiteralText!;
        }

        if ((word.Features & (WordFeatures.HasExpansion | WordFeatures.HasTilde)) != 0)
        {
            return Collect(word.Parts.AsSpan(), SinkPurpose.Pattern, quoted: false);
        }

        if (word.Annotation is not GlobPattern known)
        {
            word.Annotation = known = GlobPattern.Cached(Collect(word.Parts.AsSpan(), SinkPurpose.Pattern, quoted: false));
        }

        return known.Pattern;
    }

    /// <summary>The pattern a word stands for, compiled; kept with the word if it has no expansions.</summary>
    public GlobPattern CompilePattern(Word word, GlobOptions options)
    {
        if (word.Annotation is GlobPattern known && known.Options == options)
        {
            return known;
        }

        if ((word.Features & (WordFeatures.HasExpansion | WordFeatures.HasTilde)) != 0)
        {
            return GlobPattern.Cached(Collect(word.Parts.AsSpan(), SinkPurpose.Pattern, quoted: false), options);
        }

        GlobPattern pattern = GlobPattern.Cached(Collect(word.Parts.AsSpan(), SinkPurpose.Pattern, quoted: false), options);
        word.Annotation = pattern;
        return pattern;
    }

    /// <summary>Whether a subject is what a word's pattern asks for.</summary>
    public bool Matches(Word word, GlobOptions options, string subject)
    {
        GlobPattern pattern = CompilePattern(word, options);
        return UsesBytes(subject)
            ? GlobPattern.Cached(TextLocale.ToBytes(pattern.Pattern), options).IsMatch(TextLocale.ToBytes(subject))
            : pattern.IsMatch(subject);
    }

    /// <summary>The right side of <c>=~</c>: what was quoted is literal in the regular expression.</summary>
    public string ExpandRegex(Word word) =>
        word.IsPlain ? word.LiteralText! : Collect(word.Parts.AsSpan(), SinkPurpose.Regex, quoted: false);

    /// <summary>The target of a redirection; <c>ambiguous redirect</c> if it is not one word.</summary>
    /// <exception cref="ExpansionException">It is none or several words.</exception>
    public string ExpandRedirectTarget(Word word)
    {
        if (word.LiteralText is { } literal)
        {
            return literal;
        }

        List<string> words = RentList();
        try
        {
            ExpandWord(word, words);
            return words.Count == 1 ? words[0] : throw new ExpansionException($"{word.Text}: ambiguous redirect", ExpansionSeverity.Fail);
        }
        finally
        {
            ReturnList(words);
        }
    }

    /// <summary>The body of a here-document.</summary>
    public string ExpandHereDocument(HereDocument document) => document.IsQuoted ? document.Text : ExpandHereDocument(document.Body);

    /// <summary>The body of a here-document whose delimiter was not quoted.</summary>
    public string ExpandHereDocument(Word body) =>
        body.LiteralText ?? Collect(body.Parts.AsSpan(), SinkPurpose.HereDocument, quoted: true);

    /// <summary>Expands a text as inside double quotes (PS4, the value of ENV).</summary>
    public string ExpandText(string text)
    {
        if (text.AsSpan().IndexOfAny('$', '`', '\\') < 0)
        {
            return text;
        }

        Word word = ParseHereText(text);
        return word.LiteralText ?? Collect(word.Parts.AsSpan(), SinkPurpose.Text, quoted: true);
    }

    internal FieldSeparators Separators()
    {
        ShellVariable? variable = variables.Find("IFS");
        string? value = variable is null ? null : variable.IsNameRef ? variables.Get("IFS") : variable.Value;
        if (!ReferenceEquals(value, separators.Source))
        {
            separators = value is null ? FieldSeparators.Default
                : value == separators.Source ? separators : new FieldSeparators(value);
        }

        return separators;
    }

    // "$x", $(...), $((...)) alone: no sink is needed.
    private string? LoneString(WordPart part)
    {
        if (part.Kind == WordPartKind.DoubleQuoted)
        {
            DoubleQuotedPart quoted = (DoubleQuotedPart)part;
            if (quoted.Parts.Length != 1)
            {
                return null;
            }

            part = quoted.Parts[0];
        }

        switch (part.Kind)
        {
            case WordPartKind.Parameter:
                var parameter = (ParameterExpansion)part;
                return parameter.IsSimple && !IsListName(parameter) && !variables.AnyListReference
                    ? Scalar(parameter) ?? (host.Options.NoUnset ? throw Unbound(parameter) : "") : null;
            case WordPartKind.CommandSubstitution:
                return host.SubstituteCommand((CommandSubstitution)part);
            case WordPartKind.Arithmetic:
                return ShellVariable.Format(EvaluateExpression(((ArithmeticExpansion)part).Expression));
            default:
                return null;
        }
    }

    private bool ExpandLoneParameter(ParameterExpansion parameter, List<string> result)
    {
        if (!parameter.IsSimple || IsListName(parameter) || variables.AnyListReference)
        {
            return false;
        }

        string? value = Scalar(parameter);
        if (value is null)
        {
            return host.Options.NoUnset ? throw Unbound(parameter) : true;
        }

        if (value.Length == 0)
        {
            return true;
        }

        FieldSeparators ifs = Separators();
        if (!ifs.IsEmpty && ifs.IndexIn(value) >= 0)
        {
            return false;
        }

        if (!host.Options.NoGlob && (value.AsSpan().IndexOfAny('*', '?', '[') >= 0 || value.Contains('(')))
        {
            return false;
        }

        result.Add(value);
        return true;
    }

    private void ExpandFields(ReadOnlySpan<WordPart> parts, List<string> result)
    {
        FieldSink sink = Rent();
        sink.BeginFields(result, Separators(), !host.Options.NoGlob, host.Options.ExtGlob);
        foreach (WordPart part in parts)
        {
            AppendPart(part, sink, quoted: false, isOperand: false);
        }

        sink.FinishFields();
        sinks.Push(sink);
    }

    private string Collect(ReadOnlySpan<WordPart> parts, SinkPurpose purpose, bool quoted, bool isOperand = false)
    {
        FieldSink sink = Rent();
        sink.Begin(purpose);
        foreach (WordPart part in parts)
        {
            AppendPart(part, sink, quoted, isOperand);
        }

        string text = sink.FinishText();
        sinks.Push(sink);
        return text;
    }

    private void AppendPart(WordPart part, FieldSink sink, bool quoted, bool isOperand)
    {
        switch (part.Kind)
        {
            case WordPartKind.Literal:
                var literal = (LiteralPart)part;
                if (quoted)
                {
                    sink.AppendQuoted(literal.Text);
                }
                else if (isOperand && sink.Splits)
                {
                    sink.AppendExpansion(literal.Text);
                }
                else
                {
                    sink.AppendLiteral(literal.Text, literal.HasGlob);
                }

                break;
            case WordPartKind.Escaped:
            case WordPartKind.SingleQuoted:
            case WordPartKind.AnsiCQuoted:
                sink.AppendQuoted(((QuotedLiteralPart)part).Text);
                sink.Active = true;
                break;
            case WordPartKind.DoubleQuoted:
                AppendDoubleQuoted(((DoubleQuotedPart)part).Parts.AsSpan(), sink);
                break;
            case WordPartKind.Parameter:
                AppendParameter((ParameterExpansion)part, sink, quoted);
                break;
            case WordPartKind.CommandSubstitution:
                Append(host.SubstituteCommand((CommandSubstitution)part), sink, quoted);
                break;
            case WordPartKind.Arithmetic:
                Append(ShellVariable.Format(EvaluateExpression(((ArithmeticExpansion)part).Expression)), sink, quoted);
                break;
            case WordPartKind.ProcessSubstitution:
                sink.AppendQuoted(host.SubstituteProcess((ProcessSubstitution)part));
                break;
            case WordPartKind.Tilde:
                string prefix = ((TildePart)part).Prefix;
                sink.AppendQuoted(keepTildes > 0 ? "~" + prefix : ExpandTilde(prefix));
                sink.Active = true;
                break;
            case WordPartKind.Brace:
            case WordPartKind.BraceSequence:
                AppendBraceText(part, sink, quoted);
                break;
            case WordPartKind.BadSubstitution:
                throw new ExpansionException($"{((BadSubstitution)part).Text}: bad substitution");
            default:
                throw new InvalidOperationException($"An unknown part of a word: {part.Kind}.");
        }
    }

    private void AppendDoubleQuoted(ReadOnlySpan<WordPart> parts, FieldSink sink)
    {
        bool outer = sink.EmptyListSeen;
        int before = sink.Progress;
        sink.EmptyListSeen = false;
        foreach (WordPart part in parts)
        {
            AppendPart(part, sink, quoted: true, isOperand: false);
        }

        if (!sink.EmptyListSeen || sink.Progress != before)
        {
            sink.Active = true;
            sink.EmptyListSeen = outer;
        }
    }

    private static void Append(string text, FieldSink sink, bool quoted)
    {
        if (quoted)
        {
            sink.AppendQuoted(text);
        }
        else
        {
            sink.AppendExpansion(text);
        }
    }

    private FieldSink Rent()
    {
        EnsureRoom();
        return sinks.TryPop(out FieldSink? sink) ? sink : new FieldSink(this);
    }

    private static void EnsureRoom()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ExpansionException("maximum expansion nesting level exceeded", ExpansionSeverity.TopLevel);
        }
    }

    private List<string> RentList() => lists.TryPop(out List<string>? list) ? list : [];

    private void ReturnList(List<string> list)
    {
        list.Clear();
        lists.Push(list);
    }
}
