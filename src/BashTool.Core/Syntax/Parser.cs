using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>Reads bash text and gives its complete commands one after another.</summary>
public sealed partial class Parser
{
    /// <summary>Reads a whole text.</summary>
    public Parser(string text, ParserOptions? options = null) => throw new NotImplementedException();

    /// <summary>Reads line by line: the delegate gives the next line with its newline, or null at the end. No more lines are asked for than the command needs.</summary>
    public Parser(Func<string?> moreInput, ParserOptions? options = null) => throw new NotImplementedException();

    public ParserOptions Options { get; } = new();

    /// <summary>The line that is read next.</summary>
    public int CurrentLine => throw new NotImplementedException();

    /// <summary>How many characters of the input have been consumed.</summary>
    public int Position => throw new NotImplementedException();

    /// <summary>The next complete command: what stands before the next newline that ends one. Null at the end of the input. Lines without a command are skipped.</summary>
    public CommandList? ParseNext() => throw new NotImplementedException();

    /// <summary>After a <see cref="SyntaxErrorException"/>: goes on with the line after the one that failed, as an interactive shell does.</summary>
    public void SkipToNextLine() => throw new NotImplementedException();

    /// <summary>Parses a whole text.</summary>
    public static Script ParseAll(string text, ParserOptions? options = null) => throw new NotImplementedException();

    /// <summary>Parses a whole text; on an error gives what came before it and the error.</summary>
    public static bool TryParseAll(string text, ParserOptions? options, out Script script, out SyntaxErrorException? error) => throw new NotImplementedException();

    /// <summary>Reads a text as the body of a here-document or a prompt: expansions as inside double quotes, quotes are literal.</summary>
    public static Word ParseHereText(string text, ParserOptions? options = null) => throw new NotImplementedException();

    /// <summary>Reads a text as one word whatever blanks it contains (the value of <c>declare "a=x"</c>, of BASH_ENV).</summary>
    public static Word ParseWord(string text, ParserOptions? options = null) => throw new NotImplementedException();

    /// <summary>Reads the text of a compound array assignment, <c>(a b [3]=c)</c>, as <c>declare "a=(...)"</c> does at run time.</summary>
    public static ArrayLiteral ParseArrayLiteral(string text, ParserOptions? options = null) => throw new NotImplementedException();

    /// <summary>Reads the text between the brackets of a subscript.</summary>
    public static Subscript ParseSubscript(string text, ParserOptions? options = null) => throw new NotImplementedException();
}
