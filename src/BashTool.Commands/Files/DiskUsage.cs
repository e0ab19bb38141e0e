using System.Globalization;
using System.Runtime.CompilerServices;
using BashTool.Core.Text;

namespace BashTool.Commands.Files;

/// <summary>Goes through trees and adds up what they take: <c>du</c>.</summary>
internal sealed class DiskUsage(CommandContext context)
{
    private readonly HashSet<(ulong, ulong)> seen = [];
    private readonly Stack<(ulong, ulong)> above = new();
    private Sum total;
    private bool ok;

    public bool All { get; init; }

    public bool CountsLinks { get; init; }

    public bool Inodes { get; init; }

    public bool Separate { get; init; }

    public bool OneFileSystem { get; init; }

    public WalkFollow Follow { get; init; }

    public byte End { get; init; }

    public bool Apparent { get; set; }

    public HumanSize Size { get; set; }

    public long Threshold { get; set; }

    public int MaxDepth { get; set; } = int.MaxValue;

    public LsTime? Time { get; set; }

    public string TimeFormat { get; set; } = "";

    public TimeZoneRules Zone { get; set; } = TimeZoneRules.Utc;

    public List<GlobPattern> Excluded { get; } = [];

    /// <summary>Counts an operand; false if something could not be looked at.</summary>
    public bool Add(string operand)
    {
        ok = true;
        if (operand.Length == 0)
        {
            context.Complain("invalid zero-length file name");
            return false;
        }

        total.Add(Visit(operand, context.Resolve(operand), 0, 0));
        return ok;
    }

    public void PrintTotal() => Print(total, "total", isTotal: true);

    private bool IsExcluded(string shown)
    {
        // A pattern may match the whole or what follows any slash.
        foreach (GlobPattern pattern in Excluded)
        {
            ReadOnlySpan<char> rest = shown;
            while (true)
            {
                if (pattern.IsMatch(rest))
                {
                    return true;
                }

                int slash = rest.IndexOf('/');
                if (slash < 0)
                {
                    break;
                }

                rest = rest[(slash + 1)..];
            }
        }

        return false;
    }

    private Sum Visit(string shown, VirtualPath path, int depth, ulong device)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var nothing = default(Sum);
        if (Excluded.Count > 0 && IsExcluded(shown))
        {
            return nothing;
        }

        bool follows = Follow == WalkFollow.Always || (depth == 0 && Follow == WalkFollow.Operands);
        FileError error = context.Files.TryStat(path, follows, out FileMetadata file);
        if (error != FileError.None)
        {
            context.Complain($"cannot access {GnuQuoting.Always(shown)}: {error.Describe()}");
            ok = false;
            return nothing;
        }

        if (OneFileSystem && depth > 0 && file.IsDirectory && file.Device != device)
        {
            return nothing;
        }

        if (file.IsDirectory && above.Contains((file.Device, file.Inode)))
        {
            return nothing;
        }

        // Only what can turn up twice needs remembering.
        if (!CountsLinks && (file.IsDirectory || file.LinkCount > 1 || depth == 0 || Follow == WalkFollow.Always) && !seen.Add((file.Device, file.Inode)))
        {
            return nothing;
        }

        var own = new Sum
        {
            Bytes = Apparent ? (UInt128)Math.Max(0, file.Size) : (UInt128)(ulong)file.Blocks * 512,
            Files = 1,
            Latest = Time switch
            {
                LsTime.Access => file.AccessTime,
                LsTime.Change => file.ChangeTime,
                null => default,
                _ => file.ModifyTime,
            },
        };
        if (!file.IsDirectory)
        {
            if ((All && depth <= MaxDepth) || depth == 0)
            {
                Print(own, shown, isTotal: false);
            }

            return own;
        }

        Sum tree = own, direct = own;
        if (RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            Descend(shown, path, depth, depth == 0 ? file.Device : device, file, ref tree, ref direct);
        }

        if (depth <= MaxDepth)
        {
            Print(Separate ? direct : tree, shown, isTotal: false);
        }

        return tree;
    }

    private void Descend(string shown, VirtualPath path, int depth, ulong device, in FileMetadata file, ref Sum tree, ref Sum direct)
    {
        List<DirectoryEntry> entries;
        try
        {
            entries = [.. context.Files.List(path)];
        }
        catch (FileSystemException problem)
        {
            context.Complain($"cannot read directory {GnuQuoting.Always(shown)}: {problem.Description}");
            ok = false;
            return;
        }

        above.Push((file.Device, file.Inode));
        foreach (DirectoryEntry entry in entries)
        {
            Sum child = Visit(FileCopier.Join(shown, entry.Name), path.Combine(entry.Name), depth + 1, device);
            tree.Add(child);
            if (entry.Kind != FileKind.Directory)
            {
                direct.Add(child);
            }
        }

        above.Pop();
    }

    private void Print(in Sum sum, string name, bool isTotal)
    {
        UInt128 amount = Inodes ? sum.Files : sum.Bytes;
        if (!isTotal && Threshold != 0 && (Threshold > 0 ? amount < (ulong)Threshold : amount > (ulong)-Threshold))
        {
            return;
        }

        if (context.Output.WantsObjects)
        {
            context.Output.NextLineShows(new DiskUsageEntry(name, (long)UInt128.Min(sum.Bytes, long.MaxValue), (long)sum.Files, isTotal, context.HostPathOf(name)));
        }

        context.Output.Write(Inodes ? (Size.AutoScale ? Size.Format(amount) : sum.Files.ToString(CultureInfo.InvariantCulture)) : Size.Format(amount));
        if (Time is not null)
        {
            var moment = new BrokenDownTime(sum.Latest.Seconds, sum.Latest.Nanoseconds, Zone);
            context.Output.Write("\t" + Core.Text.TimeFormat.Format(TimeFormat, moment));
        }

        context.Output.Write("\t" + name);
        context.Output.WriteByte(End);
    }

    private struct Sum
    {
        public UInt128 Bytes;
        public ulong Files;
        public UnixTime Latest;

        public void Add(in Sum other)
        {
            Bytes += other.Bytes;
            Files += other.Files;
            Latest = other.Latest > Latest ? other.Latest : Latest;
        }
    }
}
