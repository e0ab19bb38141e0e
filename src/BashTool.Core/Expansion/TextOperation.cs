using System.Text;
using BashTool.Core.Syntax.Ast;
using BashTool.Core.Text;

namespace BashTool.Core.Expansion;

/// <summary>What a removal, replacement or case operator of <c>${...}</c> does to a text.</summary>
internal readonly struct TextOperation(ParameterOperator kind, GlobPattern? pattern, string replacement)
{
    public string Apply(string text)
    {
        switch (kind)
        {
            case ParameterOperator.RemoveSmallestPrefix:
            case ParameterOperator.RemoveLargestPrefix:
                return RemovePrefix(text);
            case ParameterOperator.RemoveSmallestSuffix:
            case ParameterOperator.RemoveLargestSuffix:
                return RemoveSuffix(text);
            case >= ParameterOperator.ReplaceFirst and <= ParameterOperator.ReplaceSuffix when IsMeasuredWrong:
                return text;
            case ParameterOperator.ReplaceFirst:
            case ParameterOperator.ReplaceAll:
                return Replace(text, kind == ParameterOperator.ReplaceAll);
            case ParameterOperator.ReplacePrefix:
                return ReplacePrefix(text);
            case ParameterOperator.ReplaceSuffix:
                return ReplaceSuffix(text);
            default:
                return ChangeCase(text);
        }
    }

    /// <summary>The same for a text of which <see cref="TextLocale.ToBytes"/> made every byte a character.</summary>
    public TextOperation ForBytes() =>
        new(kind, pattern is null ? null : GlobPattern.Cached(TextLocale.ToBytes(pattern.Pattern), pattern.Options), replacement);

    // Bash measures a pattern before it looks for it, takes [^] for a whole bracket, and so finds nothing.
    private bool IsMeasuredWrong => pattern is { } present && (present.Options & GlobOptions.ExtendedGlob) == 0 && !present.Pattern.Contains('*', StringComparison.Ordinal)
        && (present.Pattern.Contains("[^]", StringComparison.Ordinal) || present.Pattern.Contains("[!]", StringComparison.Ordinal))
        && !present.Pattern.Contains("\\[", StringComparison.Ordinal);

    private string RemovePrefix(string text)
    {
        if (pattern is null)
        {
            return text;
        }

        if (pattern.Literal is { } literal && (pattern.Options & GlobOptions.IgnoreCase) == 0)
        {
            return text.StartsWith(literal, StringComparison.Ordinal) ? text[literal.Length..] : text;
        }

        int length = pattern.MatchPrefix(text, kind == ParameterOperator.RemoveLargestPrefix);
        return length <= 0 ? text : text[length..];
    }

    private string RemoveSuffix(string text)
    {
        if (pattern is null)
        {
            return text;
        }

        if (pattern.Literal is { } literal && (pattern.Options & GlobOptions.IgnoreCase) == 0)
        {
            return text.EndsWith(literal, StringComparison.Ordinal) ? text[..^literal.Length] : text;
        }

        int length = pattern.MatchSuffix(text, kind == ParameterOperator.RemoveLargestSuffix);
        return length <= 0 ? text : text[..^length];
    }

    private string Replace(string text, bool all)
    {
        if (pattern is null || pattern.Pattern.Length == 0)
        {
            return text;
        }

        bool marks = replacement.Contains(FieldSink.MatchMark, StringComparison.Ordinal);
        if (pattern.Literal is { Length: > 0 } literal && (pattern.Options & GlobOptions.IgnoreCase) == 0)
        {
            int at = text.IndexOf(literal, StringComparison.Ordinal);
            if (at < 0)
            {
                return text;
            }

            string with = marks ? WithMatch(literal) : replacement;
            return all ? text.Replace(literal, with, StringComparison.Ordinal)
                : string.Concat(text.AsSpan(0, at), with, text.AsSpan(at + literal.Length));
        }

        if (text.Length == 0)
        {
            return pattern.IsMatch("") ? marks ? WithMatch("") : replacement : text;
        }

        StringBuilder? result = null;
        int done = 0;
        int from = 0;
        while (from < text.Length && pattern.TryFind(text, from, out int start, out int length))
        {
            if (start >= text.Length)
            {
                break;
            }

            result ??= new StringBuilder(text.Length + replacement.Length);
            result.Append(text, done, start - done);
            Append(result, text.AsSpan(start, length), marks);
            done = start + length;
            from = done;
            if (length == 0)
            {
                // Bash goes on one character after an empty match.
                result.Append(text[start]);
                done = from = start + 1;
            }

            if (!all)
            {
                break;
            }
        }

        return result is null ? text : result.Append(text, done, text.Length - done).ToString();
    }

    private string ReplacePrefix(string text)
    {
        if (pattern is null || pattern.Pattern.Length == 0)
        {
            return WithMatch("") + text;
        }

        int length = pattern.MatchPrefix(text, longest: true);
        return length < 0 ? text : string.Concat(WithMatch(text[..length]), text.AsSpan(length));
    }

    private string ReplaceSuffix(string text)
    {
        if (pattern is null || pattern.Pattern.Length == 0)
        {
            return text + WithMatch("");
        }

        int length = pattern.MatchSuffix(text, longest: true);
        return length < 0 ? text : string.Concat(text.AsSpan(0, text.Length - length), WithMatch(text[^length..]));
    }

    private string WithMatch(string match) => replacement.Replace("\uD800", match, StringComparison.Ordinal);

    private void Append(StringBuilder result, ReadOnlySpan<char> match, bool marks)
    {
        if (!marks)
        {
            result.Append(replacement);
            return;
        }

        foreach (char c in replacement)
        {
            if (c == FieldSink.MatchMark)
            {
                result.Append(match);
            }
            else
            {
                result.Append(c);
            }
        }
    }

    private string ChangeCase(string text)
    {
        if (text.Length == 0)
        {
            return text;
        }

        bool all = kind is ParameterOperator.UppercaseAll or ParameterOperator.LowercaseAll or ParameterOperator.ToggleCaseAll;
        if (pattern is null || pattern.Pattern is "" or "?" or "*")
        {
            if (all && kind == ParameterOperator.UppercaseAll)
            {
                return CaseText.ToUpper(text);
            }

            if (all && kind == ParameterOperator.LowercaseAll)
            {
                return CaseText.ToLower(text);
            }
        }

        var result = new StringBuilder(text.Length);
        ReadOnlySpan<char> rest = text;
        while (rest.Length > 0)
        {
            System.Buffers.OperationStatus status = Rune.DecodeFromUtf16(rest, out Rune rune, out int units);
            ReadOnlySpan<char> character = rest[..units];
            if (status == System.Buffers.OperationStatus.Done && (pattern is null || pattern.Pattern.Length == 0 || pattern.IsMatch(character)))
            {
                bool upper = kind switch
                {
                    ParameterOperator.UppercaseFirst or ParameterOperator.UppercaseAll => true,
                    ParameterOperator.LowercaseFirst or ParameterOperator.LowercaseAll => false,
                    _ => Rune.IsLower(rune),
                };
                result.Append(CaseText.Map(rune, upper).ToString());
            }
            else
            {
                result.Append(character);
            }

            rest = rest[units..];
            if (!all)
            {
                result.Append(rest);
                break;
            }
        }

        return result.ToString();
    }
}
