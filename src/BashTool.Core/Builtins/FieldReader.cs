using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Splits the input of <c>read</c> at the characters of IFS, as bash's get_word_from_string does.</summary>
internal ref struct FieldReader(ReadOnlySpan<char> text, ReadOnlySpan<char> separators, List<int>? escaped)
{
    private readonly ReadOnlySpan<char> text = text;
    private readonly ReadOnlySpan<char> separators = separators;
    private int at;

    /// <summary>Nothing is left.</summary>
    public readonly bool IsAtEnd => at >= text.Length;

    /// <summary>Skips the IFS white space at the start.</summary>
    public void SkipBlanks()
    {
        while (at < text.Length && IsBlank(at))
        {
            at++;
        }
    }

    /// <summary>The next field; what ends it is skipped.</summary>
    public ReadOnlySpan<char> Next()
    {
        int start = at;
        int end = start;
        if (escaped is null && separators.Length is > 0 and <= 5)
        {
            int found = text[start..].IndexOfAny(separators);
            end = found < 0 ? text.Length : start + found;
        }
        else
        {
            while (end < text.Length && !IsSeparator(end))
            {
                end++;
            }
        }

        at = end;
        if (at < text.Length)
        {
            bool blank = IsBlank(at);
            at++;
            SkipBlanks();
            if (blank && at < text.Length && IsSeparator(at))
            {
                at++;
                SkipBlanks();
            }
        }

        return text[start..end];
    }

    /// <summary>What the last variable gets: one field, or several as they stand without the IFS white space behind.</summary>
    public ReadOnlySpan<char> Rest()
    {
        int start = at;
        ReadOnlySpan<char> field = Next();
        if (at >= text.Length)
        {
            return field;
        }

        at = text.Length;
        int end = text.Length;
        while (end > start + 1 && text[end - 1] is ' ' or '\t' or '\n' && separators.Contains(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    private readonly bool IsSeparator(int index) =>
        separators.Contains(text[index]) && (escaped is null || escaped.BinarySearch(index) < 0);

    private readonly bool IsBlank(int index) => text[index] is ' ' or '\t' or '\n' && IsSeparator(index);
}
