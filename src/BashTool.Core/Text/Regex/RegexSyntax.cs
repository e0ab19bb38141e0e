namespace BashTool.Core.Text.Regex;

/// <summary>The dialects of regular expression that the GNU tools know, named as <c>find -regextype</c> names them.</summary>
public enum RegexSyntax
{
    /// <summary>POSIX basic (BRE) with the GNU extensions: sed, expr, ed, <c>find -regextype posix-basic</c>.</summary>
    Basic,

    /// <summary>POSIX extended (ERE) with the GNU extensions: <c>[[ =~ ]]</c>, <c>sed -E</c>, <c>find -regextype posix-extended</c>.</summary>
    Extended,

    /// <summary>What <c>grep</c> understands: basic, and a newline in the pattern separates alternatives.</summary>
    Grep,

    /// <summary>What <c>grep -E</c> understands: extended, lenient about operators at the start and about a stray brace.</summary>
    Egrep,

    /// <summary>The original awk: no intervals, no GNU operators.</summary>
    Awk,

    /// <summary>GNU awk.</summary>
    GnuAwk,

    /// <summary>awk as POSIX has it.</summary>
    PosixAwk,

    /// <summary>GNU Emacs; with a dot that matches a newline it is also findutils' default.</summary>
    Emacs,

    /// <summary>POSIX basic without the GNU <c>\+ \? \|</c>.</summary>
    PosixMinimalBasic,
}
