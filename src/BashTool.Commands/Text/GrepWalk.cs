namespace BashTool.Commands.Text;

/// <summary>Goes through the files that grep is to search, into directories where asked.</summary>
internal sealed class GrepWalk(CommandContext context, GrepSettings settings, GrepSearch search)
{
    private bool failed;
    private bool selected;
    private bool omitsDotSlash;

    /// <summary>One operand and neither -H nor -h: names are shown as soon as it is a directory that is searched.</summary>
    public bool DecidesNames { get; init; }

    public int Run(List<string> operands)
    {
        bool recurses = settings.Directories == GrepDirectories.Recurse;
        if (operands.Count == 0 && recurses)
        {
            omitsDotSlash = true;
            operands = ["."];
        }

        if (operands.Count == 0)
        {
            operands = ["-"];
        }

        try
        {
            foreach (string name in operands)
            {
                SearchOperand(name);
            }
        }
        catch (StoppedException)
        {
            return 0;
        }

        return failed && !(settings.Quiet && selected) ? GrepCommand.Trouble : selected ? 0 : 1;
    }

    private void SearchOperand(string name)
    {
        if (name == "-")
        {
            SearchFile(name);
            return;
        }

        FileMetadata metadata = default;
        bool known = settings.Directories != GrepDirectories.Read || settings.SkipsDevices == true
            ? context.Files.TryStat(context.Resolve(name), true, out metadata) == FileError.None
            : false;
        if (known && metadata.IsDirectory)
        {
            if (settings.Directories == GrepDirectories.Skip)
            {
                return;
            }

            if (omitsDotSlash || !settings.Selection.SkipsDirectory(name, true))
            {
                search.ShowsNames |= DecidesNames;
                SearchTree(name, metadata);
            }

            return;
        }

        if (settings.Selection.SkipsFile(name, true) || (settings.SkipsDevices == true && known && !metadata.IsRegular))
        {
            return;
        }

        SearchFile(name);
    }

    private void SearchTree(string root, FileMetadata rootMetadata)
    {
        // Names to be looked at, the next one last; each with the directories it lies in.
        var pending = new Stack<(string Name, FileKind Kind, Ancestor? Above)>();
        Push(pending, root, new Ancestor(rootMetadata, null));
        while (pending.TryPop(out (string Name, FileKind Kind, Ancestor? Above) entry))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            FileKind kind = entry.Kind;
            FileMetadata metadata = default;
            if (kind is FileKind.Unknown or FileKind.Directory or FileKind.SymbolicLink)
            {
                if (kind == FileKind.SymbolicLink && !settings.FollowsLinks)
                {
                    continue;
                }

                FileError error = context.Files.TryStat(context.Resolve(entry.Name), settings.FollowsLinks, out metadata);
                if (error != FileError.None)
                {
                    Fail($"{entry.Name}: {error.Describe()}");
                    continue;
                }

                kind = metadata.Kind;
            }

            string baseName = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
            if (kind == FileKind.Directory)
            {
                if (settings.Selection.SkipsDirectory(baseName, false))
                {
                    continue;
                }

                if (settings.FollowsLinks && entry.Above is not null && entry.Above.Contains(metadata))
                {
                    if (!settings.Silent)
                    {
                        context.Complain($"warning: {entry.Name}: recursive directory loop");
                    }

                    continue;
                }

                Push(pending, entry.Name, new Ancestor(metadata, entry.Above));
            }
            else if ((kind == FileKind.Regular || (settings.SkipsDevices == false && kind != FileKind.SymbolicLink)) && !settings.Selection.SkipsFile(baseName, false))
            {
                SearchFile(entry.Name);
            }
        }
    }

    private void Push(Stack<(string Name, FileKind Kind, Ancestor? Above)> pending, string directory, Ancestor here)
    {
        var entries = new List<DirectoryEntry>();
        try
        {
            entries.AddRange(context.Files.List(context.Resolve(directory)));
        }
        catch (FileSystemException problem)
        {
            Fail($"{directory}: {problem.Description}");
        }

        entries.Sort((a, b) => string.CompareOrdinal(b.Name, a.Name));
        string prefix = omitsDotSlash && directory == "." ? "" : directory.EndsWith('/') ? directory : directory + "/";
        foreach (DirectoryEntry entry in entries)
        {
            pending.Push((prefix + entry.Name, entry.Kind, here));
        }
    }

    private void SearchFile(string name)
    {
        OpenFile file;
        try
        {
            file = context.OpenInput(name);
        }
        catch (FileSystemException problem) when (problem.Error != FileError.EISDIR)
        {
            Fail($"{name}: {problem.Description}");
            return;
        }
        catch (FileSystemException problem)
        {
            Fail($"{name}: {problem.Description}");
            Finish(name, 0);
            return;
        }

        long count = 0;
        try
        {
            if (IsOutput(file))
            {
                Fail($"{(name == "-" ? settings.StandardInputName : name)}: input file is also the output");
                return;
            }

            count = search.Search(file, name == "-" ? settings.StandardInputName : name);
        }
        catch (FileSystemException problem)
        {
            Fail($"{(name == "-" ? settings.StandardInputName : name)}: {problem.Description}");
        }
        finally
        {
            file.Release();
        }

        Finish(name, count);
    }

    private void Finish(string name, long count)
    {
        string shown = name == "-" ? settings.StandardInputName : name;
        if (settings.Counts)
        {
            search.PrintCount(shown, count);
        }

        bool listed = settings.FilesWithMatches ? count > 0 : settings.FilesWithoutMatch && count == 0;
        if (listed)
        {
            search.PrintName(shown);
        }

        selected |= count > 0;
        if (settings.Quiet && selected)
        {
            throw new StoppedException();
        }

        if (settings.FlushesLines)
        {
            context.Output.FlushThrough();
        }
    }

    private bool IsOutput(OpenFile file)
    {
        if (settings.PrintsNothing || settings.MaxCount <= 1
            || file.Handle is not { CanSeek: true } input || context.StandardOutput.Handle is not { CanSeek: true } output)
        {
            return false;
        }

        FileMetadata source = input.GetMetadata();
        return source.IsRegular && source.IsSameFileAs(output.GetMetadata());
    }

    private void Fail(string message)
    {
        failed = true;
        if (!settings.Silent)
        {
            context.Complain(message);
        }
    }

    /// <summary>A directory and those above it, to notice a loop of links.</summary>
    private sealed record Ancestor(FileMetadata Metadata, Ancestor? Above)
    {
        public bool Contains(in FileMetadata metadata)
        {
            for (Ancestor? at = this; at is not null; at = at.Above)
            {
                if (at.Metadata.IsSameFileAs(metadata))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>With -q the first selected line is all there is to know.</summary>
    private sealed class StoppedException : Exception;
}
