namespace BashTool.Commands.Find;

/// <summary>Goes through the trees, in the directories' own order, and applies the expression to each file.</summary>
internal sealed class FindWalk(FindRun run, FindExpression expression)
{
    private readonly CommandContext context = run.Context;

    public void Start(string operand)
    {
        bool follow = run.FollowAll || run.FollowOperands;
        var entry = new FindEntry(context, operand, follow);
        ref readonly FileMetadata metadata = ref entry.Metadata;
        if (entry.Error != FileError.None)
        {
            run.Complain(operand, entry.Error.Describe());
            return;
        }

        // Directories on the way down, to notice a link that leads back up.
        var ancestors = new List<(string Path, FileMetadata Metadata)>();
        Visit(entry, metadata.Device, ancestors);
    }

    private void Visit(FindEntry entry, ulong device, List<(string Path, FileMetadata Metadata)> ancestors)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        if (!global::System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            run.Complain(entry.Path, "File name too long");
            return;
        }

        bool isDirectory = entry.Kind == FileKind.Directory;
        if (entry.Error != FileError.None)
        {
            if (!(run.IgnoresRaces && entry.Error == FileError.ENOENT))
            {
                run.Complain(entry.Path, entry.Error.Describe());
            }

            return;
        }

        if (isDirectory && run.FollowAll && ancestors.FindIndex(a => a.Metadata.IsSameFileAs(entry.Metadata)) is >= 0 and int loop)
        {
            run.Complain(
                $"File system loop detected; {FindRun.Quote(entry.Path)} is part of the same file system loop as {FindRun.Quote(ancestors[loop].Path)}.");
            return;
        }

        if (!run.ContentsFirst || !isDirectory)
        {
            Apply(entry);
            if (run.Stops)
            {
                return;
            }
        }

        if (isDirectory && !entry.IsPruned && entry.Depth < run.MaxDepth && (!run.StaysOnDevice || entry.Depth == 0 || entry.Metadata.Device == device))
        {
            Descend(entry, device, ancestors);
        }

        if (run.ContentsFirst && isDirectory && !run.Stops)
        {
            Apply(entry);
        }
    }

    private void Apply(FindEntry entry)
    {
        if (entry.Depth >= run.MinDepth)
        {
            expression(entry);
        }
    }

    private void Descend(FindEntry directory, ulong device, List<(string Path, FileMetadata Metadata)> ancestors)
    {
        List<DirectoryEntry> entries;
        try
        {
            entries = [.. context.Files.List(directory.Location)];
        }
        catch (FileSystemException e)
        {
            run.Complain(directory.Path, e.Description);
            return;
        }

        if (run.FollowAll)
        {
            ancestors.Add((directory.Path, directory.Metadata));
        }

        foreach (DirectoryEntry child in entries)
        {
            Visit(new FindEntry(directory, child.Name, child.Kind, run.FollowAll), device, ancestors);
            if (run.Stops)
            {
                break;
            }
        }

        if (run.FollowAll)
        {
            ancestors.RemoveAt(ancestors.Count - 1);
        }
    }
}
