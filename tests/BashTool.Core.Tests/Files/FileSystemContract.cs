using System.Text;
using BashTool.Core.Files;

namespace BashTool.Core.Tests.Files;

/// <summary>What every kind of file system does alike. Each kind runs it in a directory of its own.</summary>
public abstract class FileSystemContract : IDisposable
{
    protected abstract IFileSystem Files { get; }

    /// <summary>An empty directory that may be written.</summary>
    protected abstract VirtualPath Top { get; }

    /// <summary>Whether the files are those of a Windows disk, which has no modes, no fifos, and rules for names.</summary>
    protected virtual bool IsWindowsDisk => false;

    public virtual void Dispose() => GC.SuppressFinalize(this);

    protected VirtualPath At(string path) => Top.Combine(path);

    protected void Write(string path, string text)
    {
        using IFileHandle handle = Files.Open(At(path), OpenMode.Write | OpenMode.Create | OpenMode.Truncate, 0x1A4);
        handle.Write(Encoding.UTF8.GetBytes(text));
    }

    protected string Read(string path) => ReadAll(Files, At(path));

    internal static string ReadAll(IFileSystem files, VirtualPath path)
    {
        using IFileHandle handle = files.Open(path, OpenMode.Read);
        var buffer = new byte[4096];
        var text = new StringBuilder();
        int count;
        while ((count = handle.Read(buffer)) > 0)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    protected string[] Names(string path) => [.. Files.List(At(path)).Select(static entry => entry.Name).Order(StringComparer.Ordinal)];

    protected static FileError ErrorOf(Action action) => Assert.Throws<FileSystemException>(action).Error;

    [Fact]
    public void What_was_written_is_read()
    {
        Write("f", "hello");
        Assert.Equal("hello", Read("f"));
        FileMetadata metadata = Files.Stat(At("f"))!.Value;
        Assert.Equal(5, metadata.Size);
        Assert.Equal(FileKind.Regular, metadata.Kind);
        Assert.Equal(0x1A4, metadata.Permissions);
        Assert.Equal(1, metadata.LinkCount);
    }

    [Fact]
    public void Nothing_is_null_for_stat_and_an_error_for_open()
    {
        Assert.Null(Files.Stat(At("none")));
        Assert.Null(Files.Stat(At("none/below")));
        Assert.Equal(FileError.ENOENT, Files.TryStat(At("none"), true, out _));
        Assert.Equal(FileError.ENOENT, ErrorOf(() => Files.Open(At("none"), OpenMode.Read)));
        Assert.Equal(FileError.ENOENT, Files.TryOpen(At("none"), OpenMode.Read, 0, out _));
        Assert.Equal(FileError.ENOENT, ErrorOf(() => Files.Open(At("no/dir"), OpenMode.Write | OpenMode.Create)));
        Assert.Equal(FileError.ENOENT, Files.TryStat(VirtualPath.Empty, true, out _));
    }

    [Fact]
    public void Append_goes_to_the_end()
    {
        Write("f", "one");
        using (IFileHandle handle = Files.Open(At("f"), OpenMode.Append))
        {
            handle.Write("two"u8);
            handle.Position = 0;
            handle.Write("three"u8);
        }

        Assert.Equal("onetwothree", Read("f"));
    }

    [Fact]
    public void Create_new_refuses_what_is_there()
    {
        Write("f", "");
        Assert.Equal(FileError.EEXIST, ErrorOf(() => Files.Open(At("f"), OpenMode.Write | OpenMode.CreateNew)));
        Files.CreateDirectory(At("d"));
        Assert.Equal(FileError.EEXIST, ErrorOf(() => Files.Open(At("d"), OpenMode.Write | OpenMode.CreateNew)));
    }

    [Fact]
    public void Create_new_refuses_a_dangling_link()
    {
        Files.CreateSymbolicLink("nowhere", At("dangling"));
        Assert.Equal(FileError.EEXIST, ErrorOf(() => Files.Open(At("dangling"), OpenMode.Write | OpenMode.CreateNew)));
    }

    [Fact]
    public void Creating_through_a_dangling_link_makes_its_target()
    {
        Files.CreateDirectory(At("d"));
        Files.CreateSymbolicLink("d/target", At("link"));
        Write("link", "x");
        Assert.Equal("x", Read("d/target"));
        Assert.Equal(FileKind.SymbolicLink, Files.Stat(At("link"), followLinks: false)!.Value.Kind);
    }

    [Fact]
    public void Truncate_and_seek_and_positioned_access()
    {
        Write("f", "0123456789");
        using (IFileHandle handle = Files.Open(At("f"), OpenMode.ReadWrite))
        {
            Assert.True(handle.CanSeek);
            Assert.Equal(10, handle.Length);
            Assert.Equal(7, handle.Seek(-3, SeekOrigin.End));
            var buffer = new byte[8];
            Assert.Equal(3, handle.Read(buffer));
            Assert.Equal(0, handle.Read(buffer));
            Assert.Equal(8, handle.ReadAt(1, buffer));
            Assert.Equal("12345678"u8.ToArray(), buffer);
            handle.WriteAt(2, "ab"u8);
            Assert.Equal(10, handle.Position);
            handle.SetLength(4);
            handle.Position = 6;
            handle.Write("z"u8);
        }

        Assert.Equal("01ab\0\0z", Read("f"));
        Files.Truncate(At("f"), 2);
        Assert.Equal("01", Read("f"));
        Files.Truncate(At("f"), 3);
        Assert.Equal("01\0", Read("f"));
    }

    [Fact]
    public void A_hole_reads_as_zeros()
    {
        using IFileHandle handle = Files.Open(At("f"), OpenMode.ReadWrite | OpenMode.Create);
        handle.WriteAt(200_000, "x"u8);
        var buffer = new byte[100];
        Assert.Equal(100, handle.ReadAt(100_000, buffer));
        Assert.All(buffer, static b => Assert.Equal(0, b));
        Assert.Equal(200_001, handle.Length);
        Assert.Equal(1, handle.ReadAt(200_000, buffer));
        Assert.Equal((byte)'x', buffer[0]);
    }

    [Fact]
    public void A_big_file_survives()
    {
        var data = new byte[300_000];
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = (byte)(i * 31 >> 3);
        }

        using (IFileHandle handle = Files.Open(At("f"), OpenMode.Write | OpenMode.Create))
        {
            for (int i = 0; i < data.Length; i += 7_000)
            {
                handle.Write(data.AsSpan(i, Math.Min(7_000, data.Length - i)));
            }
        }

        using IFileHandle reader = Files.Open(At("f"), OpenMode.Read);
        var back = new byte[data.Length];
        int done = 0, count;
        while ((count = reader.Read(back.AsSpan(done))) > 0)
        {
            done += count;
        }

        Assert.Equal(data, back);
    }

