namespace BashTool.Commands.Awk;

/// <summary>What counts as a number in a text.</summary>
internal enum AwkNumberForms : byte
{
    Decimal,

    /// <summary>Octal and hexadecimal too: <c>-n</c>, <c>strtonum</c>.</summary>
    NonDecimal,

    /// <summary>Whatever the C library takes, infinity and hexadecimal among it: <c>-P</c>.</summary>
    Posix,
}
