namespace BashTool.Commands.Ripgrep;

/// <summary>A file to be searched.</summary>
/// <param name="Name">As it is shown and opened.</param>
/// <param name="IsExplicit">It was named, not found.</param>
internal readonly record struct RgFile(string Name, bool IsExplicit);

/// <summary>Goes through the operands and the trees below them, past what is ignored or hidden.</summary>
internal sealed class RgWalk(CommandContext context, RgSettings settings)
{
    public bool Failed { get; private set; }

    /// <summary>The files, each directory's in the order of their names, or as --sort says.</summary>
    public IEnumerable<RgFile> Files(IReadOnlyList<string> operands, bool isDefault) => Walk(operands, isDefault);

    private IEnumerable<RgFile> Walk(IReadOnlyList<string> operands, bool isDefault)
    {
        foreach (string operand in operands)
        {
            if (operand == "-")
            {
                yield return new RgFile(operand, true);
                continue;
            }

            FileError error = context.Files.TryStat(context.Resolve(operand), true, out FileMetadata metadata);
            if (error != FileError.None)
            {
                Fail($"{operand}: {error.Describe()} (os error {(int)error})");
                continue;
            }

            if (!metadata.IsDirectory)
            {
                yield return new RgFile(operand, true);
                continue;
            }

            string prefix = isDefault ? "" : operand.EndsWith('/') ? operand : operand + "/";
            foreach (RgFile file in Tree(operand, prefix, metadata))
            {
                yield return file;
            }
        }
    }

