namespace BashTool.Core.Syntax.Ast;

/// <summary>What is done to the value of a parameter.</summary>
public enum ParameterOperator : byte
{
    None,

    /// <summary><c>${#x}</c></summary>
    Length,

    /// <summary><c>${x-word}</c>, <c>${x:-word}</c></summary>
    UseDefault,

    /// <summary><c>${x=word}</c>, <c>${x:=word}</c></summary>
    AssignDefault,

    /// <summary><c>${x?word}</c>, <c>${x:?word}</c></summary>
    ErrorIfUnset,

    /// <summary><c>${x+word}</c>, <c>${x:+word}</c></summary>
    UseAlternate,

    /// <summary><c>${x#pattern}</c></summary>
    RemoveSmallestPrefix,

    /// <summary><c>${x##pattern}</c></summary>
    RemoveLargestPrefix,

    /// <summary><c>${x%pattern}</c></summary>
    RemoveSmallestSuffix,

    /// <summary><c>${x%%pattern}</c></summary>
    RemoveLargestSuffix,

    /// <summary><c>${x/pattern/replacement}</c></summary>
    ReplaceFirst,

    /// <summary><c>${x//pattern/replacement}</c></summary>
    ReplaceAll,

    /// <summary><c>${x/#pattern/replacement}</c></summary>
    ReplacePrefix,

    /// <summary><c>${x/%pattern/replacement}</c></summary>
    ReplaceSuffix,

    /// <summary><c>${x^pattern}</c></summary>
    UppercaseFirst,

    /// <summary><c>${x^^pattern}</c></summary>
    UppercaseAll,

    /// <summary><c>${x,pattern}</c></summary>
    LowercaseFirst,

    /// <summary><c>${x,,pattern}</c></summary>
    LowercaseAll,

    /// <summary><c>${x~pattern}</c></summary>
    ToggleCaseFirst,

    /// <summary><c>${x~~pattern}</c></summary>
    ToggleCaseAll,

    /// <summary><c>${x:offset}</c>, <c>${x:offset:length}</c></summary>
    Substring,

    /// <summary><c>${x@Q}</c></summary>
    Transform,

    /// <summary><c>${!prefix*}</c>, <c>${!prefix@}</c></summary>
    NamesWithPrefix,

    /// <summary><c>${!a[@]}</c>, <c>${!a[*]}</c></summary>
    Keys,
}
