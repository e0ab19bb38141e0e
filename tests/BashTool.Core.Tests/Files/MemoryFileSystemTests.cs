using BashTool.Core.Files;

namespace BashTool.Core.Tests.Files;

/// <summary>Files in memory.</summary>
public sealed class MemoryFileSystemTests : FileSystemContract
{
    protected override IFileSystem Files { get; } = new MemoryFileSystem();

    protected override VirtualPath Top => VirtualPath.Root;

    [Fact]
    public void A_full_volume_says_so()
    {
        var files = new MemoryFileSystem(capacity: 100_000);
        using IFileHandle handle = files.Open(VirtualPath.Parse("/f"), OpenMode.Write | OpenMode.Create);
        Assert.Equal(FileError.ENOSPC, ErrorOf(() => handle.Write(new byte[200_000])));
        handle.SetLength(0);
        handle.Position = 0;
        handle.Write(new byte[50_000]);
    }

    [Fact]
    public void Permission_bits_bind_a_user()
    {
        IFileSystem files = new MountedFileSystem(new MemoryVolume { UserId = 1000, GroupId = 1000 });
        VirtualPath file = VirtualPath.Parse("/d/f");
        files.CreateDirectory(VirtualPath.Parse("/d"));
        files.Open(file, OpenMode.Write | OpenMode.Create, 0).Dispose();
        Assert.Equal(FileError.EACCES, ErrorOf(() => files.Open(file, OpenMode.Read)));
        files.SetMode(file, 0x100);
        files.Open(file, OpenMode.Read).Dispose();
        Assert.Equal(FileError.EACCES, ErrorOf(() => files.Open(file, OpenMode.Write)));
        files.SetMode(VirtualPath.Parse("/d"), 0x140);
        Assert.Equal(FileError.EACCES, ErrorOf(() => files.RemoveFile(file)));
        files.SetMode(VirtualPath.Parse("/d"), 0x180);
        Assert.Equal(FileError.EACCES, files.TryStat(file, true, out _));
    }
}
