namespace BashTool.Core.Execution;

/// <summary>Which endings a program's name may have on Windows: PATHEXT.</summary>
public static class ProgramExtensions
{
    private const string Usual = ".COM;.EXE;.BAT;.CMD";

    private static readonly string[] AsItIs = [""];

    private static (string Text, string[] List) last = ("", []);

    /// <summary>The endings to try, in order, for a name that may have one already.</summary>
    public static IReadOnlyList<string> For(string name) => For(name, Environment.GetEnvironmentVariable("PATHEXT"));

    /// <summary>The same for a given PATHEXT; null for the usual one.</summary>
    public static IReadOnlyList<string> For(string name, string? pathExtensions)
    {
        string[] list = Parse(string.IsNullOrWhiteSpace(pathExtensions) ? Usual : pathExtensions);
        foreach (string extension in list)
        {
            if (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            {
                return AsItIs;
            }
        }

        return list;
    }

    /// <summary>Whether a name ends as a program of Windows, whatever PATHEXT says.</summary>
    public static bool IsProgram(string name) => Path.GetExtension(name.AsSpan()) is { Length: 4 } extension
        && (extension.Equals(".exe", StringComparison.OrdinalIgnoreCase) || extension.Equals(".com", StringComparison.OrdinalIgnoreCase)
            || extension.Equals(".bat", StringComparison.OrdinalIgnoreCase) || extension.Equals(".cmd", StringComparison.OrdinalIgnoreCase));

    private static string[] Parse(string text)
    {
        (string Text, string[] List) known = last;
        if (known.Text != text)
        {
            known = (text, [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(static e => e.Length > 1 && e[0] == '.').Select(static e => e.ToLowerInvariant())]);
            last = known;
        }

        return known.List;
    }
}
