namespace BashTool.Core.Syntax;

/// <summary>Something the parser tells the user without failing.</summary>
public sealed record SyntaxWarning(string Message, int Line);