    [Fact]
    public void Rights_of_the_handle_are_kept()
    {
        Write("f", "x");
        using IFileHandle reader = Files.Open(At("f"), OpenMode.Read);
        using IFileHandle writer = Files.Open(At("f"), OpenMode.Write);
        Assert.Equal(FileError.EBADF, ErrorOf(() => reader.Write("y"u8)));
        Assert.Equal(FileError.EBADF, ErrorOf(() => writer.Read(new byte[1])));
    }

    [Fact]
    public void Directories_are_made_listed_and_removed()
    {
        Files.CreateDirectory(At("d"), 0x1C0);
        Assert.Equal(IsWindowsDisk ? 0x1ED : 0x1C0, Files.Stat(At("d"))!.Value.Permissions);
        Write("d/b", "");
        Write("d/a", "");
        Files.CreateDirectory(At("d/c"));
        Assert.Equal(["a", "b", "c"], Names("d"));
        Dictionary<string, FileKind> kinds = Files.List(At("d")).ToDictionary(static e => e.Name, static e => e.Kind);
        Assert.Equal(FileKind.Regular, kinds["a"]);
        Assert.Equal(FileKind.Directory, kinds["c"]);
        Assert.Equal(FileError.EEXIST, ErrorOf(() => Files.CreateDirectory(At("d"))));
        Assert.Equal(FileError.EEXIST, ErrorOf(() => Files.CreateDirectory(At("d/a"))));
        Assert.Equal(FileError.ENOENT, ErrorOf(() => Files.CreateDirectory(At("x/y"))));
        Assert.Equal(FileError.ENOTDIR, ErrorOf(() => Files.CreateDirectory(At("d/a/y"))));
        Assert.Equal(FileError.ENOTEMPTY, ErrorOf(() => Files.RemoveDirectory(At("d"))));
        Assert.Equal(FileError.ENOTDIR, ErrorOf(() => Files.RemoveDirectory(At("d/a"))));
        Assert.Equal(FileError.EISDIR, ErrorOf(() => Files.RemoveFile(At("d"))));
        Files.RemoveFile(At("d/a"));
        Files.RemoveFile(At("d/b"));
        Files.RemoveDirectory(At("d/c/"));
        Files.RemoveDirectory(At("d"));
        Assert.Equal(FileError.ENOENT, ErrorOf(() => Files.List(At("d"))));
        Write("f", "");
        Assert.Equal(FileError.ENOTDIR, ErrorOf(() => Files.List(At("f"))));
    }

