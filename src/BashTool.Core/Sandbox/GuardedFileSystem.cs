using BashTool.Core.Files;
using BashTool.Core.Limits;
using BashTool.Core.Sandbox.Hooks;

namespace BashTool.Core.Sandbox;

/// <summary>The file system as one shell sees it: what it opens and writes is counted, and hooks are asked before anything is done.</summary>
public sealed class GuardedFileSystem(IFileSystem inner, HookChain hooks, TimeProvider clock) : IFileSystem
{
    private readonly bool isSeen = hooks.SeesFiles;

    /// <summary>Who counts.</summary>
    public ExecutionMeter Meter { get; set; } = ExecutionMeter.Boundless;

    public string CorrelationId { get; init; } = "";

    public IReadOnlyList<VirtualPath> MountPoints => inner.MountPoints;

    public FileError TryStat(VirtualPath path, bool followLinks, out FileMetadata metadata) => inner.TryStat(path, followLinks, out metadata);

    public FileMetadata? Stat(VirtualPath path, bool followLinks = true) => inner.Stat(path, followLinks);

    public IFileHandle Open(VirtualPath path, OpenMode mode, int permissions = 0x1B6, CancellationToken cancellation = default)
    {
        if (!isSeen)
        {
            return Counted(inner.Open(path, mode, permissions, cancellation), mode);
        }

        IFileHandle? handle = null;
        Do(FileAction.Open, path, default, mode, (file, _) => handle = Counted(inner.Open(file, mode, permissions, cancellation), mode));
        return handle!;
    }

    public FileError TryOpen(VirtualPath path, OpenMode mode, int permissions, out IFileHandle? handle)
    {
        if (!isSeen)
        {
            FileError error = inner.TryOpen(path, mode, permissions, out handle);
            handle = handle is null ? null : Counted(handle, mode);
            return error;
        }

        handle = null;
        try
        {
            handle = Open(path, mode, permissions);
            return FileError.None;
        }
        catch (FileSystemException e)
        {
            return e.Error;
        }
    }

    public IEnumerable<DirectoryEntry> List(VirtualPath directory)
    {
        if (!isSeen)
        {
            return inner.List(directory);
        }

        IEnumerable<DirectoryEntry>? entries = null;
        Do(FileAction.Open, directory, default, OpenMode.Read | OpenMode.Directory, (path, _) => entries = inner.List(path));
        return entries!;
    }

    public void CreateDirectory(VirtualPath path, int permissions = 0x1FF)
    {
        if (!isSeen)
        {
            inner.CreateDirectory(path, permissions);
            return;
        }

        Do(FileAction.CreateDirectory, path, default, 0, (file, _) => inner.CreateDirectory(file, permissions));
    }

    public void RemoveDirectory(VirtualPath path) => Do(FileAction.RemoveDirectory, path, (file, _) => inner.RemoveDirectory(file));

    public void RemoveFile(VirtualPath path) => Do(FileAction.RemoveFile, path, (file, _) => inner.RemoveFile(file));

    public void Rename(VirtualPath oldPath, VirtualPath newPath) => Do(FileAction.Rename, oldPath, newPath, 0, (from, to) => inner.Rename(from, to));

    public void RenameNew(VirtualPath oldPath, VirtualPath newPath) => Do(FileAction.Rename, oldPath, newPath, 0, (from, to) => inner.RenameNew(from, to));

    public void CreateSymbolicLink(string target, VirtualPath path) => Do(FileAction.CreateSymbolicLink, path, (file, _) => inner.CreateSymbolicLink(target, file));

    public void CreateHardLink(VirtualPath existing, VirtualPath path, bool followLinks = false)
        => Do(FileAction.CreateHardLink, existing, path, 0, (from, to) => inner.CreateHardLink(from, to, followLinks));

    public string ReadLink(VirtualPath path) => inner.ReadLink(path);

    public void SetMode(VirtualPath path, int permissions, bool followLinks = true)
        => Do(FileAction.SetMode, path, (file, _) => inner.SetMode(file, permissions, followLinks));

    public void SetTimes(VirtualPath path, UnixTime? access, UnixTime? modify, bool followLinks = true)
        => Do(FileAction.SetTimes, path, (file, _) => inner.SetTimes(file, access, modify, followLinks));

    public void SetOwner(VirtualPath path, uint? userId, uint? groupId, bool followLinks = true)
        => Do(FileAction.SetOwner, path, (file, _) => inner.SetOwner(file, userId, groupId, followLinks));

    public void Truncate(VirtualPath path, long length)
    {
        Meter.AddWritten(0, length);
        Do(FileAction.Truncate, path, (file, _) => inner.Truncate(file, length));
    }

    public void CreateFifo(VirtualPath path, int permissions = 0x1B6) => Do(FileAction.CreateFifo, path, (file, _) => inner.CreateFifo(file, permissions));

    public VirtualPath RealPath(VirtualPath path, RealPathMode mode) => inner.RealPath(path, mode);

    public FileError Access(VirtualPath path, FileAccessRights rights) => inner.Access(path, rights);

    public FileSystemStatistics GetStatistics(VirtualPath path) => inner.GetStatistics(path);

    public void Sync() => inner.Sync();

    public HostPath? ToHost(VirtualPath path) => inner.ToHost(path);

    public VirtualPath? ToVirtual(HostPath path) => inner.ToVirtual(path);

    private GuardedFileHandle Counted(IFileHandle handle, OpenMode mode)
    {
        ExecutionMeter meter = Meter;
        try
        {
            meter.OpenFile();
        }
        catch
        {
            handle.Dispose();
            throw;
        }

        return new GuardedFileHandle(handle, meter, (mode & OpenMode.Append) != 0);
    }

    private void Do(FileAction action, VirtualPath path, Action<VirtualPath, VirtualPath> body) => Do(action, path, default, 0, body);

    private void Do(FileAction action, VirtualPath path, VirtualPath target, OpenMode mode, Action<VirtualPath, VirtualPath> body)
    {
        if (!isSeen)
        {
            body(path, target);
            return;
        }

        var file = new FileEvent { Action = action, Path = path, Target = target, Mode = mode, Time = clock.GetUtcNow(), CorrelationId = CorrelationId };
        hooks.Before(file);
        try
        {
            if (file.Denial is { } denial)
            {
                throw new SandboxDeniedException(denial.Error, path.Text, denial);
            }

            body(file.Path, file.Target);
        }
        catch (FileSystemException e)
        {
            file.Error = e.Error;
            if (e is SandboxDeniedException refused)
            {
                file.Deny(refused.Denial);
            }

            throw;
        }
        finally
        {
            file.Duration = clock.GetUtcNow() - file.Time;
            hooks.After(file);
        }
    }
}
