namespace BashTool.Core.Files;

/// <summary>The few things a sandbox needs of the host before it has a file system: its own directories.</summary>
public static class HostDirectories
{
    /// <summary>The user's home; empty where there is none.</summary>
    public static HostPath Home => HostPath.OfThisMachine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>Where the host keeps temporary files (TMPDIR or its like).</summary>
    public static HostPath Temporary => HostPath.OfThisMachine(Path.TrimEndingDirectorySeparator(Path.GetTempPath()));

    public static bool Exists(HostPath directory) => Directory.Exists(directory.Text);

    /// <summary>Makes a directory and what is missing above it.</summary>
    /// <exception cref="FileSystemException">It cannot be made.</exception>
    public static void Create(HostPath directory)
    {
        try
        {
            Directory.CreateDirectory(directory.Text);
        }
        catch (UnauthorizedAccessException)
        {
            throw new FileSystemException(FileError.EACCES, directory.Text);
        }
        catch (IOException)
        {
            throw new FileSystemException(FileError.EEXIST, directory.Text);
        }
    }

    /// <summary>The bytes of a file of the host.</summary>
    /// <exception cref="FileSystemException">It cannot be read.</exception>
    public static byte[] ReadFile(HostPath file) => Translate(file, static path => File.ReadAllBytes(path));

    /// <summary>Makes or replaces a file of the host.</summary>
    /// <exception cref="FileSystemException">It cannot be written.</exception>
    public static void WriteFile(HostPath file, byte[] bytes) => Translate(file, path =>
    {
        File.WriteAllBytes(path, bytes);
        return bytes;
    });

    private static byte[] Translate(HostPath file, Func<string, byte[]> operation)
    {
        try
        {
            return operation(file.Text);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileSystemException(FileError.ENOENT, file.Text);
        }
        catch (UnauthorizedAccessException)
        {
            throw new FileSystemException(Directory.Exists(file.Text) ? FileError.EISDIR : FileError.EACCES, file.Text);
        }
        catch (IOException)
        {
            throw new FileSystemException(FileError.EIO, file.Text);
        }
    }

    /// <summary>Makes a directory that nobody else has and nobody else may enter.</summary>
    public static HostPath CreateTemporary(HostPath parent, string prefix)
    {
        for (int attempt = 0; ; attempt++)
        {
            HostPath directory = parent.Combine(prefix + Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal));
            if (Directory.Exists(directory.Text))
            {
                continue;
            }

            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(directory.Text);
                return directory;
            }

            // mkdir itself tells whether somebody was faster.
            IFileSystem files = new PhysicalFileSystem(HostPath.OfThisMachine("/"), unrestricted: true);
            try
            {
                files.CreateDirectory(VirtualPath.Parse(directory.Text), 0x1C0);
                return directory;
            }
            catch (FileSystemException failure) when (failure.Error == FileError.EEXIST && attempt < 100)
            {
            }
        }
    }

    /// <summary>Removes a tree without following a link, as far as it can be removed.</summary>
    public static void Remove(HostPath directory)
    {
        try
        {
            Volume volume = PhysicalFileSystem.VolumeOf(directory);
            try
            {
                RemoveContents(new MountedFileSystem(volume));
            }
            finally
            {
                volume.Close();
            }

            Directory.Delete(directory.Text);
        }
        catch (Exception failure) when (failure is FileSystemException or IOException or UnauthorizedAccessException)
        {
            // Somebody still uses it, or made it theirs: it stays to the host's own cleaning.
        }
    }

    // Without recursion: the depth is the script's choice.
    private static void RemoveContents(MountedFileSystem files)
    {
        var pending = new Stack<(VirtualPath Path, bool Emptied)>();
        pending.Push((VirtualPath.Root, false));
        while (pending.TryPop(out (VirtualPath Path, bool Emptied) item))
        {
            if (item.Emptied)
            {
                files.RemoveDirectory(item.Path);
                continue;
            }

            if (!item.Path.IsRoot)
            {
                pending.Push((item.Path, true));
                if (files.Access(item.Path, FileAccessRights.Read | FileAccessRights.Write | FileAccessRights.Execute) != FileError.None)
                {
                    files.SetMode(item.Path, 0x1C0);
                }
            }

            foreach (DirectoryEntry entry in files.List(item.Path))
            {
                VirtualPath path = item.Path.Combine(entry.Name);
                if (entry.Kind == FileKind.Directory)
                {
                    pending.Push((path, false));
                }
                else
                {
                    files.RemoveFile(path);
                }
            }
        }
    }

    /// <summary>The path without links; itself where it is not there.</summary>
    public static HostPath RealPath(HostPath path)
    {
        if (path.Style != HostPath.CurrentStyle || path.IsEmpty)
        {
            return path;
        }

        if (OperatingSystem.IsWindows())
        {
            try
            {
                return HostPath.OfThisMachine(WindowsFinalPath.Of(path.Text) ?? path.Text);
            }
            catch (IOException)
            {
                return path;
            }
        }

        IFileSystem files = new PhysicalFileSystem(HostPath.OfThisMachine("/"), unrestricted: true);
        try
        {
            return HostPath.OfThisMachine(files.RealPath(VirtualPath.Parse(path.Text), RealPathMode.AnyMayBeMissing).Text);
        }
        catch (FileSystemException)
        {
            return path;
        }
    }

    /// <summary>The roots of the drives: <c>C:\</c> and so on; <c>/</c> elsewhere.</summary>
    public static IReadOnlyList<HostPath> Roots
    {
        get
        {
            if (!OperatingSystem.IsWindows())
            {
                return [HostPath.OfThisMachine("/")];
            }

            var roots = new List<HostPath>();
            foreach (DriveInfo drive in DriveInfo.GetDrives())
            {
                if (drive.IsReady)
                {
                    roots.Add(HostPath.OfThisMachine(drive.Name));
                }
            }

            return roots;
        }
    }
}
