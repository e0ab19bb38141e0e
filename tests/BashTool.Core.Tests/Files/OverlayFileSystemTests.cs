using BashTool.Core.Files;

namespace BashTool.Core.Tests.Files;

/// <summary>Changes in memory over an empty lower.</summary>
public class OverlayFileSystemTests : FileSystemContract
{
    private readonly MemoryVolume lower = new();

    public OverlayFileSystemTests()
    {
        Lower = new MountedFileSystem(lower);
        Files = new OverlayFileSystem(lower);
    }

    protected override IFileSystem Files { get; }

    protected override VirtualPath Top => VirtualPath.Root;

    private IFileSystem Lower { get; }

    private void Below(string path, string text)
    {
        using IFileHandle handle = Lower.Open(At(path), OpenMode.Write | OpenMode.Create | OpenMode.Truncate, 0x1ED);
        handle.Write(System.Text.Encoding.UTF8.GetBytes(text));
    }

    private string LowerText(string path) => ReadAll(Lower, At(path));

    [Fact]
    public void What_is_below_is_read_and_never_written()
    {
        Lower.CreateDirectory(At("d"));
        Below("d/f", "below");
        FileMetadata before = Lower.Stat(At("d/f"))!.Value;
        Assert.Equal("below", Read("d/f"));
        using (IFileHandle handle = Files.Open(At("d/f"), OpenMode.Append))
        {
            handle.Write("+above"u8);
        }

        Assert.Equal("below+above", Read("d/f"));
        Assert.Equal("below", LowerText("d/f"));
        Assert.Equal(0x1ED, Files.Stat(At("d/f"))!.Value.Permissions);
        Write("d/f", "new");
        Assert.Equal("new", Read("d/f"));
        Files.SetMode(At("d/f"), 0x180);
        Files.RemoveFile(At("d/f"));
        Assert.Null(Files.Stat(At("d/f")));
        Assert.Empty(Names("d"));
        Assert.Equal(before, Lower.Stat(At("d/f"))!.Value);
        Write("d/f", "again");
        Assert.Equal(["f"], Names("d"));
        Assert.Equal("again", Read("d/f"));
    }

    [Fact]
    public void Listings_are_merged()
    {
        Lower.CreateDirectory(At("d"));
        Below("d/a", "");
        Below("d/b", "");
        Write("d/b", "x");
        Write("d/c", "x");
        Files.RemoveFile(At("d/a"));
        Assert.Equal(["b", "c"], Names("d"));
    }

    [Fact]
    public void A_removed_directory_stays_empty_when_it_is_made_again()
    {
        Lower.CreateDirectory(At("d"));
        Lower.CreateDirectory(At("d/sub"));
        Below("d/sub/f", "old");
        Assert.Equal(FileError.ENOTEMPTY, ErrorOf(() => Files.RemoveDirectory(At("d"))));
        Files.RemoveFile(At("d/sub/f"));
        Files.RemoveDirectory(At("d/sub"));
        Files.RemoveDirectory(At("d"));
        Assert.Null(Files.Stat(At("d")));
        Files.CreateDirectory(At("d"));
        Assert.Empty(Names("d"));
        Assert.Null(Files.Stat(At("d/sub/f")));
        Files.CreateDirectory(At("d/sub"));
        Assert.Empty(Names("d/sub"));
    }

    [Fact]
    public void A_lower_directory_is_renamed_whole()
    {
        Lower.CreateDirectory(At("d"));
        Lower.CreateDirectory(At("d/sub"));
        Below("d/sub/f", "deep");
        Below("d/gone", "");
        Lower.CreateSymbolicLink("sub/f", At("d/l"));
        Files.RemoveFile(At("d/gone"));
        Write("d/own", "mine");
        Files.Rename(At("d"), At("e"));
        Assert.Null(Files.Stat(At("d")));
        Assert.Equal(["l", "own", "sub"], Names("e"));
        Assert.Equal("deep", Read("e/l"));
        Assert.Equal(["e"], Names("/"));
        Assert.Equal("deep", LowerText("d/sub/f"));
        Files.Rename(At("e"), At("d"));
        Assert.Equal(["l", "own", "sub"], Names("d"));
    }

    [Fact]
    public void Renaming_onto_what_is_below_replaces_it()
    {
        Below("a", "A");
        Below("b", "B");
        Files.Rename(At("a"), At("b"));
        Assert.Equal("A", Read("b"));
        Assert.Equal(["b"], Names("/"));
        Files.RemoveFile(At("b"));
        Assert.Empty(Names("/"));
        Assert.Equal("B", LowerText("b"));
    }

    [Fact]
    public void A_file_may_take_the_place_of_a_directory()
    {
        Lower.CreateDirectory(At("d"));
        Files.RemoveDirectory(At("d"));
        Write("d", "file");
        Assert.Equal(FileError.ENOTDIR, Files.TryStat(At("d/x"), true, out _));
        Assert.Equal("file", Read("d"));
    }
}

/// <summary>Changes on the disk over a lower on the disk, which holds what the contract makes from the start.</summary>
public sealed class DiskOverlayFileSystemTests : FileSystemContract
{
    private readonly DiskDirectory lower = new();
    private readonly DiskDirectory upper = new();

    public DiskOverlayFileSystemTests()
    {
        // Something to look through.
        Directory.CreateDirectory(lower.Path + "/top/dir");
        Files = new OverlayFileSystem(PhysicalFileSystem.VolumeOf(lower.Host), PhysicalFileSystem.VolumeOf(upper.Host));
        Files.RemoveDirectory(VirtualPath.Parse("/top/dir"));
    }

    protected override IFileSystem Files { get; }

    protected override VirtualPath Top => VirtualPath.Parse("/top");

    protected override bool IsWindowsDisk => OperatingSystem.IsWindows();

    public override void Dispose()
    {
        Assert.Equal(["top", "top/dir"], Directory.EnumerateFileSystemEntries(lower.Path, "*", SearchOption.AllDirectories)
            .Select(entry => Path.GetRelativePath(lower.Path, entry).Replace('\\', '/')).Order(StringComparer.Ordinal));
        lower.Dispose();
        upper.Dispose();
        base.Dispose();
    }
}
