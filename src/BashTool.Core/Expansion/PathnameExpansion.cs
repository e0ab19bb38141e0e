using BashTool.Core.Files;
using BashTool.Core.Limits;
using BashTool.Core.Text;

namespace BashTool.Core.Expansion;

/// <summary>Matches a pattern against the files there are (Bash manual, 3.5.8). Only directories whose entries a wildcard has to match are listed.</summary>
internal sealed class PathnameExpansion
{
    private readonly IFileSystem files;
    private readonly VirtualPath workingDirectory;
    private readonly GlobOptions options;
    private readonly bool globStar;
    private readonly bool dotGlob;
    private readonly bool skipDots;
    private readonly bool utf8;
    private readonly CancellationToken cancellation;
    private readonly ExecutionMeter meter;
    private readonly List<Component> components = [];
    private readonly List<string> found = [];

    public PathnameExpansion(IExpansionHost host, bool dotGlob, bool utf8)
    {
        this.utf8 = utf8;
        files = host.Files;
        workingDirectory = host.WorkingDirectory;
        cancellation = host.Cancellation;
        meter = host.Meter;
        ShellOptions shell = host.Options;
        this.dotGlob = dotGlob;
        globStar = shell.GlobStar;
        skipDots = shell[ShellOption.GlobSkipDots];
        options = (shell.ExtGlob ? GlobOptions.ExtendedGlob : 0)
            | (shell.NoCaseGlob ? GlobOptions.IgnoreCase : 0)
            | (dotGlob ? 0 : GlobOptions.LeadingDot);
    }

    /// <summary>The names that match, sorted by their characters.</summary>
    public List<string> Expand(string pattern)
    {
        string shown = "";
        VirtualPath start = pattern.StartsWith('/') ? VirtualPath.Root : workingDirectory;
        if (OperatingSystem.IsWindows() && WindowsPath.SplitPattern(pattern, out string rest, out shown, out string directory))
        {
            pattern = rest;
            start = directory.Length > 0 ? VirtualPath.Parse(directory) : pattern.StartsWith('/') ? VirtualPath.Root : workingDirectory;
        }

        Split(pattern);
        Walk(0, shown, start, afterWildcard: false);
        found.Sort(CompareCharacters);
        return found;
    }

    private bool Matches(Component component, string name) => utf8 || System.Text.Ascii.IsValid(name)
        ? component.Pattern!.IsMatch(name)
        : GlobPattern.Cached(TextLocale.ToBytes(component.Text), options).IsMatch(TextLocale.ToBytes(name));

    /// <summary>Compares as UTF-8 bytes would.</summary>
    internal static int CompareCharacters(string left, string right)
    {
        int shared = Math.Min(left.Length, right.Length);
        int at = left.AsSpan(0, shared).CommonPrefixLength(right);
        if (at == shared)
        {
            return left.Length - right.Length;
        }

        return Weight(left[at]) - Weight(right[at]);

        // Surrogates stand for characters above all others of the plane.
        static int Weight(char c) => c < 0xD800 ? c : c < 0xE000 ? c + 0x2000 : c - 0x800;
    }

    private void Split(string pattern)
    {
        int at = 0;
        while (at <= pattern.Length)
        {
            int slashes = at;
            while (at < pattern.Length && pattern[at] == '/')
            {
                at++;
            }

            int start = at;
            int depth = 0;
            bool extended = (options & GlobOptions.ExtendedGlob) != 0;
            while (at < pattern.Length && (pattern[at] != '/' || depth > 0))
            {
                switch (pattern[at])
                {
                    case '\\' when at + 1 < pattern.Length && pattern[at + 1] != '/':
                        at++;
                        break;
                    case '(' when extended && at > start && "?*+@!".Contains(pattern[at - 1], StringComparison.Ordinal):
                        depth++;
                        break;
                    case ')' when depth > 0:
                        depth--;
                        break;
                }

                at++;
            }

            if (depth > 0)
            {
                // No group after all.
                int slash = pattern.IndexOf('/', start);
                at = slash < 0 ? pattern.Length : slash;
            }

            string text = pattern[start..at];
            if (text.Length > 0 || start > slashes)
            {
                bool star = globStar && text == "**";
                if (!star || components.Count == 0 || !components[^1].IsGlobStar)
                {
                    bool wild = text.Length > 0 && GlobPattern.HasWildcards(text, options);
                    components.Add(new Component(
                        pattern[slashes..start], wild ? text : GlobPattern.Unescape(text), star, wild && !star ? GlobPattern.Cached(text, options) : null));
                }
            }

            if (at >= pattern.Length)
            {
                break;
            }
        }
    }

