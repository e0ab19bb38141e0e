namespace BashTool.Core.Planning;

/// <summary>One command of a <see cref="CommandPattern"/>: its name, and options or words that have to be among its arguments.</summary>
/// <param name="Command">The name.</param>
/// <param name="Letters">Option letters that have to be given, in whatever grouping.</param>
/// <param name="Word">A word that has to be given as it is; null for none.</param>
public sealed record PatternStep(string Command, string Letters = "", string? Word = null)
{
    /// <summary>The name of a step that any command can be.</summary>
    public const string Any = "*";

    private string[]? alternatives;

    /// <summary>Reads a step: a name, or several with slashes between them, then letters behind a dash, then a word.</summary>
    public static PatternStep Parse(string text)
    {
        string[] parts = text.Split(' ');
        string letters = "";
        string? word = null;
        foreach (string part in parts.AsSpan(1))
        {
            if (part.Length > 1 && part[0] == '-' && char.IsAsciiLetterOrDigit(part[1]) && word is null && part.Length <= 4)
            {
                letters += part[1..];
            }
            else
            {
                word = part;
            }
        }

        return new PatternStep(parts[0], letters, word);
    }

    /// <summary>A command that the step can be, as one writes it.</summary>
    public string Example => string.Join(' ', (string[])[Command == Any ? "command" : Command.Split('/')[0], .. Letters.Length > 0 ? ["-" + Letters] : Array.Empty<string>(), .. Word is null ? [] : (string[])[Word]]);

    /// <summary>Whether the step can be a command of that name.</summary>
    public bool Names(string? name) =>
        name is not null && (Command == Any || Command == name || (Command.Contains('/') && Array.IndexOf(alternatives ??= Command.Split('/'), name) >= 0));

    public override string ToString() =>
        Command + (Letters.Length > 0 ? " -" + Letters : "") + (Word is null ? "" : " " + Word);
}
