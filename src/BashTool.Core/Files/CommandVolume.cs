using System.Text;

namespace BashTool.Core.Files;

/// <summary><c>/bin</c>: a small executable file for each command there is, so that <c>which</c> and <c>test -x</c> find it.</summary>
/// <param name="names">The names of all commands.</param>
/// <param name="exists">Whether there is a command of that name.</param>
public sealed class CommandVolume(Func<IEnumerable<string>> names, Func<string, bool> exists) : VirtualVolume
{
    private readonly MemoryVolume contents = new();

    public override string Source => "commands";

    /// <summary>What is in the file of a command. It says so itself, for whoever prints it.</summary>
    public static string ContentOf(string name) => $"#!/bin/bash\n# {name} is a command of the shell itself.\n";

    protected override bool TryFind(ReadOnlySpan<char> path, out FileMetadata metadata)
    {
        metadata = new FileMetadata { Permissions = 0x1ED, BlockSize = 4096, Device = 6 };
        if (path.Length == 0)
        {
            metadata.Kind = FileKind.Directory;
            metadata.LinkCount = 2;
            metadata.Inode = 1;
            metadata.Size = 4096;
            return true;
        }

        string name = path.ToString();
        if (path.Contains('/') || !exists(name))
        {
            return false;
        }

        metadata.Kind = FileKind.Regular;
        metadata.LinkCount = 1;
        metadata.Inode = InodeOf(name);
        metadata.Size = Encoding.UTF8.GetByteCount(ContentOf(name));
        metadata.Blocks = 8;
        return true;
    }

    protected override IEnumerable<DirectoryEntry> Entries(ReadOnlySpan<char> path)
    {
        var entries = new List<DirectoryEntry>();
        foreach (string name in names())
        {
            entries.Add(new DirectoryEntry(name, FileKind.Regular, InodeOf(name)));
        }

        return entries;
    }

    protected override FileError OpenEntry(ReadOnlySpan<char> path, OpenMode mode, VirtualPath name, CancellationToken cancellation, out IFileHandle? handle)
    {
        handle = null;
        if ((mode & (OpenMode.Write | OpenMode.Append | OpenMode.Truncate)) != 0)
        {
            return FileError.EACCES;
        }

        TryFind(path, out FileMetadata metadata);
        handle = contents.OpenConstant(Encoding.UTF8.GetBytes(ContentOf(path.ToString())), name, metadata);
        return FileError.None;
    }

    // FNV-1a: the same for the same name, whatever the run.
    private static ulong InodeOf(string name)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in name)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return hash >> 16;
    }
}
