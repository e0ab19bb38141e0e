namespace BashTool.Core.Text.Regex;

internal enum RegexOp : byte
{
    /// <summary>Takes a character of set Argument, goes to Next.</summary>
    Character,

    /// <summary>Goes to Next or, less willingly, to Other.</summary>
    Split,

    /// <summary>The head of a loop: Next is the body, Other the way out.</summary>
    Loop,

    /// <summary>Goes to Next.</summary>
    Jump,

    OpenGroup,

    CloseGroup,

    /// <summary>Closes a group whose empty iterations do not count.</summary>
    CloseOptionalGroup,

    Assertion,

    BackReference,

    Match,
}

internal struct RegexInstruction
{
    public RegexOp Op;
    public int Argument;
    public int Next;
    public int Other;
}

/// <summary>The nondeterministic automaton of a pattern.</summary>
internal sealed class RegexProgram
{
    public required RegexInstruction[] Code { get; init; }

    public required int Start { get; init; }

    public required RegexAssertion[] Assertions { get; init; }

    public required RegexAlphabet Alphabet { get; init; }

    public bool HasAssertions => Assertions.Length > 0;
}
