namespace BashTool.Commands.Ripgrep;

/// <summary>File types by name, and which of them are searched.</summary>
internal sealed partial class RgTypes
{
    private readonly SortedDictionary<string, List<string>> globs = new(StringComparer.Ordinal);
    private readonly List<(RgGlob Glob, bool Wanted)> selection = [];
    private bool anyWanted;

    public RgTypes()
    {
        foreach (string line in Known.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            globs[line[..colon]] = [.. line[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries)];
        }
    }

    /// <summary>All types with their globs.</summary>
    public IEnumerable<string> Listing
    {
        get
        {
            foreach ((string name, List<string> list) in globs)
            {
                list.Sort(StringComparer.Ordinal);
                yield return $"{name}: {string.Join(", ", list)}";
            }
        }
    }

    public void Clear(string name) => globs.Remove(name);

    public void Add(string definition)
    {
        string[] parts = definition.Split(':', 3);
        if (parts.Length == 3 && parts[1] == "include" && parts[2].Length > 0)
        {
            foreach (string other in parts[2].Split(','))
            {
                if (!globs.TryGetValue(other, out List<string>? included))
                {
                    throw Invalid();
                }

                foreach (string glob in included.ToArray())
                {
                    Add(parts[0], glob);
                }
            }

            return;
        }

        if (parts.Length < 2 || parts[0].Length == 0 || parts[1].Length == 0 || !parts[0].All(char.IsLetterOrDigit))
        {
            throw Invalid();
        }

        Add(parts[0], definition[(parts[0].Length + 1)..]);
    }

    /// <summary>Searches the files of a type, or leaves them out.</summary>
    public void Select(string name, bool wanted)
    {
        IEnumerable<string> chosen = name == "all" ? globs.Values.SelectMany(g => g)
            : globs.TryGetValue(name, out List<string>? list) ? list
            : throw new CommandException($"unrecognized file type: {name}", RgCommand.Trouble);
        anyWanted |= wanted;
        foreach (string glob in chosen)
        {
            selection.Add((new RgGlob("**/" + glob, false), wanted));
        }
    }

    public RgDecision Decide(string name)
    {
        for (int i = selection.Count - 1; i >= 0; i--)
        {
            if (selection[i].Glob.IsMatch(name))
            {
                return selection[i].Wanted ? RgDecision.Take : RgDecision.Skip;
            }
        }

        return anyWanted ? RgDecision.Skip : RgDecision.None;
    }

    private static CommandException Invalid() =>
        new("invalid definition (format is type:glob, e.g., html:*.html)", RgCommand.Trouble);

    private void Add(string name, string glob)
    {
        if (!globs.TryGetValue(name, out List<string>? list))
        {
            globs[name] = list = [];
        }

        list.Add(glob);
    }
}
