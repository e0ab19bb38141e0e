namespace BashTool.Core.Text.Regex;

/// <summary>How a pattern is to be understood. Equal options and equal patterns share a compiled regex in the cache.</summary>
public sealed record RegexOptions
{
    public static readonly RegexOptions Basic = new();
    public static readonly RegexOptions Extended = new() { Syntax = RegexSyntax.Extended };

    public RegexSyntax Syntax { get; init; } = RegexSyntax.Basic;

    public bool IgnoreCase { get; init; }

    /// <summary>POSIX REG_NEWLINE: <c>^</c> and <c>$</c> also match at newlines, <c>.</c> and, but for Emacs, <c>[^x]</c> do not match one (sed's M).</summary>
    public bool Newline { get; init; }

    /// <summary>False: every byte is a character, as under LC_ALL=C.</summary>
    public bool Utf8 { get; init; } = true;

    /// <summary>The caller never asks for groups; the automaton can be simpler. Back-references still work.</summary>
    public bool NoSubmatches { get; init; }

    /// <summary>No GNU operators (<c>\w \&lt; \`</c>), and a stray <c>\)</c> is a character: <c>sed --posix</c>.</summary>
    public bool StrictPosix { get; init; }

    /// <summary>A closing parenthesis without an opening one is an error in an extended pattern too: sed.</summary>
    public bool StrictParentheses { get; init; }

    /// <summary>What ends a line for <see cref="PosixRegex.TryFindLine"/> and <see cref="Newline"/>: newline, or NUL for <c>grep -z</c> and <c>sed -z</c>.</summary>
    public byte LineSeparator { get; init; } = (byte)'\n';

    /// <summary>What grep's -w and -x add: the match must be a whole line, or stand between non-word characters.</summary>
    public RegexWhole Whole { get; init; }

    /// <summary>All of it in one number.</summary>
    internal int Variant =>
        LineSeparator | ((int)Syntax << 8) | ((int)Whole << 12) | (IgnoreCase ? 1 << 16 : 0) | (Newline ? 1 << 17 : 0) | (Utf8 ? 1 << 18 : 0)
        | (NoSubmatches ? 1 << 19 : 0) | (StrictPosix ? 1 << 20 : 0) | (StrictParentheses ? 1 << 21 : 0);
}

/// <summary>What a match must span besides the pattern.</summary>
public enum RegexWhole
{
    Nothing,

    /// <summary>grep -x: the whole line.</summary>
    Line,

    /// <summary>grep -w: a whole word; grep shortens a match until it is one.</summary>
    Word,
}
