namespace BashTool.Core.Text.Regex;

/// <summary>A pattern that glibc refuses, in glibc's words ("Unmatched ( or \\(").</summary>
public sealed class RegexSyntaxException(string message) : FormatException(message);
