namespace BashTool.Commands.Ripgrep;

/// <summary>A file to be searched.</summary>
/// <param name="Name">As it is shown and opened.</param>
/// <param name="IsExplicit">It was named, not found.</param>
internal readonly record struct RgFile(string Name, bool IsExplicit);

/// <summary>Goes through the operands and the trees below them, past what is ignored or hidden.</summary>
internal sealed class RgWalk(CommandContext context, RgSettings settings)
{
    public bool Failed { get; private set; }

    /// <summary>The files in the order of their names, or as --sort says.</summary>
    public IEnumerable<RgFile> Files(IReadOnlyList<string> operands, bool isDefault)
    {
        IEnumerable<RgFile> files = Walk(operands, isDefault);
        if (settings.SortBy is "none" or "path")
        {
            return settings.SortsReversed && settings.SortBy == "path" ? files.Reverse() : files;
        }

        var timed = new List<(RgFile File, UnixTime Time)>();
        foreach (RgFile file in files)
        {
            context.Files.TryStat(context.Resolve(file.Name), true, out FileMetadata metadata);
            timed.Add((file, settings.SortBy switch
            {
                "accessed" => metadata.AccessTime,
                "created" => metadata.BirthTime ?? metadata.ChangeTime,
                _ => metadata.ModifyTime,
            }));
        }

        IEnumerable<(RgFile File, UnixTime Time)> sorted = settings.SortsReversed ? timed.OrderByDescending(t => t.Time) : timed.OrderBy(t => t.Time);
        return sorted.Select(t => t.File);
    }

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
        Push(pending, prefix, path, new Level(new RgIgnore(context, settings, path, ignore), metadata, null), 1);
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
                    if (entry.Level.Contains(there))
                    {
                        Fail($"File system loop found: {entry.Name} points to an ancestor {entry.Name[..Math.Max(0, entry.Name.LastIndexOf('/'))]}");
                        continue;
                    }
                }

                if (entry.Depth < settings.MaxDepth)
                {
                    VirtualPath directory = VirtualPath.Parse(entry.Path);
                    Push(pending, entry.Name + "/", directory,
                        new Level(new RgIgnore(context, settings, directory, entry.Level.Ignore), there, entry.Level), entry.Depth + 1);
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

        entries.Sort((a, b) => CodePointOrder.Compare(b.Name, a.Name));
        string path = directory.IsRoot ? "/" : directory.Text + "/";
        foreach (DirectoryEntry entry in entries)
        {
            pending.Push((prefix + entry.Name, path + entry.Name, entry.Kind, depth, level));
        }
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
    private sealed record Level(RgIgnore Ignore, FileMetadata Metadata, Level? Above)
    {
        public bool Contains(in FileMetadata metadata)
        {
            for (Level? at = this; at is not null; at = at.Above)
            {
                if (at.Metadata.IsSameFileAs(metadata))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
