using BashTool.Core.Files;

namespace BashTool.Core.Tests.Files;

/// <summary>A directory of the host mounted deep in a frame in memory.</summary>
public sealed class MountedFileSystemTests : FileSystemContract
{
    private readonly DiskDirectory disk = new();

    public MountedFileSystemTests()
    {
        Directory.CreateDirectory(Path.Combine(disk.Path, "in/side"));
        Files = new MountedFileSystem(
        [
            new Mount(VirtualPath.Root, new MemoryVolume()),
            new Mount(VirtualPath.Parse("/mnt/disk"), PhysicalFileSystem.VolumeOf(disk.Host), "in/side"),
            new Mount(VirtualPath.Parse("/mnt/memory"), new MemoryVolume()),
        ]);
    }

    protected override IFileSystem Files { get; }

    protected override VirtualPath Top => VirtualPath.Parse("/mnt/disk");

    protected override bool IsWindowsDisk => OperatingSystem.IsWindows();

    public override void Dispose()
    {
        disk.Dispose();
        base.Dispose();
    }

    [Fact]
    public void Mount_points_are_seen_in_their_parents()
    {
        Assert.Equal(["mnt"], Names("/"));
        Assert.Equal(["disk", "memory"], Names("/mnt"));
        Assert.True(Files.Stat(VirtualPath.Parse("/mnt"))!.Value.IsDirectory);
    }

    [Fact]
    public void Links_lead_from_mount_to_mount()
    {
        Write("f", "on disk");
        Files.CreateSymbolicLink("../disk/f", VirtualPath.Parse("/mnt/memory/l"));
        Files.CreateSymbolicLink("/mnt/memory/l", VirtualPath.Parse("/again"));
        Assert.Equal("on disk", Read("/again"));
        Assert.Equal("on disk", Read("/mnt/memory/../disk/f"));
        Assert.Equal(At("f"), Files.RealPath(VirtualPath.Parse("/again"), RealPathMode.AllExist));
    }

    [Fact]
    public void Nothing_is_renamed_or_linked_between_mounts()
    {
        Write("f", "");
        Assert.Equal(FileError.EXDEV, ErrorOf(() => Files.Rename(At("f"), VirtualPath.Parse("/mnt/memory/f"))));
        Assert.Equal(FileError.EXDEV, ErrorOf(() => Files.CreateHardLink(At("f"), VirtualPath.Parse("/mnt/memory/f"))));
        Assert.Equal(FileError.EBUSY, ErrorOf(() => Files.Rename(Top, VirtualPath.Parse("/x"))));
        Assert.Equal(FileError.EBUSY, ErrorOf(() => Files.RemoveDirectory(Top)));
        Assert.Equal(FileError.EEXIST, ErrorOf(() => Files.CreateDirectory(VirtualPath.Parse("/mnt"))));
    }

    [Fact]
    public void Paths_translate_to_the_host_and_back()
    {
        Write("f", "");
        HostPath host = HostPath.OfThisMachine(Path.Combine(disk.Path, "in", "side", "f"));
        Assert.Equal(host, Files.ToHost(At("f")));
        Assert.Equal(At("f"), Files.ToVirtual(host));
        Assert.Equal(Top, Files.ToVirtual(host.Parent));
        Assert.Null(Files.ToVirtual(disk.Host));
        Assert.Null(Files.ToHost(VirtualPath.Parse("/mnt/memory/x")));
    }

    [Fact]
    public void A_link_translates_to_where_it_leads()
    {
        Write("f", "");
        Files.CreateSymbolicLink("f", At("l"));
        Assert.Equal(Files.ToHost(At("f")), Files.ToHost(At("l")));
    }
}
