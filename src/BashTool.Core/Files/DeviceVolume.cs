using System.Globalization;
using BashTool.Core.Files.Devices;

namespace BashTool.Core.Files;

/// <summary><c>/dev</c>: null, zero, full, random, urandom, tty, and the shell's own open files.</summary>
public sealed class DeviceVolume : VirtualVolume
{
    private static readonly string[] Names =
        ["null", "zero", "full", "random", "urandom", "tty", "stdin", "stdout", "stderr", "fd"];

    private static readonly UnixTime Made = new(0, 0);

    /// <summary>The names that are devices or open files: each can be mounted by itself over a real <c>/dev</c>.</summary>
    public static IReadOnlyList<string> DeviceNames => Names;

    public override string Source => "devices";

    /// <summary>The shell's open files. A shell sets it; null: there are none.</summary>
    public IDescriptorSource? Descriptors { get; set; }

    /// <summary>Opens the terminal; null: there is none.</summary>
    public Func<OpenMode, IFileHandle?>? OpenTerminal { get; set; }

    protected override bool TryFind(ReadOnlySpan<char> path, out FileMetadata metadata)
    {
        metadata = new FileMetadata
        {
            Kind = FileKind.CharacterDevice,
            Permissions = 0x1B6,
            LinkCount = 1,
            BlockSize = 4096,
            Device = 5,
            AccessTime = Made,
            ModifyTime = Made,
            ChangeTime = Made,
        };
        switch (path)
        {
            case "" or "fd":
                metadata.Kind = FileKind.Directory;
                metadata.Permissions = 0x1ED;
                metadata.LinkCount = 2;
                metadata.Inode = path.Length == 0 ? 1UL : 2;
                return true;
            case "null":
                return Number(ref metadata, 3);
            case "zero":
                return Number(ref metadata, 5);
            case "full":
                return Number(ref metadata, 7);
            case "random":
                return Number(ref metadata, 8);
            case "urandom":
                return Number(ref metadata, 9);
            case "tty":
                metadata.DeviceType = 0x500;
                metadata.Inode = 12;
                return true;
        }

        if (DescriptorNumber(path) is not { } number || Descriptors?.IsOpen(number) != true)
        {
            metadata = default;
            return false;
        }

        metadata.Inode = 100 + (ulong)number;
        using IFileHandle? handle = Descriptors.Open(number, OpenMode.Read);
        if (handle is not null)
        {
            metadata = handle.GetMetadata();
        }

        return true;
    }

    protected override IEnumerable<DirectoryEntry> Entries(ReadOnlySpan<char> path)
    {
        var entries = new List<DirectoryEntry>();
        if (path.Length == 0)
        {
            foreach (string name in Names)
            {
                if (TryFind(name, out FileMetadata metadata))
                {
                    entries.Add(new DirectoryEntry(name, metadata.Kind, metadata.Inode));
                }
            }
        }
        else if (Descriptors is not null)
        {
            foreach (int number in Descriptors.Numbers)
            {
                entries.Add(new DirectoryEntry(number.ToString(CultureInfo.InvariantCulture), FileKind.CharacterDevice, 100 + (ulong)number));
            }
        }

        return entries;
    }

    protected override FileError OpenEntry(ReadOnlySpan<char> path, OpenMode mode, VirtualPath name, CancellationToken cancellation, out IFileHandle? handle)
    {
        handle = path switch
        {
            "null" => new NullDevice(name, mode),
            "zero" => new ZeroDevice(name, mode),
            "full" => new FullDevice(name, mode),
            "random" or "urandom" => new RandomDevice(name, mode),
            "tty" => OpenTerminal?.Invoke(mode),
            _ => DescriptorNumber(path) is { } number ? Descriptors?.Open(number, mode) : null,
        };
        return handle is not null ? FileError.None : FileError.ENXIO;
    }

    private static int? DescriptorNumber(ReadOnlySpan<char> path) => path switch
    {
        "stdin" => 0,
        "stdout" => 1,
        "stderr" => 2,
        _ => path.StartsWith("fd/", StringComparison.Ordinal)
            && int.TryParse(path[3..], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : null,
    };

    private static bool Number(ref FileMetadata metadata, uint minor)
    {
        metadata.DeviceType = 0x100 | minor;
        metadata.Inode = minor;
        return true;
    }
}
