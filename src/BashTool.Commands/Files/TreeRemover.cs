namespace BashTool.Commands.Files;

/// <summary>Removes files and trees, asking where it is told to: <c>rm</c>, and <c>mv</c> across file systems.</summary>
internal sealed class TreeRemover(CommandContext context)
{
    private readonly Stack<Level> levels = new();

    public bool Recursive { get; init; }

    public bool RemovesEmptyDirectories { get; init; }

    public bool IgnoresMissing { get; init; }

    public bool Asks { get; init; }

    /// <summary>Asks before removing what the user may not write.</summary>
    public bool AsksForProtected { get; init; }

    public bool Verbose { get; init; }

    public bool OneFileSystem { get; init; }

    public bool PreservesRoot { get; init; } = true;

    public bool PreservesMounts { get; init; }

    /// <summary>Removes an operand with what is below it; false if something is left that should not be.</summary>
    public bool Remove(string operand)
    {
        VirtualPath path = context.Resolve(operand);
        FileError error = context.Files.TryStat(path, false, out FileMetadata file);
        if (error != FileError.None)
        {
            if (IgnoresMissing && error is FileError.ENOENT or FileError.ENOTDIR)
            {
                return true;
            }

            try
            {
                // A trailing slash and its kin: let the removal say what is wrong.
                context.Files.RemoveFile(path);
            }
            catch (FileSystemException problem)
            {
                return Fail(operand, problem);
            }

            return true;
        }

        if (file.IsDirectory)
        {
            ReadOnlySpan<char> name = operand.AsSpan().TrimEnd('/');
            name = name[(name.LastIndexOf('/') + 1)..];
            if (Recursive && name is "." or "..")
            {
                context.Complain($"refusing to remove '.' or '..' directory: skipping {GnuQuoting.Always(operand)}");
                return false;
            }

            if (Recursive && PreservesRoot && IsRoot(path, file))
            {
                context.Complain(operand == "/"
                    ? "it is dangerous to operate recursively on '/'"
                    : $"it is dangerous to operate recursively on {GnuQuoting.Always(operand)} (same as '/')");
                context.Complain("use --no-preserve-root to override this failsafe");
                return false;
            }

            if (Recursive && PreservesMounts && context.Files.TryStat(path.Combine(".."), true, out FileMetadata parent) == FileError.None && parent.Device != file.Device)
            {
                context.Complain($"skipping {GnuQuoting.Always(operand)}, since it's on a different device");
                context.Complain("and --preserve-root=all is in effect");
                return false;
            }
        }

        if (!file.IsDirectory)
        {
            return RemoveFile(path, operand, file);
        }

        return Recursive ? RemoveTree(path, operand, file) : RemoveLoneDirectory(path, operand, file);
    }

    private bool IsRoot(VirtualPath path, in FileMetadata file) =>
        path.IsRoot || (context.Files.TryStat(VirtualPath.Root, true, out FileMetadata root) == FileError.None && root.IsSameFileAs(file) && root.Inode != 0);

    private bool RemoveLoneDirectory(VirtualPath path, string shown, in FileMetadata file)
    {
        if (!RemovesEmptyDirectories)
        {
            return Fail(shown, FileError.EISDIR.Describe());
        }

        if (!MayRemove(path, shown, file, "remove"))
        {
            return true;
        }

        return RemoveDirectory(path, shown);
    }

    private bool RemoveTree(VirtualPath top, string shown, in FileMetadata topFile)
    {
        bool all = true;
        ulong device = topFile.Device;
        if (!Enter(top, shown, topFile, ref all))
        {
            return all;
        }

        while (levels.TryPeek(out Level? level))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (!level.Entries.MoveNext())
            {
                levels.Pop();
                level.Entries.Dispose();
                if (level.Keeps)
                {
                    // Something below was declined or failed: no point in asking or trying.
                }
                else if (Asks && !Question.Ask(context, $"remove directory {GnuQuoting.Always(level.Shown)}? "))
                {
                    if (level.WasEmpty)
                    {
                        KeepAncestors();
                    }
                }
                else if (!RemoveDirectory(level.Path, level.Shown))
                {
                    all = false;
                    KeepAncestors();
                }

                continue;
            }

            DirectoryEntry entry = level.Entries.Current;
            VirtualPath path = level.Path.Combine(entry.Name);
            string name = level.Shown.EndsWith('/') ? level.Shown + entry.Name : level.Shown + "/" + entry.Name;
            FileMetadata file = new() { Kind = entry.Kind };
            if ((entry.Kind == FileKind.Unknown || Asks || AsksForProtected || (OneFileSystem && entry.Kind == FileKind.Directory))
                && context.Files.TryStat(path, false, out file) is var error and not FileError.None)
            {
                if (!IgnoresMissing || error is not (FileError.ENOENT or FileError.ENOTDIR))
                {
                    all = false;
                    KeepAncestors();
                    Fail(name, error.Describe());
                }

                continue;
            }

            if (file.IsDirectory)
            {
                if (OneFileSystem && file.Device != device)
                {
                    context.Complain($"skipping {GnuQuoting.Always(name)}, since it's on a different device");
                    KeepAncestors();
                    all = false;
                }
                else if (!Enter(path, name, file, ref all))
                {
                    KeepAncestors();
                }
            }
            else if (!RemoveFile(path, name, file))
            {
                all = false;
                KeepAncestors();
            }
        }

