namespace BashTool.Commands.Text;

/// <summary>Which files a recursive grep looks into: <c>--include</c>, <c>--exclude</c>, <c>--exclude-dir</c>.</summary>
internal sealed class GrepSelection
{
    private readonly List<(GlobPattern Pattern, bool Includes)> files = [];
    private readonly List<GlobPattern> directories = [];

    public void AddFile(string pattern, bool includes) => files.Add((GlobPattern.Cached(pattern), includes));

    public void AddDirectory(string pattern) => directories.Add(GlobPattern.Cached(pattern));

    /// <summary>True to pass a file over. Of several patterns that match the last decides; without a match, what the first was.</summary>
    public bool SkipsFile(string name, bool isOperand)
    {
        for (int i = files.Count - 1; i >= 0; i--)
        {
            if (Matches(files[i].Pattern, name, isOperand))
            {
                return !files[i].Includes;
            }
        }

        return files.Count > 0 && files[0].Includes;
    }

    public bool SkipsDirectory(string name, bool isOperand)
    {
        foreach (GlobPattern pattern in directories)
        {
            if (Matches(pattern, isOperand && name.Length > 1 ? name.TrimEnd('/') : name, isOperand))
            {
                return true;
            }
        }

        return false;
    }

    // An operand is matched from any of its directories on.
    private static bool Matches(GlobPattern pattern, string name, bool isOperand)
    {
        if (pattern.IsMatch(name))
        {
            return true;
        }

        for (int i = 0; isOperand && i + 1 < name.Length; i++)
        {
            if (name[i] == '/' && name[i + 1] != '/' && pattern.IsMatch(name.AsSpan(i + 1)))
            {
                return true;
            }
        }

        return false;
    }
}