    private IEnumerable<RgFile> Tree(string root, string prefix, FileMetadata metadata)
    {
        if (settings.MaxDepth == 0)
        {
            yield break;
        }

        VirtualPath path = context.Resolve(root).ResolveLexically().WithoutTrailingSlash;
        RgIgnore? ignore = null;
        if (!settings.NoIgnoreParent)
        {
            var above = new Stack<VirtualPath>();
            for (VirtualPath at = path; !at.IsRoot;)
            {
                at = at.Parent;
                above.Push(at);
            }

            foreach (VirtualPath directory in above)
            {
                ignore = new RgIgnore(context, settings, directory, ignore);
            }
        }

        // Entries still to be looked at, the next one last.
        var pending = new Stack<(string Name, string Path, FileKind Kind, int Depth, Level Level)>();
        Push(pending, prefix, path, new Level(root, new RgIgnore(context, settings, path, ignore), metadata, null), 1);
        while (pending.TryPop(out (string Name, string Path, FileKind Kind, int Depth, Level Level) entry))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            FileKind kind = entry.Kind;
            FileMetadata there = default;
            if (kind is FileKind.Unknown or FileKind.SymbolicLink)
            {
                if (context.Files.TryStat(VirtualPath.Parse(entry.Path), settings.Follows, out there) is var problem and not FileError.None)
                {
                    Fail($"{entry.Name}: {problem.Describe()} (os error {(int)problem})");
                    continue;
                }

                kind = there.Kind;
            }

            bool isDirectory = kind == FileKind.Directory;
            if ((!isDirectory && kind != FileKind.Regular) || Skips(entry.Path, entry.Level.Ignore, isDirectory))
            {
                continue;
            }

            if (isDirectory)
            {
                if (settings.Follows)
                {
                    context.Files.TryStat(VirtualPath.Parse(entry.Path), true, out there);
                    if (entry.Level.Find(there) is { } ancestor)
                    {
                        Fail($"File system loop found: {(prefix.Length == 0 ? "./" : "")}{entry.Name} points to an ancestor {ancestor.Name}");
                        continue;
                    }
                }

                if (entry.Depth < settings.MaxDepth)
                {
                    VirtualPath directory = VirtualPath.Parse(entry.Path);
                    Push(pending, entry.Name + "/", directory,
                        new Level((prefix.Length == 0 ? "./" : "") + entry.Name, new RgIgnore(context, settings, directory, entry.Level.Ignore), there, entry.Level), entry.Depth + 1);
                }

                continue;
            }

            if (settings.MaxFileSize != long.MaxValue
                && context.Files.TryStat(VirtualPath.Parse(entry.Path), true, out there) == FileError.None && there.Size > settings.MaxFileSize)
            {
                continue;
            }

            yield return new RgFile(entry.Name, false);
        }
    }

    private void Push(Stack<(string Name, string Path, FileKind Kind, int Depth, Level Level)> pending, string prefix, VirtualPath directory, Level level, int depth)
    {
        var entries = new List<DirectoryEntry>();
        try
        {
            entries.AddRange(context.Files.List(directory));
        }
        catch (FileSystemException problem)
        {
            Fail($"{(prefix.Length > 0 ? prefix[..^1] : "./")}: {problem.Description} (os error {(int)problem.Error})");
        }

        Sort(entries, directory);
        string path = directory.IsRoot ? "/" : directory.Text + "/";
        foreach (DirectoryEntry entry in entries)
        {
            pending.Push((prefix + entry.Name, path + entry.Name, entry.Kind, depth, level));
        }
    }

    // The last one first.
    private void Sort(List<DirectoryEntry> entries, VirtualPath directory)
    {
        if (settings.SortBy is "none" or "path")
        {
            bool reversed = settings.SortBy == "path" && settings.SortsReversed;
            entries.Sort((a, b) => reversed ? CodePointOrder.Compare(a.Name, b.Name) : CodePointOrder.Compare(b.Name, a.Name));
            return;
        }

        var times = new Dictionary<string, UnixTime>();
        foreach (DirectoryEntry entry in entries)
        {
            context.Files.TryStat(directory.Combine(entry.Name), true, out FileMetadata metadata);
            times[entry.Name] = settings.SortBy switch
            {
                "accessed" => metadata.AccessTime,
                "created" => metadata.BirthTime ?? metadata.ChangeTime,
                _ => metadata.ModifyTime,
            };
        }

        entries.Sort((a, b) =>
        {
            int order = times[b.Name].CompareTo(times[a.Name]);
            return order == 0 ? CodePointOrder.Compare(b.Name, a.Name) : settings.SortsReversed ? -order : order;
        });
    }

    private bool Skips(string path, RgIgnore ignore, bool isDirectory)
    {
        if (settings.Overrides is { } overrides && settings.OverrideCount > 0)
        {
            // A glob that takes a file is a rule that would skip it, and the other way round.
            RgDecision decision = overrides.Decide(path, isDirectory);
            if (decision == RgDecision.Skip)
            {
                return false;
            }

            if (decision == RgDecision.Take || (!isDirectory && settings.OverrideCount > overrides.Takers))
            {
                return true;
            }
        }

        bool taken = false;
        RgDecision ignored = ignore.Decide(settings, path, isDirectory);
        if (ignored == RgDecision.Skip)
        {
            return true;
        }

        taken |= ignored == RgDecision.Take;
        string name = path[(path.LastIndexOf('/') + 1)..];
        if (!isDirectory)
        {
            RgDecision type = settings.Types.Decide(name);
            if (type == RgDecision.Skip)
            {
                return true;
            }

            taken |= type == RgDecision.Take;
        }

        return !taken && !settings.Hidden && name.StartsWith('.');
    }

    private void Fail(string message)
    {
        Failed = true;
        if (!settings.Silent)
        {
            context.FlushOutput();
            context.Error.Write(message + "\n");
            context.Error.FlushThrough();
        }
    }

    /// <summary>A directory of the walk and those above it.</summary>
    private sealed record Level(string Name, RgIgnore Ignore, FileMetadata Metadata, Level? Above)
    {
        public Level? Find(in FileMetadata metadata)
        {
            for (Level? at = this; at is not null; at = at.Above)
            {
                if (at.Metadata.IsSameFileAs(metadata))
                {
                    return at;
                }
            }

            return null;
        }
    }
}
