using BashTool.Core.Text;

namespace BashTool.Core.Expansion;

/// <summary>What the expanded parts of a word are put together for.</summary>
internal enum SinkPurpose
{
    /// <summary>The words of a command: split, and matched against file names.</summary>
    Fields,

    /// <summary>One string.</summary>
    Text,

    /// <summary>A pattern: quoted characters get backslashes.</summary>
    Pattern,

    /// <summary>A regular expression: quoted characters are made literal.</summary>
    Regex,

    /// <summary>The replacement of <c>${x/p/r}</c>: an unquoted <c>&amp;</c> becomes <see cref="FieldSink.MatchMark"/>.</summary>
    Replacement,

    /// <summary>The body of a here-document.</summary>
    HereDocument,
}

/// <summary>Takes the expanded parts of a word in order and makes the result of them: splitting is done as text comes in.</summary>
internal sealed class FieldSink(Expander expander)
{
    /// <summary>Stands for the matched text in a replacement; no decoded text contains it.</summary>
    public const char MatchMark = '\uD800';

    private const string RegexSpecial = "\\^$.|?*+()[]{}";

    private char[] buffer = new char[256];
    private int length;
    private int[] quoted = new int[16];
    private int quotedCount;
    private bool afterWhiteSpace;
    private bool sawGlob;
    private bool globbing;
    private bool extendedGlobs;
    private List<string>? output;
    private FieldSeparators separators = FieldSeparators.Default;

    public SinkPurpose Purpose { get; private set; }

    public bool Splits => Purpose == SinkPurpose.Fields;

    /// <summary>The field under way exists even if it stays empty.</summary>
    public bool Active { get; set; }

    /// <summary>A list without elements was expanded inside double quotes, which makes no field of them.</summary>
    public bool EmptyListSeen { get; set; }

    /// <summary>Changes whenever something was taken in.</summary>
    public int Progress => length + (output is null ? 0 : output.Count << 16);

    public void BeginFields(List<string> to, FieldSeparators ifs, bool glob, bool extended)
    {
        Begin(SinkPurpose.Fields);
        output = to;
        separators = ifs;
        globbing = glob;
        extendedGlobs = extended;
    }

    public void Begin(SinkPurpose purpose)
    {
        Purpose = purpose;
        length = 0;
        quotedCount = 0;
        output = null;
        afterWhiteSpace = sawGlob = globbing = Active = EmptyListSeen = false;
    }

    /// <summary>Unquoted text of the script.</summary>
    public void AppendLiteral(string text, bool hasGlob)
    {
        sawGlob |= hasGlob;
        Active = true;
        afterWhiteSpace = false;
        if (Purpose == SinkPurpose.Replacement)
        {
            AppendReplacement(text);
        }
        else
        {
            Append(text);
        }
    }

    /// <summary>Quoted text, or the result of an expansion inside quotes. Does not by itself make a field.</summary>
    public void AppendQuoted(ReadOnlySpan<char> text)
    {
        if (text.Length == 0)
        {
            return;
        }

        Active = true;
        afterWhiteSpace = false;
        switch (Purpose)
        {
            case SinkPurpose.Fields when globbing:
                if (quotedCount > 0 && quoted[quotedCount - 1] == length)
                {
                    quotedCount--;
                }
                else
                {
                    if (quotedCount + 2 > quoted.Length)
                    {
                        Array.Resize(ref quoted, quoted.Length * 2);
                    }

                    quoted[quotedCount++] = length;
                }

                Append(text);
                quoted[quotedCount++] = length;
                break;
            case SinkPurpose.Pattern:
                Append(GlobPattern.Escape(text));
                break;
            case SinkPurpose.Regex:
                AppendRegexLiteral(text);
                break;
            default:
                Append(text);
                break;
        }
    }

