namespace BashTool.Core.Syntax.Ast;

/// <summary>The text between <c>&lt;&lt;word</c> and the line that ends it.</summary>
public sealed class HereDocument : SyntaxNode
{
    /// <summary>The delimiter after quote removal.</summary>
    public required string Delimiter { get; init; }

    /// <summary>Whether any part of the delimiter was quoted: then the body is literal.</summary>
    public bool IsQuoted { get; init; }

    /// <summary><c>&lt;&lt;-</c>: leading tabs are taken away (the body no longer has them).</summary>
    public bool StripsTabs { get; init; }

    /// <summary>The body, as the parts inside double quotes; <see cref="Word.LiteralText"/> is its text when nothing needs expanding.</summary>
    public Word Body { get; internal set; } = Word.Empty;

    /// <summary>The body as it was written (after the tabs are taken away), with the newline at its end.</summary>
    public string Text { get; internal set; } = "";

    /// <summary>Whether the delimiter was found before the end of the input.</summary>
    public bool IsTerminated { get; internal set; }
}
