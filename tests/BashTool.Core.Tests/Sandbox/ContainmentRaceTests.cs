using System.Diagnostics;
using System.Globalization;
using System.Text;
using BashTool.Core.Files;
using BashTool.Core.Tests.Files;

namespace BashTool.Core.Tests.Sandbox;

/// <summary>
/// While somebody swaps a directory for a link to the outside and back, everything is done through it: nothing outside is
/// read or changed. A second each; BASHTOOL_RACE_SECONDS makes it longer.
/// </summary>
public sealed class ContainmentRaceTests : IDisposable
{
    private const string Secret = "TOP-SECRET-CONTENT";

    private readonly DiskDirectory disk = new();

    private string Home => disk.Path + "/home";

    private string Outside => disk.Path + "/outside";

    public void Dispose() => disk.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_directory_swapped_for_a_link_leads_nowhere(bool walksByParts)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "makes links freely");
        Directory.CreateDirectory(Home + "/real/sub");
        Directory.CreateDirectory(Home + "/box");
        Directory.CreateDirectory(Outside + "/sub");
        File.WriteAllText(Outside + "/secret", Secret);
        File.WriteAllText(Outside + "/victim", Secret);
        File.WriteAllText(Outside + "/sub/secret", Secret);
        File.WriteAllText(Home + "/real/secret", "inside");
        string before = Picture();
        double seconds = double.Parse(Environment.GetEnvironmentVariable("BASHTOOL_RACE_SECONDS") ?? "1", CultureInfo.InvariantCulture);
        IFileSystem files = new MountedFileSystem(new PhysicalVolume(HostPath.OfThisMachine(Home)) { WalksByParts = walksByParts });
        using var stop = new CancellationTokenSource();
        long swaps = 0;
        var attacker = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Directory.Move(Home + "/real", Home + "/away");
                File.CreateSymbolicLink(Home + "/real", Outside);
                swaps++;
                File.Delete(Home + "/real");
                Directory.Move(Home + "/away", Home + "/real");
            }
        });
        attacker.Start();
        long operations = 0;
        var watch = Stopwatch.StartNew();
        try
        {
            while (watch.Elapsed.TotalSeconds < seconds)
            {
                operations += Work(files);
            }
        }
        finally
        {
            stop.Cancel();
            attacker.Join();
        }

        Assert.Equal(before, Picture());
        Assert.True(swaps > 10 && operations > 100, $"{swaps} swaps, {operations} operations");
    }

    // Each operation once. What goes wrong is the race; what goes out is the failure.
    private static int Work(IFileSystem files)
    {
        VirtualPath Real(string name) => VirtualPath.Parse("/real/" + name);
        VirtualPath box = VirtualPath.Parse("/box/x");
        int done = 0;
        Try(() => Write(files, Real("made")));
        Try(() => Write(files, Real("sub/made")));
        Try(() => Write(files, Real("victim"), OpenMode.Truncate));
        Try(() => Read(files, Real("secret")));
        Try(() => Read(files, Real("sub/secret")));
        Try(() => Read(files, VirtualPath.Parse("/real/sub/../secret")));
        Try(() => files.Rename(Real("made"), box));
        Try(() => files.Rename(box, Real("moved")));
        Try(() => files.Rename(Real("victim"), VirtualPath.Parse("/box/stolen")));
        Try(() => files.Rename(VirtualPath.Parse("/box/stolen"), Real("victim")));
        Try(() => files.RemoveFile(Real("moved")));
        Try(() => files.RemoveFile(Real("victim")));
        Try(() => files.RemoveFile(Real("sub/made")));
        Try(() => files.CreateDirectory(Real("new")));
        Try(() => files.RemoveDirectory(Real("new")));
        Try(() => files.CreateSymbolicLink("secret", Real("link")));
        Try(() => files.RemoveFile(Real("link")));
        Try(() => files.CreateHardLink(Real("secret"), VirtualPath.Parse("/box/hard")));
        Try(() => Read(files, VirtualPath.Parse("/box/hard")));
        Try(() => files.RemoveFile(VirtualPath.Parse("/box/hard")));
        Try(() => files.CreateFifo(Real("fifo")));
        Try(() => files.RemoveFile(Real("fifo")));
        Try(() => files.SetMode(Real("secret"), 0x1A4));
        Try(() => files.SetTimes(Real("secret"), new UnixTime(1, 0), new UnixTime(1, 0)));
        Try(() => files.SetMode(Real("sub"), 0x1ED));
        Try(() => files.Truncate(Real("victim"), 0));
        Try(() => Assert.NotEqual(Secret.Length, files.Stat(Real("secret"))?.Size));
        return done;

        void Try(Action action)
        {
            try
            {
                action();
                done++;
            }
            catch (FileSystemException)
            {
            }
        }
    }

    private static void Write(IFileSystem files, VirtualPath path, OpenMode more = 0)
    {
        using IFileHandle handle = files.Open(path, OpenMode.Write | OpenMode.Create | more);
        handle.Write("written"u8);
    }

    private static void Read(IFileSystem files, VirtualPath path)
    {
        using IFileHandle handle = files.Open(path, OpenMode.Read);
        byte[] buffer = new byte[64];
        Assert.DoesNotContain(Secret, Encoding.UTF8.GetString(buffer, 0, handle.Read(buffer)), StringComparison.Ordinal);
    }

    private string Picture()
    {
        var text = new StringBuilder();
        foreach (string entry in Directory.EnumerateFileSystemEntries(Outside, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var info = new FileInfo(entry);
            text.Append($"{entry} {info.Attributes} {info.UnixFileMode} {info.LastWriteTimeUtc.Ticks} {(Directory.Exists(entry) ? "" : File.ReadAllText(entry))}\n");
        }

        return text.ToString();
    }
}