    [Fact]
    public void Opening_a_directory_reads_but_does_not_write()
    {
        Files.CreateDirectory(At("d"));
        Assert.Equal(FileError.EISDIR, ErrorOf(() => Files.Open(At("d"), OpenMode.Write)));
        Assert.Equal(FileError.EISDIR, ErrorOf(() => Files.Open(At("d"), OpenMode.Write | OpenMode.Create | OpenMode.Truncate)));
        using IFileHandle handle = Files.Open(At("d"), OpenMode.Read);
        Assert.Equal(FileError.EISDIR, ErrorOf(() => handle.Read(new byte[1])));
        Write("f", "");
        Assert.Equal(FileError.ENOTDIR, ErrorOf(() => Files.Open(At("f"), OpenMode.Read | OpenMode.Directory)));
    }

    [Fact]
    public void A_big_directory_is_listed_whole()
    {
        Files.CreateDirectory(At("d"));
        string stem = new('n', 200);
        for (int i = 0; i < 200; i++)
        {
            Files.Open(At($"d/{stem}{i}"), OpenMode.Write | OpenMode.Create).Dispose();
        }

        Assert.Equal(200, Names("d").Distinct().Count());
    }

    [Fact]
    public void Links_are_followed_and_read()
    {
        Files.CreateDirectory(At("d"));
        Write("d/f", "text");
        Files.CreateSymbolicLink("d", At("dl"));
        Files.CreateSymbolicLink("dl/f", At("fl"));
        Files.CreateSymbolicLink(At("d/f").Text, At("abs"));
        Assert.Equal("text", Read("dl/f"));
        Assert.Equal("text", Read("fl"));
        Assert.Equal("text", Read("abs"));
        Assert.Equal("dl/f", Files.ReadLink(At("fl")));
        Assert.Equal(4, Files.Stat(At("fl"))!.Value.Size);
        Assert.Equal(4, Files.Stat(At("fl"), followLinks: false)!.Value.Size);
        Assert.Equal(FileKind.SymbolicLink, Files.Stat(At("dl"), followLinks: false)!.Value.Kind);
        Assert.Equal(FileKind.Directory, Files.Stat(At("dl/"), followLinks: false)!.Value.Kind);
        Assert.Equal(["f"], Names("dl"));
        Assert.Equal(FileError.EINVAL, ErrorOf(() => Files.ReadLink(At("d/f"))));
        Assert.Equal(FileError.EINVAL, ErrorOf(() => Files.ReadLink(At("d"))));
        Assert.Equal(FileError.EINVAL, ErrorOf(() => Files.ReadLink(At("dl/"))));
        Assert.Equal(FileError.ELOOP, ErrorOf(() => Files.Open(At("fl"), OpenMode.Read | OpenMode.NoFollow)));
        Files.RemoveFile(At("dl"));
        Assert.Equal(FileError.ENOTDIR, ErrorOf(() => Files.RemoveDirectory(At("abs"))));
    }

    [Fact]
    public void Links_are_listed_and_removed_as_links()
    {
        Files.CreateDirectory(At("d"));
        Write("d/a", "");
        Files.CreateSymbolicLink("a", At("d/l"));
        Assert.Equal(FileKind.SymbolicLink, Files.List(At("d")).Single(static e => e.Name == "l").Kind);
        Files.RemoveFile(At("d/l"));
        Assert.Equal(["a"], Names("d"));
    }

