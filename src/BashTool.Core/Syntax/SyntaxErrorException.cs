using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>What kind of mistake a <see cref="SyntaxErrorException"/> reports.</summary>
public enum SyntaxErrorKind : byte
{
    UnexpectedToken,
    UnexpectedEndOfFile,
    UnterminatedQuote,
    Conditional,
    NestedTooDeeply,
    Other,
}

/// <summary>
/// The text is not a command. The message is bash's without the <c>bash: line N:</c> before it;
/// <see cref="FormatLines"/> gives all the lines bash prints.
/// </summary>
public sealed class SyntaxErrorException : Exception
{
    public SyntaxErrorException(string message)
        : base(message)
    {
    }

    public SyntaxErrorKind Kind { get; init; }

    /// <summary>The line number bash reports.</summary>
    public int Line { get; init; }

    /// <summary>The 1-based column of <see cref="Offset"/>.</summary>
    public int Column { get; init; }

    public int Offset { get; init; }

    /// <summary>The token that was not expected, if it is one.</summary>
    public string? Token { get; init; }

    /// <summary>What would have been accepted there, where it is known.</summary>
    public IReadOnlyList<string> Expected { get; init; } = [];

    /// <summary>The line of the text bash shows below the message between <c>`</c> and <c>'</c>, or null.</summary>
    public string? SourceLine { get; init; }

    /// <summary>Whether more text could make it a command: the input ended in the middle.</summary>
    public bool IsIncomplete { get; init; }

    /// <summary>Nothing but newlines follows.</summary>
    public bool IsAtEnd { get; init; }

    /// <summary>It is in a command substitution.</summary>
    public bool IsInSubstitution { get; init; }

    /// <summary>Only the line is given up, with status 1: a mistake in the list of an assignment.</summary>
    public bool AbandonsLine { get; set; }

    /// <summary>Messages that come before this one, with their own lines: bash reports some mistakes in several lines.</summary>
    public IReadOnlyList<SyntaxWarning> Preceding { get; init; } = [];

    /// <summary>The lines bash prints, given what it puts before <c>line N:</c> (such as <c>bash: -c: </c> or <c>./script: </c>).</summary>
    public IEnumerable<string> FormatLines(string prefix)
    {
        foreach (SyntaxWarning warning in Preceding)
        {
            yield return $"{prefix}line {warning.Line}: {warning.Message}";
        }

        if (Message.Length > 0)
        {
            yield return $"{prefix}line {Line}: {Message}";
        }

        if (SourceLine is not null)
        {
            yield return $"{prefix}line {Line}: `{SourceLine}'";
        }
    }
}