    /// <summary>The result of an expansion outside quotes.</summary>
    public void AppendExpansion(ReadOnlySpan<char> text)
    {
        if (Purpose != SinkPurpose.Fields)
        {
            if (Purpose == SinkPurpose.Replacement)
            {
                AppendReplacement(text);
            }
            else
            {
                Append(text);
            }

            return;
        }

        bool mayGlob = globbing && (text.IndexOfAny('*', '?', '[') >= 0 || (extendedGlobs && text.Contains('(')));
        while (text.Length > 0)
        {
            int at = separators.IsEmpty ? -1 : separators.IndexIn(text);
            if (at < 0)
            {
                Append(text);
                Active = true;
                afterWhiteSpace = false;
                sawGlob |= mayGlob;
                return;
            }

            if (at > 0)
            {
                if (!mayGlob && length == 0 && !Active)
                {
                    output!.Add(text[..at].ToString());
                    afterWhiteSpace = separators.IsWhiteSpace(text[at]);
                    text = text[(at + 1)..];
                    continue;
                }

                Append(text[..at]);
                Active = true;
                afterWhiteSpace = false;
                sawGlob |= mayGlob;
            }

            Separate(text[at]);
            text = text[(at + 1)..];
        }
    }

    /// <summary>Between two elements of a list outside quotes.</summary>
    public void SeparateElements()
    {
        if (!separators.IsEmpty)
        {
            Separate(separators.First);
        }
        else if (Active)
        {
            EmitField();
        }
    }

    /// <summary>Between two elements of a list inside quotes.</summary>
    public void EndField()
    {
        EmitField();
        afterWhiteSpace = false;
    }

    /// <summary>Ends the word; the last field goes out if there is one.</summary>
    public void FinishFields()
    {
        if (Active)
        {
            EmitField();
        }

        output = null;
    }

    /// <summary>The string put together.</summary>
    public string FinishText() => length == 0 ? "" : new string(buffer, 0, length);

    public ReadOnlySpan<char> Text => buffer.AsSpan(0, length);

    private void Separate(char c)
    {
        if (separators.IsWhiteSpace(c))
        {
            if (Active)
            {
                EmitField();
                afterWhiteSpace = true;
            }
        }
        else if (Active)
        {
            EmitField();
            afterWhiteSpace = false;
        }
        else if (afterWhiteSpace)
        {
            afterWhiteSpace = false;
        }
        else
        {
            output!.Add("");
        }
    }

    private void EmitField()
    {
        string field = length == 0 ? "" : new string(buffer, 0, length);
        if (sawGlob && globbing)
        {
            expander.ExpandPathnames(field, Pattern(), output!);
        }
        else
        {
            output!.Add(field);
        }

        length = 0;
        quotedCount = 0;
        sawGlob = false;
        Active = false;
    }

    private string Pattern()
    {
        if (quotedCount == 0)
        {
            return new string(buffer, 0, length);
        }

        var pattern = new System.Text.StringBuilder(length + 16);
        int at = 0;
        for (int i = 0; i < quotedCount; i += 2)
        {
            pattern.Append(buffer, at, quoted[i] - at);
            pattern.Append(GlobPattern.Escape(buffer.AsSpan(quoted[i], quoted[i + 1] - quoted[i])));
            at = quoted[i + 1];
        }

        return pattern.Append(buffer, at, length - at).ToString();
    }

    private void AppendReplacement(ReadOnlySpan<char> text)
    {
        if (!expander.PatsubReplacement || text.IndexOfAny('&', '\\') < 0)
        {
            Append(text);
            return;
        }

        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '&')
            {
                c = MatchMark;
            }
            else if (c == '\\' && i + 1 < text.Length && text[i + 1] is '&' or '\\')
            {
                c = text[++i];
            }

            Append([c]);
        }
    }

    private void AppendRegexLiteral(ReadOnlySpan<char> text)
    {
        // In a bracket expression a backslash would be a member.
        if (InBracket())
        {
            Append(text);
            return;
        }

        foreach (char c in text)
        {
            if (RegexSpecial.Contains(c))
            {
                Append(['\\', c]);
            }
            else
            {
                Append([c]);
            }
        }
    }

    private bool InBracket()
    {
        bool inside = false;
        for (int i = 0; i < length; i++)
        {
            switch (buffer[i])
            {
                case '\\' when !inside:
                    i++;
                    break;
                case '[' when !inside:
                    inside = true;
                    if (i + 1 < length && buffer[i + 1] == '^')
                    {
                        i++;
                    }

                    if (i + 1 < length && buffer[i + 1] == ']')
                    {
                        i++;
                    }

                    break;
                case ']' when inside:
                    inside = false;
                    break;
            }
        }

        return inside;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        if (text.Length > buffer.Length - length)
        {
            if (length + (long)text.Length > expander.MostCharacters)
            {
                expander.TooLong();
            }

            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + text.Length));
        }

        text.CopyTo(buffer.AsSpan(length));
        length += text.Length;
    }
}