    [Fact]
    public void A_parent_reference_is_resolved_by_what_is_there()
    {
        Files.CreateDirectory(At("a"));
        Files.CreateDirectory(At("a/b"));
        Write("f", "lexical");
        Assert.Equal("lexical", Read("a/../f"));
        Assert.Equal("lexical", Read("a/b/../../f"));
        Assert.Equal(FileError.ENOENT, ErrorOf(() => Files.Open(At("none/../f"), OpenMode.Read)));
        Assert.Equal(FileError.ENOTDIR, ErrorOf(() => Files.Open(At("f/../f"), OpenMode.Read)));
        Assert.Equal(At("a"), Files.RealPath(At("a/b/.."), RealPathMode.AllExist));
    }

    [Fact]
    public void A_parent_reference_after_a_link_is_the_targets_parent()
    {
        Files.CreateDirectory(At("a"));
        Files.CreateDirectory(At("a/b"));
        Write("a/f", "physical");
        Write("f", "lexical");
        Files.CreateSymbolicLink("a/b", At("l"));
        Assert.Equal("physical", Read("l/../f"));
        Assert.Equal(At("a"), Files.RealPath(At("l/.."), RealPathMode.AllExist));
    }

    [Fact]
    public void Link_loops_end()
    {
        Files.CreateSymbolicLink("y", At("x"));
        Files.CreateSymbolicLink("x", At("y"));
        Files.CreateSymbolicLink("self/below", At("self"));
        Assert.Equal(FileError.ELOOP, Files.TryStat(At("x"), true, out _));
        Assert.Equal(FileError.ELOOP, Files.TryStat(At("self"), true, out _));
        Assert.Equal(FileError.ELOOP, ErrorOf(() => Files.Open(At("x/f"), OpenMode.Read)));
        Assert.Equal(FileError.None, Files.TryStat(At("x"), false, out _));
        Assert.Equal(FileError.ELOOP, ErrorOf(() => Files.RealPath(At("x"), RealPathMode.AnyMayBeMissing)));
    }

    [Fact]
    public void Forty_links_are_followed_and_no_more()
    {
        Write("l0", "end");
        for (int i = 1; i <= 41; i++)
        {
            Files.CreateSymbolicLink($"l{i - 1}", At($"l{i}"));
        }

        Assert.Equal("end", Read("l40"));
        Assert.Equal(FileError.ELOOP, ErrorOf(() => Files.Open(At("l41"), OpenMode.Read)));
    }

    [Fact]
    public void A_trailing_slash_asks_for_a_directory()
    {
        Write("f", "");
        Files.CreateDirectory(At("d"));
        Assert.Equal(FileError.ENOTDIR, Files.TryStat(At("f/"), true, out _));
        Assert.Equal(FileError.ENOTDIR, ErrorOf(() => Files.Open(At("f/"), OpenMode.Read)));
        Assert.Equal(FileError.ENOTDIR, ErrorOf(() => Files.RemoveFile(At("f/"))));
        Assert.Equal(FileError.EISDIR, ErrorOf(() => Files.Open(At("new/"), OpenMode.Write | OpenMode.Create)));
        Assert.Equal(FileError.ENOTDIR, ErrorOf(() => Files.Rename(At("f"), At("g/"))));
        Files.Rename(At("d/"), At("e/"));
        Assert.NotNull(Files.Stat(At("e")));
        Files.CreateDirectory(At("n/"));
        Assert.NotNull(Files.Stat(At("n/.")));
    }

    [Fact]
    public void Rename_replaces_what_may_be_replaced()
    {
        Write("a", "A");
        Write("b", "B");
        Files.Rename(At("a"), At("b"));
        Assert.Equal("A", Read("b"));
        Assert.Null(Files.Stat(At("a")));
        Assert.Equal(FileError.ENOENT, ErrorOf(() => Files.Rename(At("a"), At("c"))));
        Files.CreateDirectory(At("d"));
        Write("d/x", "X");
        Files.CreateDirectory(At("empty"));
        Files.CreateDirectory(At("full"));
        Write("full/y", "");
        Assert.Equal(FileError.EISDIR, ErrorOf(() => Files.Rename(At("b"), At("d"))));
        Assert.Equal(FileError.ENOTDIR, ErrorOf(() => Files.Rename(At("d"), At("b"))));
        Assert.Equal(FileError.ENOTEMPTY, ErrorOf(() => Files.Rename(At("d"), At("full"))));
        Assert.Equal(FileError.EINVAL, ErrorOf(() => Files.Rename(At("d"), At("d/sub"))));
        Files.Rename(At("d"), At("empty"));
        Assert.Equal("X", Read("empty/x"));
        Assert.Null(Files.Stat(At("d")));
        Assert.Equal(FileError.EEXIST, ErrorOf(() => Files.RenameNew(At("b"), At("full"))));
        Assert.Equal(FileError.EEXIST, ErrorOf(() => Files.RenameNew(At("b"), At("empty/x"))));
        Files.RenameNew(At("b"), At("free"));
        Assert.Equal("A", Read("free"));
    }

