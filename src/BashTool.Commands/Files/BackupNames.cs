namespace BashTool.Commands.Files;

internal enum BackupType
{
    None,
    Simple,
    Existing,
    Numbered,
}

/// <summary>The backups that cp, mv, ln and install make of what they replace.</summary>
internal sealed class BackupNames(BackupType type, string suffix)
{
    private static readonly (string, BackupType)[] Words =
    [
        ("none", BackupType.None), ("off", BackupType.None), ("simple", BackupType.Simple), ("never", BackupType.Simple),
        ("existing", BackupType.Existing), ("nil", BackupType.Existing), ("numbered", BackupType.Numbered), ("t", BackupType.Numbered),
    ];

    private static readonly ArgumentChoice<BackupType> Controls = new("backup type", Words);
    private static readonly ArgumentChoice<BackupType> Environment = new("$VERSION_CONTROL", Words);

    public BackupType Type { get; } = type;

    public string Suffix { get; } = suffix;

    /// <summary>What the options <c>-b</c>, <c>--backup</c> and <c>-S</c> and the environment ask for.</summary>
    public static BackupNames Read(CommandContext context, bool wanted, string? control, string? suffix)
    {
        string ending = suffix ?? context.Environment.Get("SIMPLE_BACKUP_SUFFIX") ?? "~";
        if (ending.Length == 0 || ending.Contains('/'))
        {
            ending = "~";
        }

        if (!wanted && suffix is null)
        {
            return new BackupNames(BackupType.None, ending);
        }

        BackupType type = !string.IsNullOrEmpty(control) ? Controls.Read(control)
            : context.Environment.Get("VERSION_CONTROL") is { Length: > 0 } version ? Environment.Read(version)
            : BackupType.Existing;
        return new BackupNames(type, ending);
    }

    /// <summary>The name the backup of a file gets.</summary>
    public string NameFor(CommandContext context, string file)
    {
        if (Type == BackupType.Simple)
        {
            return file + Suffix;
        }

        int slash = file.LastIndexOf('/');
        string name = file[(slash + 1)..];
        string directory = slash < 0 ? "." : slash == 0 ? "/" : file[..slash];
        long highest = 0;
        try
        {
            foreach (DirectoryEntry entry in context.Files.List(context.Resolve(directory)))
            {
                string other = entry.Name;
                if (other.Length > name.Length + 3 && other.StartsWith(name, StringComparison.Ordinal) && other.EndsWith('~')
                    && other.AsSpan(name.Length).StartsWith(".~") && other[name.Length + 2] is >= '1' and <= '9'
                    && long.TryParse(other.AsSpan(name.Length + 2)[..^1], global::System.Globalization.NumberStyles.None, null, out long number))
                {
                    highest = Math.Max(highest, number);
                }
            }
        }
        catch (FileSystemException)
        {
            // The renaming will say what is wrong.
        }

        return highest == 0 && Type == BackupType.Existing ? file + Suffix : $"{file}.~{highest + 1}~";
    }

    /// <summary>Moves a file out of the way; null where there is none.</summary>
    public string? Make(CommandContext context, string file)
    {
        string backup = NameFor(context, file);
        try
        {
            context.Files.Rename(context.Resolve(file), context.Resolve(backup));
            return backup;
        }
        catch (FileSystemException problem) when (problem.Error == FileError.ENOENT)
        {
            return null;
        }
    }
}
