namespace BashTool.Core.Text.Regex;

/// <summary>A match with back-references that would take more memory than is given to it.</summary>
public sealed class RegexLimitException(string message) : Exception(message);
