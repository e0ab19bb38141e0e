using BashTool.Core.Files;
using BashTool.Core.Sandbox;
using BashTool.Core.Tests.Files;

namespace BashTool.Core.Tests.Sandbox;

public sealed class NetworkSharesTests
{
    private readonly List<string> opened = [];
    private readonly MountedFileSystem files;

    public NetworkSharesTests()
    {
        var shares = new NetworkShares(
            share =>
            {
                opened.Add(share.Text);
                return share.Text == @"\\server\share" ? new MemoryVolume() : throw new FileSystemException(FileError.ENOENT, share.Text);
            },
            null);
        files = new MountedFileSystem([new Mount(VirtualPath.Root, new MemoryVolume())]) { MountOnDemand = shares.Find };
    }

    [Fact]
    public void A_share_is_mounted_when_a_path_names_it()
    {
        using (IFileHandle handle = files.Open(VirtualPath.Parse("/unc/server/share/f"), OpenMode.Write | OpenMode.Create))
        {
            handle.Write("there"u8);
        }

        Assert.Equal("there", FileSystemContract.ReadAll(files, VirtualPath.Parse("/unc/server/share/f")));
        Assert.Equal([@"\\server\share"], opened);
        Assert.Contains(files.List(VirtualPath.Parse("/unc/server")), static entry => entry.Name == "share");
        Assert.Contains(files.Mounts, static mount => mount.At.Text == "/unc/server/share");
    }

    [Fact]
    public void What_cannot_be_reached_is_not_there_and_asked_for_once()
    {
        Assert.Null(files.Stat(VirtualPath.Parse("/unc/server/none/f")));
        Assert.Null(files.Stat(VirtualPath.Parse("/unc/server/NONE")));
        Assert.Equal([@"\\server\none"], opened);
    }

    [Theory]
    [InlineData("/unc")]
    [InlineData("/unc/server")]
    [InlineData("/uncle/server/share")]
    [InlineData("/x/unc/server/share")]
    [InlineData("/unc/server/con/x")]
    public void Other_paths_call_on_nobody(string path)
    {
        Assert.Null(files.Stat(VirtualPath.Parse(path)));
        Assert.Empty(opened);
    }
}
