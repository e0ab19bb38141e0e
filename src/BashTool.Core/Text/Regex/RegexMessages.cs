namespace BashTool.Core.Text.Regex;

/// <summary>The C library's words for what is wrong with a pattern.</summary>
internal static class RegexMessages
{
    public const string BadPattern = "Invalid regular expression";
    public const string BadCollation = "Invalid collation character";
    public const string BadClass = "Invalid character class name";
    public const string TrailingBackslash = "Trailing backslash";
    public const string BadBackReference = "Invalid back reference";
    public const string UnmatchedBracket = "Unmatched [, [^, [:, [., or [=";
    public const string UnmatchedOpenParenthesis = "Unmatched ( or \\(";
    public const string UnmatchedCloseParenthesis = "Unmatched ) or \\)";
    public const string UnmatchedBrace = "Unmatched \\{";
    public const string BadInterval = "Invalid content of \\{\\}";
    public const string BadRange = "Invalid range end";
    public const string MemoryExhausted = "Memory exhausted";
    public const string BadRepeat = "Invalid preceding regular expression";
    public const string TooBig = "Regular expression too big";
}
