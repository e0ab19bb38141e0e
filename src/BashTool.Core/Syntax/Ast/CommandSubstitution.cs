namespace BashTool.Core.Syntax.Ast;

/// <summary><c>$(list)</c> and <c>`list`</c>.</summary>
public sealed class CommandSubstitution : WordPart
{
    public CommandSubstitution()
        : base(WordPartKind.CommandSubstitution)
    {
    }

    public required CommandList Body { get; init; }

    public bool IsBackquoted { get; init; }

    /// <summary>The text between the delimiters; for backquotes, after the removal of their escapes.</summary>
    public string SourceText { get; init; } = "";

    /// <summary>Set when the text between backquotes does not parse, which bash finds out only when it runs it.</summary>
    public SyntaxErrorException? Error { get; init; }

    /// <summary>The redirection of <c>$(&lt; file)</c>, which reads the file; null otherwise.</summary>
    public Redirection? InputFile { get; init; }
}
