namespace BashTool.Core.Syntax.Ast;

/// <summary>Where a node stands in the text it was read from: offset, length and the line of its first character (1-based).</summary>
public readonly record struct SourceSpan(int Start, int Length, int Line)
{
    public int End => Start + Length;

    public static SourceSpan FromBounds(int start, int end, int line) => new(start, end < start ? 0 : end - start, line);
}