        return all;
    }

    private void KeepAncestors()
    {
        foreach (Level level in levels)
        {
            level.Keeps = true;
        }
    }

    // False if the directory is not gone through: refused by the user or by the system.
    private bool Enter(VirtualPath path, string shown, in FileMetadata file, ref bool all)
    {
        List<DirectoryEntry> entries;
        try
        {
            entries = [.. context.Files.List(path)];
        }
        catch (FileSystemException problem)
        {
            try
            {
                // An empty directory can be removed unread.
                context.Files.RemoveDirectory(path);
                return true;
            }
            catch (FileSystemException)
            {
                Fail(shown, problem);
                all = false;
                return false;
            }
        }

        if (entries.Count > 0 && (Asks || IsProtected(path, file)))
        {
            string guard = IsProtected(path, file) ? "write-protected " : "";
            if (!Question.Ask(context, $"descend into {guard}directory {GnuQuoting.Always(shown)}? "))
            {
                return false;
            }
        }

        levels.Push(new Level(path, shown, entries));
        return true;
    }

    private bool RemoveFile(VirtualPath path, string shown, in FileMetadata file)
    {
        if (!MayRemove(path, shown, file, "remove"))
        {
            return true;
        }

        try
        {
            context.Files.RemoveFile(path);
        }
        catch (FileSystemException problem)
        {
            return (IgnoresMissing && problem.Error is FileError.ENOENT or FileError.ENOTDIR) || Fail(shown, problem);
        }

        if (Verbose)
        {
            context.Output.WriteLine($"removed {GnuQuoting.Always(shown)}");
        }

        return true;
    }

    private bool RemoveDirectory(VirtualPath path, string shown)
    {
        try
        {
            context.Files.RemoveDirectory(path);
        }
        catch (FileSystemException problem)
        {
            return (IgnoresMissing && problem.Error == FileError.ENOENT) || Fail(shown, problem);
        }

        if (Verbose)
        {
            context.Output.WriteLine($"removed directory {GnuQuoting.Always(shown)}");
        }

        return true;
    }

    private bool IsProtected(VirtualPath path, in FileMetadata file) =>
        AsksForProtected && !file.IsSymbolicLink && context.Files.Access(path, FileAccessRights.Write) != FileError.None;

    private bool MayRemove(VirtualPath path, string shown, in FileMetadata file, string verb)
    {
        bool guarded = IsProtected(path, file);
        if (!Asks && !guarded)
        {
            return true;
        }

        return Question.Ask(context, $"{verb} {(guarded ? "write-protected " : "")}{ModeText.KindName(file)} {GnuQuoting.Always(shown)}? ");
    }

    private bool Fail(string shown, FileSystemException problem) => Fail(shown, problem.Description);

    private bool Fail(string shown, string why)
    {
        context.Complain($"cannot remove {GnuQuoting.Always(shown)}: {why}");
        return false;
    }

    private sealed class Level(VirtualPath path, string shown, List<DirectoryEntry> entries)
    {
        public VirtualPath Path { get; } = path;

        public string Shown { get; } = shown;

        public IEnumerator<DirectoryEntry> Entries { get; } = ((IEnumerable<DirectoryEntry>)entries).GetEnumerator();

        public bool WasEmpty { get; } = entries.Count == 0;

        /// <summary>Something below it stays, and so does it.</summary>
        public bool Keeps { get; set; }
    }
}
