using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace BashTool.Commands.Tests.Spec;

/// <summary>The fresh directory a case runs in, with the case's files in it.</summary>
public sealed partial class SpecWorkspace : IDisposable
{
    /// <summary>Stands for the directory's name in recorded output.</summary>
    public const string Token = "{DIR}";

    private static readonly DateTime DefaultTime = new(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly Dictionary<string, (UnixFileMode Mode, DateTime Time)> _directories = [];

    public SpecWorkspace(SpecCase @case)
    {
        Root = Directory.CreateTempSubdirectory("spec.").FullName;
        try
        {
            LayOut(@case);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The directory's path on this machine.</summary>
    public string Root { get; }

    /// <summary>The directory's path as the shell under test sees it: on Windows that of temporary files is <c>/tmp</c>.</summary>
    public string SeenAs => OperatingSystem.IsWindows() ? "/tmp/" + Path.GetFileName(Root) : Root;

    /// <summary>Replaces the directory's name, as the shell under test sees it, by the token.</summary>
    public static byte[] Normalise(byte[] output, string seenAs)
    {
        ReadOnlySpan<byte> rest = output;
        var name = Encoding.UTF8.GetBytes(seenAs);
        if (rest.IndexOf(name) < 0)
        {
            return output;
        }

        var result = new MemoryStream();
        for (int at; (at = rest.IndexOf(name)) >= 0; rest = rest[(at + name.Length)..])
        {
            result.Write(rest[..at]);
            result.Write("{DIR}"u8);
        }

        result.Write(rest);
        return result.ToArray();
    }

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            Unlock(new DirectoryInfo(Root));
        }

        TestDirectory.Delete(Root);
    }

    private static void Unlock(DirectoryInfo directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        directory.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (var child in directory.EnumerateDirectories())
        {
            if (child.LinkTarget is null)
            {
                Unlock(child);
            }
        }
    }

    private void LayOut(SpecCase @case)
    {
        foreach (var section in @case.Sections)
        {
            switch (section.Key)
            {
                case "file":
                {
                    var (name, mode, time) = Attributes(section.Words);
                    MakeParents(name);
                    WriteFile(Under(name), section.Content, mode ?? Octal("644"), time);
                    break;
                }

                case "dir":
                {
                    var (name, mode, time) = Attributes(section.Words);
                    MakeParents(name);
                    Directory.CreateDirectory(Under(name));
                    _directories[name] = (mode ?? Octal("755"), time);
                    break;
                }

                case "link":
                    MakeParents(section.Words[0]);
                    File.CreateSymbolicLink(Under(section.Words[0]), section.Words[2]);
                    SetLinkTime(Under(section.Words[0]), Attributes([section.Words[0], .. section.Words.Skip(3)]).Time);
                    break;
                case "hardlink":
                    MakeParents(section.Words[0]);
                    Require(Native.HardLink(Under(section.Words[2]), Under(section.Words[0])));
                    break;
                case "fifo":
                {
                    var (name, mode, time) = Attributes(section.Words);
                    MakeParents(name);
                    Require(Native.MakeFifo(Under(name), (uint)(mode ?? Octal("644"))));
                    File.SetLastWriteTimeUtc(Under(name), time);
                    break;
                }
            }
        }

        if (@case.Runner == "file")
        {
            WriteFile(Under("script.sh"), [.. @case.Script, (byte)'\n'], Octal("755"), DefaultTime);
        }

        foreach (var (name, (mode, time)) in _directories.OrderByDescending(d => d.Key.Length))
        {
            Directory.SetLastWriteTimeUtc(Under(name), time);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(Under(name), mode);
            }
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Root, Octal("755"));
        }

        Directory.SetLastWriteTimeUtc(Root, DefaultTime);
    }

    private static void WriteFile(string path, byte[] content, UnixFileMode mode, DateTime time)
    {
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, time);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private void MakeParents(string name)
    {
        for (var slash = name.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = name.IndexOf('/', slash + 1))
        {
            if (_directories.TryAdd(name[..slash], (Octal("755"), DefaultTime)))
            {
                Directory.CreateDirectory(Under(name[..slash]));
            }
        }
    }

    private string Under(string name) => Path.Combine(Root, name);

    private static (string Name, UnixFileMode? Mode, DateTime Time) Attributes(IReadOnlyList<string> words)
    {
        UnixFileMode? mode = null;
        var time = DefaultTime;
        foreach (var word in words.Skip(1))
        {
            if (word.StartsWith("mode=", StringComparison.Ordinal))
            {
                mode = Octal(word[5..]);
            }
            else if (word.StartsWith("mtime=", StringComparison.Ordinal))
            {
                time = DateTime.Parse(
                    word[6..], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
            }
            else if (word != "escaped")
            {
                throw new SpecException("unknown attribute " + word);
            }
        }

        return (words[0], mode, time);
    }

    private static UnixFileMode Octal(string text) => (UnixFileMode)Convert.ToInt32(text, 8);

    private static void SetLinkTime(string path, DateTime time)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var ticks = time.Ticks - DateTime.UnixEpoch.Ticks;
        var (seconds, rest) = long.DivRem(ticks, TimeSpan.TicksPerSecond);
        Span<long> times = [seconds, rest * 100, seconds, rest * 100];
        var (here, noFollow) = OperatingSystem.IsMacOS() ? (-2, 0x20) : (-100, 0x100);
        Require(Native.SetTimes(here, path, times, noFollow));
    }

    private static void Require(int result)
    {
        if (result != 0)
        {
            throw new SpecException("laying out the case failed with error " + Marshal.GetLastPInvokeError());
        }
    }

    // What .NET has no call for. Cases that need these are `only: unix`.
    private static partial class Native
    {
        [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
        public static partial int HardLink(string existing, string name);

        [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
        public static partial int MakeFifo(string name, uint mode);

        [LibraryImport("libc", EntryPoint = "utimensat", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
        public static partial int SetTimes(int directory, string name, Span<long> times, int flags);
    }
}