    /// <param name="index">The component to match next.</param>
    /// <param name="prefix">The name so far, as it will be shown.</param>
    /// <param name="directory">The directory the name so far leads to.</param>
    /// <param name="afterWildcard">A wildcard has matched in the name so far.</param>
    private void Walk(int index, string prefix, VirtualPath directory, bool afterWildcard)
    {
        Component component = components[index];
        bool last = index == components.Count - 1;
        prefix += component.Slashes;
        if (component.IsGlobStar)
        {
            WalkGlobStar(index, prefix, directory, afterWildcard);
            return;
        }

        if (component.Pattern is null)
        {
            if (component.Text.Length == 0)
            {
                // A slash at the end: the name must be a directory.
                if (IsDirectory(directory))
                {
                    Add(prefix);
                }

                return;
            }

            VirtualPath path = directory.Combine(component.Text);
            if (!last)
            {
                Walk(index + 1, prefix + component.Text, path, afterWildcard);
            }
            else if (files.TryStat(path, followLinks: false, out _) == FileError.None)
            {
                Add(prefix + component.Text);
            }

            return;
        }

        foreach (DirectoryEntry entry in Entries(directory, component))
        {
            if (!Matches(component, entry.Name))
            {
                continue;
            }

            if (last)
            {
                Add(prefix + entry.Name);
            }
            else
            {
                VirtualPath path = directory.Combine(entry.Name);
                if (MayBeDirectory(entry, path))
                {
                    Walk(index + 1, prefix + entry.Name, path, afterWildcard: true);
                }
            }
        }
    }

    private void WalkGlobStar(int index, string prefix, VirtualPath directory, bool afterWildcard)
    {
        bool last = index == components.Count - 1;
        if (last)
        {
            if (prefix.Length > 0 && IsDirectory(directory))
            {
                // Bash shows the slash of a directory that was named, not of one that was found.
                Add(afterWildcard ? prefix.TrimEnd('/') : prefix);
            }
        }
        else if (components[index + 1].Text.Length > 0 || prefix.Length > 0)
        {
            // The next component's slash belongs to what ** matches; matching nothing it vanishes.
            WalkNext(index + 1, prefix, directory);
        }

        Descend(index, prefix, directory);
    }

    private void WalkNext(int index, string prefix, VirtualPath directory)
    {
        Component next = components[index];
        if (next.Text.Length == 0 && next.Pattern is null)
        {
            if (IsDirectory(directory))
            {
                Add(prefix);
            }

            return;
        }

        components[index] = next with { Slashes = "" };
        Walk(index, prefix, directory, afterWildcard: true);
        components[index] = next;
    }

    private void Descend(int index, string prefix, VirtualPath directory)
    {
        if (!System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return;
        }

        bool last = index == components.Count - 1;
        bool directoriesOnly = !last && components[index + 1] is { Text.Length: 0, Pattern: null };
        foreach (DirectoryEntry entry in Entries(directory, null))
        {
            if (entry.Name[0] == '.' && !dotGlob)
            {
                continue;
            }

            string name = prefix + entry.Name;
            if (last)
            {
                Add(name);
            }

            VirtualPath path = directory.Combine(entry.Name);
            FileKind kind = entry.Kind;
            if (kind == FileKind.Unknown && files.TryStat(path, followLinks: false, out FileMetadata metadata) == FileError.None)
            {
                kind = metadata.Kind;
            }

            if (kind == FileKind.SymbolicLink && directoriesOnly && IsDirectory(path))
            {
                Add(name + components[index + 1].Slashes);
            }

            if (kind == FileKind.Directory)
            {
                if (!last)
                {
                    Walk(index + 1, name, path, afterWildcard: true);
                }

                Descend(index, name + "/", path);
            }
        }
    }

    private void Add(string name)
    {
        found.Add(name);
        if (found.Count > meter.Limits.GlobResults.Value)
        {
            meter.Fail(meter.Limits.GlobResults);
        }
    }

    private List<DirectoryEntry> Entries(VirtualPath directory, Component? component)
    {
        cancellation.ThrowIfCancellationRequested();
        var entries = new List<DirectoryEntry>();
        if (component is { Text: ['.', ..] } && !skipDots)
        {
            entries.Add(new DirectoryEntry(".", FileKind.Directory, 0));
            entries.Add(new DirectoryEntry("..", FileKind.Directory, 0));
        }

        try
        {
            entries.AddRange(files.List(directory));
        }
        catch (FileSystemException)
        {
            // What cannot be listed has no matches.
        }

        return entries;
    }

    private bool MayBeDirectory(DirectoryEntry entry, VirtualPath path) => entry.Kind switch
    {
        FileKind.Directory => true,
        FileKind.SymbolicLink or FileKind.Unknown => IsDirectory(path),
        _ => false,
    };

    private bool IsDirectory(VirtualPath path) =>
        files.TryStat(path, followLinks: true, out FileMetadata metadata) == FileError.None && metadata.IsDirectory;

    /// <summary>A part of the pattern between slashes, with the slashes before it.</summary>
    /// <param name="Text">Its text; without wildcards, the name it stands for. Empty after a slash at the end.</param>
    private sealed record Component(string Slashes, string Text, bool IsGlobStar, GlobPattern? Pattern);
}
