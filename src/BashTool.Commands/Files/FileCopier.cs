using System.Runtime.CompilerServices;

namespace BashTool.Commands.Files;

/// <summary>Copies and moves files and trees as coreutils do: the common part of cp, mv and install.</summary>
internal sealed partial class FileCopier(CommandContext context, CopyOptions options)
{
    private const int PermissionBits = 0xFFF;

    private readonly Dictionary<(ulong, ulong), string> copied = [];
    private readonly HashSet<(string, ulong, ulong)> sources = [];
    private readonly Dictionary<string, (ulong, ulong)> made = new(StringComparer.Ordinal);
    private readonly Stack<(ulong, ulong)> ancestors = new();
    private string topSource = "";
    private string topTarget = "";

    /// <summary>The last copy was a mere renaming: there is no source left to remove.</summary>
    public bool Renamed { get; private set; }

    /// <summary>The last copy met itself: the source must stay.</summary>
    public bool CopiedIntoItself { get; private set; }

    private IFileSystem Files => context.Files;

    /// <summary>Copies one operand; false if something failed (the complaint is out).</summary>
    public bool Copy(string source, string target)
    {
        topSource = source;
        topTarget = target;
        Renamed = false;
        CopiedIntoItself = false;
        if (!options.Moves && (source == "/dev/stdin" || source.StartsWith("/dev/fd/", StringComparison.Ordinal)))
        {
            return CopyDescriptor(source, target);
        }

        return Copy(source, target, targetIsNew: false, isOperand: true, parentDevice: null);
    }

    private static string Q(string name) => GnuQuoting.Always(name);

    private bool Fail(string message)
    {
        context.Complain(message);
        return false;
    }

    private bool Fail(string message, FileSystemException problem) => Fail($"{message}: {problem.Description}");

    private FileError Stat(string path, bool follow, out FileMetadata file, out string description)
    {
        VirtualPath resolved = context.Resolve(path);
        FileError error = Files.TryStat(resolved, follow, out file);
        description = error.Describe();
        return error;
    }