    [Fact]
    public void Rename_moves_a_link_and_not_its_target()
    {
        Write("f", "F");
        Files.CreateSymbolicLink("f", At("l"));
        Files.Rename(At("l"), At("m"));
        Assert.Equal("f", Files.ReadLink(At("m")));
        Write("g", "G");
        Files.Rename(At("g"), At("m"));
        Assert.Equal("F", Read("f"));
        Assert.Equal("G", Read("m"));
    }

    [Fact]
    public void Hard_links_are_one_file()
    {
        Write("a", "one");
        Files.CreateHardLink(At("a"), At("b"));
        Write("b", "two");
        Assert.Equal("two", Read("a"));
        FileMetadata a = Files.Stat(At("a"))!.Value, b = Files.Stat(At("b"))!.Value;
        Assert.True(a.IsSameFileAs(b));
        Assert.Equal(2, a.LinkCount);
        Files.RemoveFile(At("a"));
        Assert.Equal("two", Read("b"));
        Assert.Equal(1, Files.Stat(At("b"))!.Value.LinkCount);
        Assert.Equal(FileError.EEXIST, ErrorOf(() => Files.CreateHardLink(At("b"), At("b"))));
        Files.CreateDirectory(At("d"));
        Assert.Equal(FileError.EPERM, ErrorOf(() => Files.CreateHardLink(At("d"), At("d2"))));
    }

    [Fact]
    public void A_hard_link_to_a_link_is_the_link_or_its_target()
    {
        Write("b", "");
        Files.CreateSymbolicLink("b", At("l"));
        Files.CreateHardLink(At("l"), At("l2"));
        Assert.Equal("b", Files.ReadLink(At("l2")));
        Files.CreateHardLink(At("l"), At("b2"), followLinks: true);
        Assert.Equal(FileKind.Regular, Files.Stat(At("b2"), false)!.Value.Kind);
    }

    [Fact]
    public void Modes_are_set()
    {
        Assert.SkipWhen(IsWindowsDisk, "Windows has no modes");
        Write("f", "");
        Files.SetMode(At("f"), 0xDED);
        Assert.Equal(0xDED, Files.Stat(At("f"))!.Value.Permissions);
        Files.CreateSymbolicLink("f", At("l"));
        Files.SetMode(At("l"), 0x180);
        Assert.Equal(0x180, Files.Stat(At("f"))!.Value.Permissions);
    }

    [Fact]
    public void A_file_is_read_only_or_not()
    {
        Write("f", "");
        Files.SetMode(At("f"), 0x124);
        Assert.Equal(0x124, Files.Stat(At("f"))!.Value.Permissions);
        Files.SetMode(At("f"), 0x1A4);
        Assert.Equal(0x1A4, Files.Stat(At("f"))!.Value.Permissions);
        Write("f", "written again");
        Files.SetMode(At("f"), 0x124);
        Files.Rename(At("f"), At("g"));
        Write("h", "");
        Files.Rename(At("h"), At("g"));
        Files.SetMode(At("g"), 0x124);
        Files.RemoveFile(At("g"));
        Assert.Null(Files.Stat(At("g")));
    }

