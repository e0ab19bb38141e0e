using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Planning;

/// <summary>What bash has and this shell does not, as data: a script with one of these needs a real bash.</summary>
public static class UnsupportedConstructs
{
    /// <summary>Whether a text may have one; cheap, and no more than a reason to look at the tree.</summary>
    // Plain searches: a set of words would be compiled anew at the start of every shell.
    public static bool MayBeIn(ReadOnlySpan<char> text) =>
        text.Contains("/dev/tcp/", StringComparison.Ordinal) || text.Contains("/dev/udp/", StringComparison.Ordinal)
        || text.Contains("suspend", StringComparison.Ordinal);

    internal static (string Name, string Reason)? Of(CommandUse use) => use.Name switch
    {
        "suspend" when use.Through is null => ("suspend", "threads cannot be stopped"),
        _ => null,
    };

    internal static (string Name, string Reason)? Of(Redirection redirection)
    {
        string text = redirection.Target.LiteralText ?? redirection.Target.Text;
        return text.StartsWith("/dev/tcp/", StringComparison.Ordinal) || text.StartsWith("/dev/udp/", StringComparison.Ordinal)
            ? (text[..8], "the shell opens no connections")
            : null;
    }
}
