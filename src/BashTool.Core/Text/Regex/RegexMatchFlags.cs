namespace BashTool.Core.Text.Regex;

/// <summary>What the text's ends are.</summary>
[Flags]
public enum RegexMatchFlags
{
    None = 0,

    /// <summary>The text does not start at the beginning of a line: <c>^</c> does not match there.</summary>
    NotBeginning = 1,

    /// <summary>The text does not end at the end of a line: <c>$</c> does not match there.</summary>
    NotEnd = 2,
}
