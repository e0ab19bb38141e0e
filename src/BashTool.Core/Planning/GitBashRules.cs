using BashTool.Core.CommandModel;

namespace BashTool.Core.Planning;

/// <summary>Whether a real bash's tool may stand in for a command: what its spec says, and for commands without one what is known of them.</summary>
public static class GitBashRules
{
    /// <summary>Names that a real bash's tool serves at least as well.</summary>
    public static IReadOnlyList<string> Always { get; } =
        ["find", "awk", "sed", "grep", "diff", "tar", "sort", "uniq", "split", "join", "comm", "paste"];

    /// <summary>Names that a real bash's tool never serves: not there, or another program.</summary>
    public static IReadOnlyList<string> Never { get; } =
        ["jq", "wget", "curl", "timeout", "sha256sum", "sha1sum", "md5sum", "zip", "unzip", "watch"];

    private static readonly Dictionary<string, GitBashUse> Known = Make();

    public static GitBashUse Use(string name, CommandSpec? spec) =>
        spec is { GitBash: not GitBashUse.Allowed } ? spec.GitBash : Known.GetValueOrDefault(name, GitBashUse.Allowed);

    private static Dictionary<string, GitBashUse> Make()
    {
        var known = new Dictionary<string, GitBashUse>(StringComparer.Ordinal);
        foreach (string name in Always)
        {
            known[name] = GitBashUse.Always;
        }

        foreach (string name in Never)
        {
            known[name] = GitBashUse.Never;
        }

        return known;
    }
}
