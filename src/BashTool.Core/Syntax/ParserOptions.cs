namespace BashTool.Core.Syntax;

/// <summary>The switches that change how text is read. The parser looks at them whenever they matter, so changing one affects what is read next.</summary>
public sealed class ParserOptions
{
    /// <summary><c>shopt -s extglob</c>.</summary>
    public bool ExtendedGlob { get; set; }

    /// <summary><c>shopt -s expand_aliases</c>; needs <see cref="AliasLookup"/> too.</summary>
    public bool ExpandAliases { get; set; }

    /// <summary>Gives the text of an alias, or null.</summary>
    public Func<string, string?>? AliasLookup { get; set; }

    public bool PosixMode { get; set; }

    /// <summary>Whether <c>#</c> starts a comment. Always so outside interactive shells.</summary>
    public bool Comments { get; set; } = true;

    /// <summary><c>set -B</c>: brace expansion is on.</summary>
    public bool BraceExpansion { get; set; } = true;

    /// <summary>Whether CR LF ends a line as LF does (a convenience bash does not have).</summary>
    public bool CarriageReturnNewlines { get; set; }

    /// <summary>The number of the first line.</summary>
    public int FirstLine { get; set; } = 1;

    /// <summary>Receives what bash warns about while reading.</summary>
    public Action<SyntaxWarning>? Warning { get; set; }
}