    [Fact]
    public void Times_are_set()
    {
        Write("f", "");
        int grain = IsWindowsDisk ? 100 : 1;
        var access = new UnixTime(1_000_000_000, 123_456_789 / grain * grain);
        var modify = new UnixTime(-5, 999_999_999 / grain * grain);
        Files.SetTimes(At("f"), access, modify);
        FileMetadata metadata = Files.Stat(At("f"))!.Value;
        Assert.Equal(access, metadata.AccessTime);
        Assert.Equal(modify, metadata.ModifyTime);
        Files.SetTimes(At("f"), null, access);
        metadata = Files.Stat(At("f"))!.Value;
        Assert.Equal(access, metadata.AccessTime);
        Assert.Equal(access, metadata.ModifyTime);
        Files.SetTimes(At("f"), UnixTime.FileSystemNow, UnixTime.FileSystemNow);
        Assert.True(Files.Stat(At("f"))!.Value.ModifyTime > access);
    }

    [Fact]
    public void Times_of_a_link_are_its_own()
    {
        var early = new UnixTime(1_000_000_000, 0);
        var late = new UnixTime(1_500_000_000, 0);
        Write("f", "");
        Files.CreateSymbolicLink("f", At("l"));
        Files.SetTimes(At("f"), early, early);
        Files.SetTimes(At("l"), late, late, followLinks: false);
        Assert.Equal(late, Files.Stat(At("l"), false)!.Value.ModifyTime);
        Assert.Equal(early, Files.Stat(At("f"))!.Value.ModifyTime);
    }

    [Fact]
    public void The_mode_given_is_the_mode_made()
    {
        Assert.SkipWhen(IsWindowsDisk, "Windows has no modes");
        Files.Open(At("f"), OpenMode.Write | OpenMode.Create, 0x1B6).Dispose();
        Assert.Equal(0x1B6, Files.Stat(At("f"))!.Value.Permissions);
        Files.CreateDirectory(At("d"), 0x1FF);
        Assert.Equal(0x1FF, Files.Stat(At("d"))!.Value.Permissions);
        Files.Open(At("f"), OpenMode.Write | OpenMode.Create, 0x180).Dispose();
        Assert.Equal(0x1B6, Files.Stat(At("f"))!.Value.Permissions);
    }

    [Fact]
    public void Access_tells_what_may_be_done()
    {
        Write("f", "");
        Files.SetMode(At("f"), 0x1A4);
        Assert.Equal(FileError.None, Files.Access(At("f"), FileAccessRights.Read | FileAccessRights.Write));
        Assert.Equal(FileError.EACCES, Files.Access(At("f"), FileAccessRights.Execute));
        Assert.Equal(FileError.ENOENT, Files.Access(At("none"), FileAccessRights.Exists));
        string program = IsWindowsDisk ? "p.exe" : "p";
        Write(program, "");
        Files.SetMode(At(program), 0x1ED);
        Assert.Equal(FileError.None, Files.Access(At(program), FileAccessRights.Execute));
    }

    [Fact]
    public void Access_through_a_link_is_its_targets()
    {
        string program = IsWindowsDisk ? "p.exe" : "p";
        Write(program, "");
        Files.SetMode(At(program), 0x1ED);
        Files.CreateSymbolicLink(program, At("l"));
        Assert.Equal(FileError.None, Files.Access(At("l"), FileAccessRights.Execute));
    }

    [Fact]
    public void Real_paths_may_end_in_what_is_missing()
    {
        Files.CreateDirectory(At("a"));
        Write("a/f", "");
        Assert.Equal(At("a/f"), Files.RealPath(At("./a/../a/f"), RealPathMode.AllExist));
        Assert.Equal(At("a/new"), Files.RealPath(At("a/new"), RealPathMode.LastMayBeMissing));
        Assert.Equal(At("a/x/y"), Files.RealPath(At("a/x/y"), RealPathMode.AnyMayBeMissing));
        Assert.Equal(At("a/y"), Files.RealPath(At("a/x/../y"), RealPathMode.AnyMayBeMissing));
        Assert.Equal(FileError.ENOENT, ErrorOf(() => Files.RealPath(At("a/new"), RealPathMode.AllExist)));
        Assert.Equal(FileError.ENOENT, ErrorOf(() => Files.RealPath(At("a/x/y"), RealPathMode.LastMayBeMissing)));
        Assert.Equal(FileError.ENOTDIR, ErrorOf(() => Files.RealPath(At("a/f/"), RealPathMode.AllExist)));
    }