    private bool Copy(string source, string target, bool targetIsNew, bool isOperand, ulong? parentDevice)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return Fail($"cannot copy {Q(source)}: {FileError.ENAMETOOLONG.Describe()}");
        }

        if (options.Moves && isOperand)
        {
            try
            {
                if (LastPart(source) is not ("." or ".."))
                {
                    Files.RenameNew(context.Resolve(source), context.Resolve(target));
                    Remember(target);
                    AnnounceMove(source, target, null);
                    Renamed = true;
                    return true;
                }
            }
            catch (FileSystemException)
            {
                // Something is there, or it does not go: see below what.
            }
        }

        bool follow = options.Follow == CopyFollow.Always || (isOperand && options.Follow == CopyFollow.Operands);
        if (Stat(source, follow, out FileMetadata from, out string why) != FileError.None)
        {
            return Fail($"cannot stat {Q(source)}: {why}");
        }

        if (from.IsDirectory && !options.Recursive)
        {
            return Fail(options.Mode is null ? $"-r not specified; omitting directory {Q(source)}" : $"omitting directory {Q(source)}");
        }

        if (isOperand && !from.IsDirectory && !options.Backs && !sources.Add((source, from.Device, from.Inode)))
        {
            context.Complain($"warning: source file {Q(source)} specified more than once");
            return true;
        }

        FileMetadata to = default;
        string? backup = null;
        if (!targetIsNew)
        {
            bool lookAtLink = (!from.IsRegular && (!options.CopiesContents || from.IsDirectory || from.IsSymbolicLink))
                || options.Moves || options.SymbolicLinks || options.HardLinks || options.Backs || options.RemovesFirst;
            FileError error = Stat(target, !lookAtLink, out to, out why);
            if (error == FileError.ENOENT || (error == FileError.ELOOP && options.RemovesUnopenable))
            {
                targetIsNew = true;
            }
            else if (error != FileError.None)
            {
                return Fail($"cannot stat {Q(target)}: {why}");
            }
            else if (!Prepare(source, target, from, to, ref targetIsNew, ref backup, out bool done))
            {
                return false;
            }
            else if (done)
            {
                return true;
            }
        }

        bool ok = CopyOver(source, target, from, to, targetIsNew, isOperand, backup, parentDevice);
        if (!ok && backup is not null)
        {
            TryRestore(backup, target);
        }

        return ok;
    }

    private void TryRestore(string backup, string target)
    {
        try
        {
            Files.Rename(context.Resolve(backup), context.Resolve(target));
        }
        catch (FileSystemException problem)
        {
            Fail($"cannot un-backup {Q(target)}", problem);
        }
    }

    // What has to be settled where the target exists. False: it failed; done: nothing is left to do.
    private bool Prepare(
        string source, string target, in FileMetadata from, in FileMetadata to, ref bool targetIsNew, ref string? backup, out bool done)
    {
        done = false;
        if (!MayBeSame(source, from, target, to, out done))
        {
            return Fail($"{Q(source)} and {Q(target)} are the same file");
        }

        if (options.UpdatesOnly && !from.IsDirectory && to.ModifyTime >= from.ModifyTime)
        {
            // As good as renamed: the source stays.
            Renamed = true;
            done = true;
            return true;
        }

        if (!done && (options.Moves || !from.IsDirectory) && !MayOverwrite(target, to))
        {
            Renamed = true;
            done = true;
        }

        if (done)
        {
            return true;
        }

        if (!to.IsDirectory)
        {
            if (from.IsDirectory && !(options.Moves && options.Backs))
            {
                return Fail($"cannot overwrite non-directory {Q(target)} with directory {Q(source)}");
            }

            if (options.Backup.Type != BackupType.Numbered && made.TryGetValue(target, out var identity) && identity == (to.Device, to.Inode))
            {
                return Fail($"will not overwrite just-created {Q(target)} with {Q(source)}");
            }
        }
        else if (!from.IsDirectory && !(options.Moves && options.Backs))
        {
            return Fail($"cannot overwrite directory {Q(target)} with non-directory");
        }

        if (options.Backs && LastPart(source) is not ("." or "..") && (options.Moves || !to.IsDirectory))
        {
            try
            {
                if (options.Backup.Type != BackupType.Numbered && LastPart(source) == LastPart(target) + options.Backup.Suffix
                    && Stat(target + options.Backup.Suffix, false, out FileMetadata own, out _) == FileError.None && own.IsSameFileAs(from))
                {
                    return Fail($"backing up {Q(target)} might destroy source;  {Q(source)} not {(options.Moves ? "moved" : "copied")}");
                }

                backup = options.Backup.Make(context, target);
            }
            catch (FileSystemException problem)
            {
                return Fail($"cannot backup {Q(target)}", problem);
            }

            targetIsNew = true;
        }
        else if (!to.IsDirectory && !options.Moves
            && (options.RemovesFirst || (options.PreservesLinks && to.LinkCount > 1) || (options.Follow == CopyFollow.Never && !from.IsRegular)))
        {
            try
            {
                Files.RemoveFile(context.Resolve(target));
            }
            catch (FileSystemException problem) when (problem.Error != FileError.ENOENT)
            {
                return Fail($"cannot remove {Q(target)}", problem);
            }

            targetIsNew = true;
            if (options.Verbose)
            {
                context.Output.WriteLine($"removed {Q(target)}");
            }
        }

        return true;
    }

    private bool CopyOver(
        string source, string target, in FileMetadata from, in FileMetadata to, bool targetIsNew, bool isOperand, string? backup,
        ulong? parentDevice)
    {
        if (isOperand && made.TryGetValue(target, out var identity)
            && Stat(target, false, out FileMetadata link, out _) == FileError.None && link.IsSymbolicLink && identity == (link.Device, link.Inode) && !options.Backs)
        {
            return Fail($"will not copy {Q(source)} through just-created symlink {Q(target)}");
        }

        if (options.Verbose && !options.Moves && !from.IsDirectory)
        {
            Announce(source, target, backup);
        }

        if (from.IsDirectory && options.Recursive)
        {
            if (copied.TryGetValue((from.Device, from.Inode), out string? earlier))
            {
                if (SameName(source, earlier))
                {
                    CopiedIntoItself = true;
                    return Fail($"cannot copy a directory, {Q(topSource)}, into itself, {Q(topTarget)}");
                }

                if (SameName(target, earlier))
                {
                    context.Complain($"warning: source directory {Q(topSource)} specified more than once");
                    Renamed = options.Moves;
                    return true;
                }

                if (options.Follow == CopyFollow.Never || (options.Follow == CopyFollow.Operands && !isOperand))
                {
                    return Fail($"will not create hard link {Q(topTarget)} to directory {Q(earlier)}");
                }
            }
            else if (isOperand)
            {
                copied[(from.Device, from.Inode)] = target;
            }
        }

        if (options.PreservesLinks && !options.Moves && !from.IsDirectory && (from.LinkCount > 1 || (isOperand && options.Follow == CopyFollow.Operands) || options.Follow == CopyFollow.Always))
        {
            if (copied.TryGetValue((from.Device, from.Inode), out string? first))
            {
                return MakeHardLink(first, target, replaces: true, options.Verbose);
            }

            copied[(from.Device, from.Inode)] = target;
        }

        if (options.Moves && isOperand)
        {
            switch (Move(source, target, from, to, targetIsNew, backup))
            {
                case true:
                    return true;
                case false:
                    return false;
            }

            targetIsNew = true;
        }
        else if (options.Moves && from.LinkCount > 1 && !from.IsDirectory)
        {
            if (copied.TryGetValue((from.Device, from.Inode), out string? first))
            {
                return MakeHardLink(first, target, replaces: true, options.Verbose);
            }

            copied[(from.Device, from.Inode)] = target;
        }

        bool wasNew = targetIsNew, notEntered = false;
        bool ok = from.Kind switch
        {
            FileKind.Directory => CopyDirectory(source, target, from, to, ref targetIsNew, isOperand, parentDevice, out notEntered),
            _ when options.SymbolicLinks => MakeSymbolicLink(source, target),
            _ when options.HardLinks => MakeHardLink(source, target, options.RemovesUnopenable, verbose: false),
            FileKind.Regular => CopyData(source, target, from, ref targetIsNew),
            FileKind.SymbolicLink => CopyLink(source, target),
            _ when options.CopiesContents => CopyData(source, target, from, ref targetIsNew),
            FileKind.Fifo => MakeFifo(target, from),
            _ => Fail($"cannot create special file {Q(target)}: {FileError.EOPNOTSUPP.Describe()}"),
        };
        if (!ok && (!from.IsDirectory || notEntered))
        {
            return false;
        }

        if (!from.IsDirectory && isOperand)
        {
            Remember(target);
        }

        if (options.SymbolicLinks && !from.IsDirectory || options.HardLinks && !from.IsDirectory)
        {
            return ok;
        }

        return Finish(target, from, wasNew, ok);
    }

    private bool CopyDirectory(
        string source, string target, in FileMetadata from, in FileMetadata to, ref bool targetIsNew, bool isOperand, ulong? parentDevice,
        out bool notEntered)
    {
        notEntered = true;
        if (ancestors.Contains((from.Device, from.Inode)))
        {
            return Fail($"cannot copy cyclic symbolic link {Q(source)}");
        }

        if (targetIsNew || !to.IsDirectory)
        {
            try
            {
                Files.CreateDirectory(context.Resolve(target), ((from.Permissions & 0x1FF) & ~context.Umask) | 0x1C0);
            }
            catch (FileSystemException problem)
            {
                return Fail($"cannot create directory {Q(target)}", problem);
            }

            targetIsNew = true;
            if (options.Verbose)
            {
                if (options.Moves)
                {
                    context.Output.WriteLine($"created directory {Q(target)}");
                }
                else
                {
                    Announce(source, target, null);
                }
            }
        }

        notEntered = false;
        if (targetIsNew && Stat(target, true, out FileMetadata directory, out _) == FileError.None)
        {
            copied.TryAdd((directory.Device, directory.Inode), target);
        }

        if (options.OneFileSystem && parentDevice is { } device && device != from.Device)
        {
            return true;
        }

        List<DirectoryEntry> entries;
        try
        {
            entries = [.. Files.List(context.Resolve(source))];
        }
        catch (FileSystemException problem)
        {
            return Fail($"cannot access {Q(source)}", problem);
        }

        // In the order of the disk.
        entries.Sort(static (a, b) => a.Inode.CompareTo(b.Inode));
        ancestors.Push((from.Device, from.Inode));
        bool ok = true;
        bool newBelow = targetIsNew;
        foreach (DirectoryEntry entry in entries)
        {
            ok &= Copy(Join(source, entry.Name), Join(target, entry.Name), newBelow, isOperand: false, parentDevice ?? from.Device);
            if (CopiedIntoItself)
            {
                break;
            }
        }

        ancestors.Pop();
        return ok;
    }

    private void Remember(string target)
    {
        if (Stat(target, false, out FileMetadata result, out _) == FileError.None)
        {
            made[target] = (result.Device, result.Inode);
        }
    }

    internal static string Join(string directory, string name) => directory.EndsWith('/') ? directory + name : directory + "/" + name;

    internal static string LastPart(string path)
    {
        ReadOnlySpan<char> text = path.AsSpan().TrimEnd('/');
        return text.Length == 0 ? (path.Length == 0 ? "" : "/") : text[(text.LastIndexOf('/') + 1)..].ToString();
    }

    // Ownership, times and permissions of the copy.
    private bool Finish(string target, in FileMetadata from, bool isNew, bool ok)
    {
        VirtualPath path = context.Resolve(target);
        bool follow = !from.IsSymbolicLink;
        if (options.PreservesTimes || options.Moves)
        {
            try
            {
                Files.SetTimes(path, from.AccessTime, from.ModifyTime, follow);
            }
            catch (FileSystemException problem)
            {
                if (follow)
                {
                    ok = Fail($"preserving times for {Q(target)}", problem);
                }
            }
        }

        int permissions = from.Permissions & PermissionBits;
        if (options.PreservesOwner || options.Moves)
        {
            try
            {
                Files.SetOwner(path, from.UserId, from.GroupId, follow);
            }
            catch (FileSystemException)
            {
                // Only the superuser may; then the file must not be setuid for somebody else.
                permissions &= ~(ModeChange.SetUser | ModeChange.SetGroup);
            }
        }

        if (!follow)
        {
            return ok;
        }

        int? mode = options.Mode ?? (options.PreservesMode || options.Moves ? permissions
            : !isNew ? null
            : options.DropsMode ? (from.IsDirectory ? 0x1FF : 0x1B6) & ~context.Umask
            : from.IsDirectory ? permissions & ~context.Umask
            : null);
        if (mode is { } wanted && !(isNew && !options.PreservesMode && !options.Moves && options.Mode is null && from.IsDirectory && IsAlready(path, wanted)))
        {
            try
            {
                Files.SetMode(path, wanted);
            }
            catch (FileSystemException problem)
            {
                ok = Fail($"preserving permissions for {Q(target)}", problem);
            }
        }

        return ok;
    }

    private bool IsAlready(VirtualPath path, int mode) =>
        Files.TryStat(path, true, out FileMetadata now) == FileError.None && (now.Permissions & 0x1FF) == (mode & 0x1FF);

    private void Announce(string source, string target, string? backup)
    {
        context.Output.WriteLine($"{Q(source)} -> {Q(target)}{(backup is null ? "" : $" (backup: {Q(backup)})")}");
    }

    private void AnnounceMove(string source, string target, string? backup)
    {
        if (options.Verbose)
        {
            context.Output.Write("renamed ");
            Announce(source, target, backup);
        }
    }
}
