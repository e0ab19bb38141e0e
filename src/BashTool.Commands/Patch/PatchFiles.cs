using BashTool.Commands.Files;

namespace BashTool.Commands.Patch;

/// <summary>Writes, backs up and removes what patch makes; git's changes and removals wait for the end.</summary>
internal sealed class PatchFiles(CommandContext context, PatchSettings settings, Action<string> say, Func<string, string> quote)
{
    private readonly List<(string Name, byte[]? Content, int Mode, bool Backup, UnixTime? Time)> pending = [];
    private readonly HashSet<string> backedUp = new(StringComparer.Ordinal);
    private readonly HashSet<string> written = new(StringComparer.Ordinal);

    public VirtualPath Resolve(string name) => settings.Directory.Combine(name);

    public FileError Stat(string name, out FileMetadata metadata)
    {
        int at = pending.FindLastIndex(p => p.Name == name);
        if (at >= 0)
        {
            metadata = default;
            if (pending[at].Content is not { } content)
            {
                return FileError.ENOENT;
            }

            metadata = new FileMetadata { Kind = FileKind.Regular, Permissions = pending[at].Mode, Size = content.Length };
            return FileError.None;
        }

        return context.Files.TryStat(Resolve(name), settings.FollowLinks, out metadata);
    }

    public byte[] Read(string name)
    {
        int at = pending.FindLastIndex(p => p.Name == name);
        if (at >= 0 && pending[at].Content is { } content)
        {
            return content;
        }

        using IFileHandle handle = context.Files.Open(Resolve(name), OpenMode.Read, 0);
        byte[] bytes = new byte[handle.Length];
        int count = 0;
        while (count < bytes.Length)
        {
            int more = handle.Read(bytes.AsSpan(count), context.Cancellation);
            if (more == 0)
            {
                break;
            }

            count += more;
        }

        return count == bytes.Length ? bytes : bytes[..count];
    }

    /// <summary>Whether an earlier patch of this run made the file.</summary>
    public bool WasWritten(string name) => written.Contains(name);

    public void Write(string name, byte[] content, int mode, bool backup, UnixTime? time, bool deferred)
    {
        written.Add(name);
        if (deferred)
        {
            pending.Add((name, content, mode, backup, time));
        }
        else
        {
            WriteNow(name, content, mode, backup, time);
        }
    }

    public void Remove(string name, bool backup) => pending.Add((name, null, 0, backup, null));

    /// <summary>Does what was put off.</summary>
    public void Finish()
    {
        foreach ((string name, byte[]? content, int mode, bool backup, UnixTime? time) in pending)
        {
            if (content is not null)
            {
                WriteNow(name, content, mode, backup, time);
            }
        }

        foreach ((string name, byte[]? content, _, bool backup, _) in pending)
        {
            if (content is null && !pending.Exists(p => p.Name == name && p.Content is not null))
            {
                RemoveNow(name, backup);
            }
        }

        pending.Clear();
    }

    /// <summary>What is there now is patch's own work already.</summary>
    public void KeepsNoBackup(string name) => backedUp.Add(name);

    /// <summary>Makes a backup of a file that stays.</summary>
    public void Backup(string name)
    {
        if (!backedUp.Add(name) || BackupName(name) is not { } backup)
        {
            return;
        }

        MakeDirectories(backup);
        FileError error = context.Files.TryStat(Resolve(name), false, out FileMetadata metadata);
        if (error == FileError.None)
        {
            byte[] content = Read(name);
            context.Files.Rename(Resolve(name), Resolve(backup));
            Put(name, content, metadata.Permissions);
        }
        else
        {
            Put(backup, [], 0x1A4 & ~context.Umask | 0x124);
        }
    }

    private string? BackupName(string name)
    {
        if (settings.BackupPrefix is not null || settings.BackupBasePrefix is not null || settings.BackupSuffix is not null)
        {
            int slash = name.LastIndexOf('/') + 1;
            return $"{settings.BackupPrefix}{name[..slash]}{settings.BackupBasePrefix}{name[slash..]}{settings.BackupSuffix}";
        }

        return settings.BackupType == BackupType.None ? null : new BackupNames(settings.BackupType, settings.SimpleSuffix).NameFor(context, Resolve(name).Text) is var path
            ? Path(name, path) : null;
    }

    private static string Path(string name, string backup) => name[..(name.LastIndexOf('/') + 1)] + backup[(backup.LastIndexOf('/') + 1)..];

    private void WriteNow(string name, byte[] content, int mode, bool backup, UnixTime? time)
    {
        if (backup)
        {
            MakeDirectories(name);
            Backup(name);
        }

        MakeDirectories(name);
        Put(name, content, mode);
        if (time is { } moment)
        {
            context.Files.SetTimes(Resolve(name), moment, moment);
        }
    }

    // The old file stays whole until the new one takes its name.
    private void Put(string name, byte[] content, int mode)
    {
        string temporary = name + ".patch~";
        VirtualPath place = Resolve(temporary);
        using (IFileHandle handle = context.Files.Open(place, OpenMode.Write | OpenMode.Create | OpenMode.Truncate, 0x180))
        {
            handle.Write(content, context.Cancellation);
        }

        context.Files.SetMode(place, mode & 0xFFF);
        context.Files.Rename(place, Resolve(name));
    }

    private void RemoveNow(string name, bool backup)
    {
        if (backup && BackupName(name) is { } other && backedUp.Add(name))
        {
            MakeDirectories(other);
            context.Files.Rename(Resolve(name), Resolve(other));
        }
        else
        {
            if (settings.Verbosity == PatchVerbosity.Verbose)
            {
                say($"Removing file {quote(name)}\n");
            }

            context.Files.RemoveFile(Resolve(name));
        }

        for (int slash = name.LastIndexOf('/'); slash > 0; slash = name.LastIndexOf('/', slash - 1))
        {
            string directory = name[..slash];
            try
            {
                context.Files.RemoveDirectory(Resolve(directory));
            }
            catch (FileSystemException)
            {
                return;
            }

            if (settings.Verbosity == PatchVerbosity.Verbose)
            {
                say($"Removed empty directory {quote(directory)}\n");
            }
        }
    }

    /// <summary>Makes the directories a name lies in.</summary>
    public void MakeDirectories(string name)
    {
        for (int slash = name.IndexOf('/', 1); slash > 0; slash = name.IndexOf('/', slash + 1))
        {
            VirtualPath directory = Resolve(name[..slash]);
            if (context.Files.TryStat(directory, true, out _) == FileError.ENOENT)
            {
                context.Files.CreateDirectory(directory, 0x1FF & ~context.Umask);
            }
        }
    }
}
