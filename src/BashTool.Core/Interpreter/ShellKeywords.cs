namespace BashTool.Core.Interpreter;

/// <summary>The reserved words of the shell (Bash manual, 3.2.1).</summary>
public static class ShellKeywords
{
    /// <summary>In the order <c>compgen -k</c> lists them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "if", "then", "else", "elif", "fi", "case", "esac", "for", "select", "while", "until", "do", "done", "in", "function", "time",
        "{", "}", "!", "[[", "]]", "coproc",
    ];

    private static readonly HashSet<string> Set = new(All, StringComparer.Ordinal);

    public static bool Contains(string name) => Set.Contains(name);
}
