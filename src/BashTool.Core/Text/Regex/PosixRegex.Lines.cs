namespace BashTool.Core.Text.Regex;

/// <content>Looking for lines in a buffer of many.</content>
public sealed partial class PosixRegex
{
    private const int FailureSample = 32;
    private const int FailureWorth = 256;

    /// <summary>
    /// The first line at or after <paramref name="start"/> (which must be the start of a line) that has a match, without
    /// cutting the buffer into lines. The length leaves the separator out; the last line needs none.
    /// </summary>
    public bool TryFindLine(ReadOnlySpan<byte> buffer, int start, out int lineStart, out int lineLength)
    {
        lineStart = -1;
        lineLength = 0;
        if (start >= buffer.Length)
        {
            return false;
        }

        // What follows the last separator is no line if there is nothing.
        byte separator = Options.LineSeparator;
        if (buffer[^1] == separator)
        {
            buffer = buffer[..^1];
        }

        int hit;
        if (parts.Literal is { } literal && !literal.Contains(separator))
        {
            hit = literal.Find(buffer[start..]);
            hit = hit < 0 ? -1 : start + hit;
        }
        else
        {
            RegexMatcher matcher = Rent();
            hit = HasBackReferences ? FindLineWithBackReferences(matcher, buffer, start) : FindLine(matcher, buffer, start);
            Return(matcher);
        }

        if (hit < 0)
        {
            return false;
        }

        (lineStart, int lineEnd) = LineAround(buffer, hit, separator);
        lineLength = lineEnd - lineStart;
        return true;
    }

    private static (int Start, int End) LineAround(ReadOnlySpan<byte> buffer, int position, byte separator)
    {
        int start = buffer[..position].LastIndexOf(separator) + 1;
        int length = buffer[position..].IndexOf(separator);
        return (start, length < 0 ? buffer.Length : position + length);
    }

    /// <summary>A position in the line, its end included.</summary>
    private int FindLine(RegexMatcher matcher, ReadOnlySpan<byte> buffer, int start)
    {
        LiteralSearch? required = parts.Required;
        if (required is null || !parts.RequiredIsWorthLookingFor || required.Contains(Options.LineSeparator))
        {
            return matcher.Lines.Forward(buffer, start, RegexMatchFlags.None);
        }

        // A literal somewhere in the middle: look for it, then look at its line.
        int failures = 0;
        int sampleStart = start;
        while (true)
        {
            int hit = required.Find(buffer[start..]);
            if (hit < 0)
            {
                return -1;
            }

            (int lineStart, int lineEnd) = LineAround(buffer, start + hit, Options.LineSeparator);
            if (matcher.Earliest.Forward(buffer[lineStart..lineEnd], 0, RegexMatchFlags.None) >= 0)
            {
                return lineStart;
            }

            start = lineEnd + 1;
            if (start > buffer.Length)
            {
                return -1;
            }

            if (++failures == FailureSample)
            {
                if (start - sampleStart < FailureSample * FailureWorth)
                {
                    return matcher.Lines.Forward(buffer, start, RegexMatchFlags.None);
                }

                failures = 0;
                sampleStart = start;
            }
        }
    }

    private int FindLineWithBackReferences(RegexMatcher matcher, ReadOnlySpan<byte> buffer, int start)
    {
        while (start <= buffer.Length)
        {
            int hit = matcher.Lines.Forward(buffer, start, RegexMatchFlags.None);
            if (hit < 0)
            {
                return -1;
            }

            (int lineStart, int lineEnd) = LineAround(buffer, hit, Options.LineSeparator);
            if (FindWithBackReferences(buffer[lineStart..lineEnd], 0, [], RegexMatchFlags.None, out _, any: true))
            {
                return lineStart;
            }

            start = lineEnd + 1;
        }

        return -1;
    }
}
