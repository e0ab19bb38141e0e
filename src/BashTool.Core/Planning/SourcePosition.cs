using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Planning;

/// <summary>Where a span stands in its text, for people.</summary>
internal readonly struct SourcePosition
{
    private const int LongestExcerpt = 200;

    public SourcePosition(string text, SourceSpan span)
    {
        int start = Math.Clamp(span.Start, 0, text.Length);
        int end = Math.Clamp(span.End, start, text.Length);
        Line = Math.Max(1, span.Line);
        Column = start == 0 ? 1 : start - text.LastIndexOf('\n', start - 1);
        ReadOnlySpan<char> piece = text.AsSpan(start, end - start).Trim();
        int newline = piece.IndexOf('\n');
        if (newline >= 0)
        {
            piece = piece[..newline];
        }

        Excerpt = piece.Length > LongestExcerpt || newline >= 0 ? string.Concat(piece[..Math.Min(piece.Length, LongestExcerpt)], " ...") : piece.ToString();
    }

    public int Line { get; }

    /// <summary>1 for the first character of the line.</summary>
    public int Column { get; }

    /// <summary>The text itself, cut to a line.</summary>
    public string Excerpt { get; }
}
