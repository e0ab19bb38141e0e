namespace BashTool.Commands.Ripgrep;

/// <summary>The rules of one ignore file, for the tree below its directory.</summary>
internal sealed class RgIgnoreFile
{
    private readonly List<(RgGlob Glob, bool Takes, bool OnlyDirectories)> rules = [];
    private readonly string directory;

    /// <param name="directory">Absolute, with a slash at the end.</param>
    public RgIgnoreFile(string directory, IEnumerable<string> lines, bool ignoresCase)
    {
        this.directory = directory;
        foreach (string line in lines)
        {
            Add(line, ignoresCase);
        }
    }

    public bool IsEmpty => rules.Count == 0;

    /// <summary>How many rules take files.</summary>
    public int Takers { get; private set; }

    /// <summary>Paths outside the directory are looked at too, as wholes.</summary>
    public bool IsForAll { get; init; }

    public RgDecision Decide(string path, bool isDirectory)
    {
        bool inside = path.StartsWith(directory, StringComparison.Ordinal);
        if (!inside && !IsForAll)
        {
            return RgDecision.None;
        }

        string relative = inside ? path[directory.Length..] : path[1..];
        for (int i = rules.Count - 1; i >= 0; i--)
        {
            if ((isDirectory || !rules[i].OnlyDirectories) && rules[i].Glob.IsMatch(relative))
            {
                return rules[i].Takes ? RgDecision.Take : RgDecision.Skip;
            }
        }

        return RgDecision.None;
    }

    public void Add(string line, bool ignoresCase)
    {
        string glob = line.TrimEnd('\r');
        if (glob.StartsWith('#'))
        {
            return;
        }

        if (!glob.EndsWith("\\ ", StringComparison.Ordinal))
        {
            glob = glob.TrimEnd();
        }

        if (glob.Length == 0)
        {
            return;
        }

        bool takes = false;
        bool anchored = false;
        if (glob.StartsWith("\\!", StringComparison.Ordinal) || glob.StartsWith("\\#", StringComparison.Ordinal))
        {
            glob = glob[1..];
            anchored = glob.StartsWith('/');
        }
        else
        {
            if (glob.StartsWith('!'))
            {
                takes = true;
                glob = glob[1..];
            }

            if (glob.StartsWith('/'))
            {
                glob = glob[1..];
                anchored = true;
            }
        }

        bool onlyDirectories = glob.EndsWith('/');
        glob = onlyDirectories ? glob[..^1] : glob;
        if (!anchored && !glob.Contains('/', StringComparison.Ordinal) && !glob.StartsWith("**/", StringComparison.Ordinal))
        {
            glob = "**/" + glob;
        }

        if (glob.EndsWith("/**", StringComparison.Ordinal))
        {
            // What is below, not the directory itself.
            glob += "/*";
        }

        Takers += takes ? 1 : 0;
        rules.Add((new RgGlob(glob, ignoresCase), takes, onlyDirectories));
    }
}
