namespace BashTool.Core.Planning;

/// <summary>One command of a <see cref="CommandPattern"/>: its name, and options or words that have to be among its arguments.</summary>
/// <param name="Command">The name.</param>
/// <param name="Letters">Option letters that have to be given, in whatever grouping.</param>
/// <param name="Word">A word that has to be given as it is; null for none.</param>
public sealed record PatternStep(string Command, string Letters = "", string? Word = null)
{
    /// <summary>The name of a step that any command can be.</summary>
    public const string Any = "*";

    public override string ToString() =>
        Command + (Letters.Length > 0 ? " -" + Letters : "") + (Word is null ? "" : " " + Word);
}
