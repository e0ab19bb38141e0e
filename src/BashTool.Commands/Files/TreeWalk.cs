using System.Runtime.CompilerServices;

namespace BashTool.Commands.Files;

/// <summary>Which symbolic links a recursive change follows: <c>-P</c>, <c>-H</c>, <c>-L</c>.</summary>
internal enum WalkFollow
{
    Never,
    Operands,
    Always,
}

/// <summary>Goes through a tree for chmod, chown and their like: one visit for everything, a directory before or after what is in it.</summary>
internal sealed class TreeWalk(CommandContext context, WalkFollow follow, bool directoriesFirst)
{
    private readonly Stack<(ulong, ulong)> above = new();

    /// <summary>Called for each file, with whether it is an operand; false is a failure.</summary>
    public required Func<string, VirtualPath, FileMetadata, bool, bool> Visit { get; init; }

    /// <summary>Says why a file or directory could not be looked at.</summary>
    public required Action<string, string> Complain { get; init; }

    public bool Recursive { get; init; }

    /// <summary>Refuses to go through the root.</summary>
    public bool PreservesRoot { get; init; }

    public bool Walk(string operand) => Walk(operand, context.Resolve(operand), isOperand: true);

    private bool Walk(string shown, VirtualPath path, bool isOperand)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        bool follows = follow == WalkFollow.Always || (isOperand && follow == WalkFollow.Operands);
        FileError error = context.Files.TryStat(path, follows, out FileMetadata file);
        if (error != FileError.None && (!follows || context.Files.TryStat(path, false, out file) != FileError.None))
        {
            Complain($"cannot access {GnuQuoting.Always(shown)}: {error.Describe()}", shown);
            return false;
        }

        if (!Recursive || !file.IsDirectory)
        {
            return Visit(shown, path, file, isOperand);
        }

        if (PreservesRoot && isOperand && (path.IsRoot || IsRoot(file)))
        {
            context.Complain(shown == "/" ? "it is dangerous to operate recursively on '/'" : $"it is dangerous to operate recursively on {GnuQuoting.Always(shown)} (same as '/')");
            context.Complain("use --no-preserve-root to override this failsafe");
            return false;
        }

        if (above.Contains((file.Device, file.Inode)) || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return true;
        }

        bool ok = true;
        if (directoriesFirst)
        {
            ok = Visit(shown, path, file, isOperand);
        }

        List<DirectoryEntry> entries = [];
        try
        {
            entries = [.. context.Files.List(path)];
        }
        catch (FileSystemException problem)
        {
            Complain($"cannot read directory {GnuQuoting.Always(shown)}: {problem.Description}", shown);
            ok = false;
        }

        above.Push((file.Device, file.Inode));
        foreach (DirectoryEntry entry in entries)
        {
            ok &= Walk(FileCopier.Join(shown, entry.Name), path.Combine(entry.Name), isOperand: false);
        }

        above.Pop();
        if (!directoriesFirst)
        {
            ok &= Visit(shown, path, file, isOperand);
        }

        return ok;
    }

    private bool IsRoot(in FileMetadata file) =>
        file.Inode != 0 && context.Files.TryStat(VirtualPath.Root, true, out FileMetadata root) == FileError.None && root.IsSameFileAs(file);
}
