namespace BashTool.Core.Text.Regex;

/// <summary>Where a match or one of its groups lies, in bytes; a group that took no part starts at -1.</summary>
public readonly record struct RegexGroup(int Start, int Length)
{
    public static readonly RegexGroup None = new(-1, 0);

    public bool Success => Start >= 0;

    public int End => Start + Length;
}
