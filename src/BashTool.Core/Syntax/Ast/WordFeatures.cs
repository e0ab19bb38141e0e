namespace BashTool.Core.Syntax.Ast;

/// <summary>What a word contains, so that the steps of expansion it does not need can be left out.</summary>
[Flags]
public enum WordFeatures : ushort
{
    None = 0,

    /// <summary>A parameter, command, arithmetic or process substitution, quoted or not.</summary>
    HasExpansion = 1,

    /// <summary>An expansion outside double quotes, whose result is split and globbed.</summary>
    HasUnquotedExpansion = 2,

    /// <summary>An unquoted <c>*</c>, <c>?</c>, <c>[</c> or extended pattern in the literal text.</summary>
    HasGlob = 4,

    /// <summary>A <see cref="BraceExpansion"/> or <see cref="BraceSequence"/>.</summary>
    HasBrace = 8,

    /// <summary>A <see cref="TildePart"/>.</summary>
    HasTilde = 16,

    /// <summary>Any quoting, so that the word is kept when it is empty.</summary>
    HasQuotes = 32,

    /// <summary>A command or process substitution.</summary>
    HasCommandSubstitution = 64,

    /// <summary><c>$@</c>, <c>$*</c> or <c>${a[@]}</c> somewhere, which may become several words even in double quotes.</summary>
    HasListExpansion = 128,

    /// <summary>An extended pattern such as <c>@(a|b)</c> in the literal text.</summary>
    HasExtendedGlob = 256,
}
