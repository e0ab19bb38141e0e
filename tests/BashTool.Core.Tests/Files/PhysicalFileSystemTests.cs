using BashTool.Core.Files;

namespace BashTool.Core.Tests.Files;

/// <summary>A directory on the disk that goes away with the test.</summary>
public sealed class DiskDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("bashtool-test-").FullName;

    public HostPath Host => HostPath.OfThisMachine(Path);

    /// <summary>The root of the machine, or of the drive on which the directory is.</summary>
    public HostPath MachineRoot => HostPath.OfThisMachine(System.IO.Path.GetPathRoot(Path)!);

    /// <summary>The directory in a volume that begins at <see cref="MachineRoot"/>.</summary>
    public VirtualPath BelowMachineRoot => VirtualPath.Parse("/" + Path[MachineRoot.Text.Length..].Replace('\\', '/'));

    public void Dispose()
    {
        // Not with Directory.Delete, which does not find names that are no text.
        IFileSystem files = new PhysicalFileSystem(Host);
        Remove(files, VirtualPath.Root);
        Directory.Delete(Path);
    }

    private static void Remove(IFileSystem files, VirtualPath directory)
    {
        foreach (DirectoryEntry entry in files.List(directory))
        {
            VirtualPath path = directory.Combine(entry.Name);
            if (entry.Kind == FileKind.Directory)
            {
                Remove(files, path);
                files.RemoveDirectory(path);
            }
            else
            {
                files.RemoveFile(path);
            }
        }
    }
}

/// <summary>A directory of the host, confined.</summary>
public sealed class PhysicalFileSystemTests : FileSystemContract
{
    private readonly DiskDirectory disk = new();

    public PhysicalFileSystemTests() => Files = new PhysicalFileSystem(disk.Host);

    protected override IFileSystem Files { get; }

    protected override VirtualPath Top => VirtualPath.Root;

    protected override bool IsWindowsDisk => OperatingSystem.IsWindows();

    public override void Dispose()
    {
        disk.Dispose();
        base.Dispose();
    }
}

/// <summary>The same where the kernel has no openat2: part by part.</summary>
public sealed class WalkingPhysicalFileSystemTests : FileSystemContract
{
    private readonly DiskDirectory disk = new();

    public WalkingPhysicalFileSystemTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "made of openat");
        Files = new MountedFileSystem(new PhysicalVolume(disk.Host) { WalksByParts = true });
    }

    protected override IFileSystem Files { get; }

    protected override VirtualPath Top => VirtualPath.Root;

    protected override bool IsWindowsDisk => OperatingSystem.IsWindows();

    public override void Dispose()
    {
        disk.Dispose();
        base.Dispose();
    }
}

/// <summary>The whole machine, unrestricted.</summary>
public sealed class UnrestrictedFileSystemTests : FileSystemContract
{
    private readonly DiskDirectory disk = new();

    public UnrestrictedFileSystemTests() => Files = new PhysicalFileSystem(disk.MachineRoot, unrestricted: true);

    protected override IFileSystem Files { get; }

    protected override VirtualPath Top => disk.BelowMachineRoot;

    protected override bool IsWindowsDisk => OperatingSystem.IsWindows();

    public override void Dispose()
    {
        disk.Dispose();
        base.Dispose();
    }
}

/// <summary>The whole machine, read directly and written confined, as a session does.</summary>
public sealed class SessionLikeFileSystemTests : FileSystemContract
{
    private readonly DiskDirectory disk = new();

    public SessionLikeFileSystemTests()
    {
        Volume volume = PhysicalFileSystem.VolumeOf(disk.MachineRoot, LinkTrust.Reading);
        Files = new MountedFileSystem(
        [
            new Mount(VirtualPath.Root, volume, writeDenial: new AccessDenial("BT-FS-000", "test", "")),
            new Mount(disk.BelowMachineRoot, volume, disk.BelowMachineRoot.Text),
        ]);
    }

    protected override IFileSystem Files { get; }

    protected override VirtualPath Top => disk.BelowMachineRoot;

    protected override bool IsWindowsDisk => OperatingSystem.IsWindows();

    public override void Dispose()
    {
        disk.Dispose();
        base.Dispose();
    }
}