    [Fact]
    public void Real_paths_resolve_links()
    {
        Files.CreateDirectory(At("a"));
        Write("a/f", "");
        Files.CreateSymbolicLink("a", At("l"));
        Files.CreateSymbolicLink("missing", At("dangling"));
        Assert.Equal(At("a/f"), Files.RealPath(At("l/f"), RealPathMode.AllExist));
        Assert.Equal(At("a/new"), Files.RealPath(At("l/new"), RealPathMode.LastMayBeMissing));
        Assert.Equal(At("missing"), Files.RealPath(At("dangling"), RealPathMode.LastMayBeMissing));
        Assert.Equal(At("a/x/y"), Files.RealPath(At("l/x/y"), RealPathMode.AnyMayBeMissing));
        Assert.Equal(At("a/y"), Files.RealPath(At("l/x/../y"), RealPathMode.AnyMayBeMissing));
        Assert.Equal(FileError.ENOENT, ErrorOf(() => Files.RealPath(At("l/new"), RealPathMode.AllExist)));
        Assert.Equal(FileError.ENOENT, ErrorOf(() => Files.RealPath(At("l/x/y"), RealPathMode.LastMayBeMissing)));
        Assert.Equal(FileError.ENOTDIR, ErrorOf(() => Files.RealPath(At("a/f/"), RealPathMode.AllExist)));
    }

    [Fact]
    public void Names_of_bytes_that_are_not_text_survive()
    {
        string name = "a\uDCFFb\uDC80 é€😀" + (IsWindowsDisk ? "" : "\n\\:?");
        var path = VirtualPath.Parse(Top.Text.TrimEnd('/') + "/" + name);
        using (IFileHandle handle = Files.Open(path, OpenMode.Write | OpenMode.Create, 0x1A4))
        {
            handle.Write("x"u8);
        }

        Assert.Equal([name], Names("."));
        Assert.Equal("x", ReadAll(Files, path));
    }

    [Fact]
    public void A_link_leads_to_a_name_that_is_not_text()
    {
        string name = "a\uDCFFb\uDC80 é€😀";
        Write(name, "x");
        Files.CreateSymbolicLink(name, At("l"));
        Assert.Equal(name, Files.ReadLink(At("l")));
        Assert.Equal("x", Read("l"));
    }

    [Fact]
    public void Names_have_at_most_255_bytes_or_characters()
    {
        Write(new string('n', 255), "x");
        Assert.Equal(FileError.ENAMETOOLONG, Files.TryStat(At(new string('n', 256)), true, out _));
        Assert.Equal(FileError.ENAMETOOLONG, ErrorOf(() => Files.Open(At(new string('é', IsWindowsDisk ? 256 : 128)), OpenMode.Write | OpenMode.Create)));
    }

    [Fact]
    public void A_removed_file_lives_while_it_is_open()
    {
        Write("f", "still here");
        using IFileHandle handle = Files.Open(At("f"), OpenMode.Read);
        Files.RemoveFile(At("f"));
        var buffer = new byte[5];
        Assert.Equal(5, handle.Read(buffer));
        Assert.Equal("still"u8.ToArray(), buffer);
        Assert.Equal(0, handle.GetMetadata().LinkCount);
    }

    [Fact]
    public void A_fifo_joins_two_ends()
    {
        Assert.SkipWhen(IsWindowsDisk, "Windows has no fifos");
        Files.CreateFifo(At("p"), 0x180);
        Assert.Equal(FileKind.Fifo, Files.Stat(At("p"))!.Value.Kind);
        var writer = new Thread(() =>
        {
            using IFileHandle handle = Files.Open(At("p"), OpenMode.Write);
            handle.Write("through"u8);
        });
        writer.Start();
        Assert.Equal("through", Read("p"));
        writer.Join();
        Assert.Equal(FileError.ENXIO, ErrorOf(() => Files.Open(At("p"), OpenMode.Write | OpenMode.NonBlocking)));
        using var cancelled = new CancellationTokenSource(1);
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            using IFileHandle handle = Files.Open(At("p"), OpenMode.Write, 0, cancelled.Token);
        });
    }

    [Fact]
    public void A_directory_counts_its_entries()
    {
        Files.CreateDirectory(At("d"));
        Assert.Equal(FileError.ENOTEMPTY, ErrorOf(() => Files.RemoveDirectory(At("d/.."))));
        Assert.True(Files.GetStatistics(At("d")).BlockSize > 0);
    }
}
