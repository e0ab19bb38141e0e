using BashTool.Core.Text;

namespace BashTool.Core.Expansion;

/// <content>Pathname expansion of the words of commands.</content>
public sealed partial class Expander
{
    private string? ignoreSource;
    private GlobPattern[] ignorePatterns = [];

    /// <summary>The file names that match a pattern whose quoted characters have backslashes, sorted; empty for none (<c>compgen -G</c>).</summary>
    public List<string> ExpandPathnames(string pattern)
    {
        string ignore = variables.Get("GLOBIGNORE") ?? "";
        List<string> names = new PathnameExpansion(host, host.Options.DotGlob || ignore.Length > 0, variables.IsUtf8).Expand(pattern);
        if (ignore.Length > 0)
        {
            GlobPattern[] patterns = IgnorePatterns(ignore);
            names.RemoveAll(name => name is "." or ".." || IsIgnored(name, patterns));
        }

        return names;
    }

    /// <summary>Adds the file names a field of a word stands for.</summary>
    /// <param name="field">The field after quote removal.</param>
    /// <param name="pattern">The same with backslashes before quoted characters.</param>
    internal void ExpandPathnames(string field, string pattern, List<string> output)
    {
        GlobOptions options = host.Options.ExtGlob ? GlobOptions.ExtendedGlob : GlobOptions.None;
        if (!GlobPattern.HasWildcards(pattern, options))
        {
            output.Add(field);
            return;
        }

        List<string> names = ExpandPathnames(pattern);
        if (names.Count > 0)
        {
            output.AddRange(names);
        }
        else if (host.Options.FailGlob)
        {
            throw new ExpansionException($"no match: {field}");
        }
        else if (!host.Options.NullGlob)
        {
            output.Add(field);
        }
    }

    private static bool IsIgnored(string name, GlobPattern[] patterns)
    {
        foreach (GlobPattern pattern in patterns)
        {
            if (pattern.IsMatch(name))
            {
                return true;
            }
        }

        return false;
    }

    private GlobPattern[] IgnorePatterns(string ignore)
    {
        if (ignoreSource != ignore)
        {
            var patterns = new List<GlobPattern>();
            int start = 0;
            for (int i = 0; i <= ignore.Length; i++)
            {
                if (i < ignore.Length && ignore[i] == '[')
                {
                    // A colon inside brackets does not end the pattern.
                    int close = ignore.IndexOf(']', Math.Min(i + 2, ignore.Length));
                    i = close < 0 ? i : close;
                }
                else if (i < ignore.Length && ignore[i] == '\\')
                {
                    i++;
                }
                else if (i == ignore.Length || ignore[i] == ':')
                {
                    if (i > start)
                    {
                        patterns.Add(GlobPattern.Compile(ignore[start..i], GlobOptions.ExtendedGlob | GlobOptions.PathName));
                    }

                    start = i + 1;
                }
            }

            ignorePatterns = [.. patterns];
            ignoreSource = ignore;
        }

        return ignorePatterns;
    }
}
