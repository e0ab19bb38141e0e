using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Expansion;

/// <summary>All of bash's expansions, for one shell and one thread.</summary>
public sealed partial class Expander
{
    private readonly IExpansionHost host;

    public Expander(IExpansionHost host)
    {
        this.host = host;
        host.Variables.Evaluate = EvaluateArithmetic;
    }

    /// <summary>Brace, tilde, parameter, command, arithmetic and process substitution, splitting, pathname expansion, quote removal; adds the words to <paramref name="result"/>.</summary>
    public void ExpandWords(ReadOnlySpan<Word> words, List<string> result) => throw new NotImplementedException();

    public void ExpandWord(Word word, List<string> result) => throw new NotImplementedException();

    /// <summary>One string without splitting, brace and pathname expansion: the subject of <c>case</c>, operands of <c>[[ ]]</c>, here-strings.</summary>
    public string ExpandToString(Word word) => throw new NotImplementedException();

    /// <summary>The value of an assignment (the same rules; tildes after <c>:</c> are parts of the word already).</summary>
    public string ExpandAssignmentValue(Word word) => throw new NotImplementedException();

    /// <summary>A pattern for <see cref="Text.GlobPattern"/>: what was quoted has backslashes.</summary>
    public string ExpandPattern(Word word) => throw new NotImplementedException();

    /// <summary>The right side of <c>=~</c>: what was quoted is literal in the regular expression.</summary>
    public string ExpandRegex(Word word) => throw new NotImplementedException();

    /// <summary>The target of a redirection; <c>ambiguous redirect</c> if it is not one word.</summary>
    public string ExpandRedirectTarget(Word word) => throw new NotImplementedException();

    /// <summary>The body of a here-document.</summary>
    public string ExpandHereDocument(HereDocument document) => throw new NotImplementedException();

    /// <summary>Carries out an assignment in the visible scope.</summary>
    public void Assign(Assignment assignment) => throw new NotImplementedException();

    /// <summary>Carries out an assignment to this very variable (from DeclareLocal, DeclareTemporary, GetOrCreateGlobal), for declaration builtins.</summary>
    public void Assign(Assignment assignment, ShellVariable variable) => throw new NotImplementedException();

    /// <summary>Assigns to <c>name</c> or <c>name[subscript]</c> given as text (<c>read</c>, <c>printf -v</c>, <c>getopts</c>); the subscript is expanded.</summary>
    public void AssignReference(string reference, string value, bool append = false) => throw new NotImplementedException();

    /// <summary>Unsets <c>name</c> or <c>name[subscript]</c> given as text, as <c>unset -v</c> does.</summary>
    public bool UnsetReference(string reference) => throw new NotImplementedException();

    /// <summary>Whether <c>name</c>, <c>name[subscript]</c> or a positional number has a value (<c>[[ -v ]]</c>, <c>test -v</c>).</summary>
    public bool IsSet(string reference) => throw new NotImplementedException();

    /// <summary>An arithmetic expression of the tree: <c>((...))</c>, <c>for ((...))</c>.</summary>
    public long EvaluateArithmetic(ArithmeticSource source) => throw new NotImplementedException();

    /// <summary>An arithmetic expression given as text (<c>let</c>, <c>[[ -eq ]]</c>, integer variables); no expansions are done.</summary>
    public long EvaluateArithmetic(string text) => throw new NotImplementedException();

    /// <summary>The prompt escapes and expansions of a prompt string (<c>${x@P}</c>, PS4).</summary>
    public string ExpandPrompt(string text) => throw new NotImplementedException();

    /// <summary>Expands a text as inside double quotes (the value of ENV, mail messages).</summary>
    public string ExpandText(string text) => throw new NotImplementedException();

    /// <summary>The file names that match a pattern whose quoted characters have backslashes, sorted; empty for none (<c>compgen -G</c>).</summary>
    public List<string> ExpandPathnames(string pattern) => throw new NotImplementedException();
}
