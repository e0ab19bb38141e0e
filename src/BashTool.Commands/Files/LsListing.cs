using BashTool.Commands.Text;

namespace BashTool.Commands.Files;

/// <summary>One run of <c>ls</c>: gathers entries, sorts them, prints them, goes on with the directories below.</summary>
internal sealed partial class LsListing
{
    private readonly CommandContext context;
    private readonly LsOptions options;
    private readonly LsFollow follow;
    private readonly bool needsStat;
    private readonly bool needsType;
    private readonly bool needsLinkTargets;
    private readonly bool statsForColor;
    private readonly GlobPattern[] ignored;
    private readonly GlobPattern[] hidden;
    private readonly Stack<PendingDirectory> pending = new();
    private readonly HashSet<(ulong Device, ulong Inode)>? active;

    private List<LsEntry> entries = [];

    public LsListing(CommandContext context, LsOptions options)
    {
        this.context = context;
        this.options = options;
        LsColors? colors = options.Colors;
        follow = options.Follow != LsFollow.Default ? options.Follow
            : options.DirectoriesThemselves || options.Indicator == LsIndicator.Classify || options.Format == LsFormat.Long ? LsFollow.Never
            : LsFollow.OperandsToDirectories;
        needsStat = options.Sort is LsSort.Time or LsSort.Size || options.Format == LsFormat.Long || options.ShowsBlocks || context.Output.WantsObjects;
        needsType = !needsStat && (options.Recursive || options.Colored || options.Indicator != LsIndicator.None || options.DirectoriesFirst);
        needsLinkTargets = colors is not null
            && (colors.IsColored(LsColor.Orphan) || (colors.IsColored(LsColor.Executable) && colors.LinksAsTarget)
                || (colors.IsColored(LsColor.Missing) && options.Format == LsFormat.Long));
        statsForColor = colors is not null;
        ignored = Compile(options.Ignored);
        hidden = options.Hidden == LsHidden.Hidden ? Compile(options.HiddenPatterns) : [];
        active = options.Recursive && follow == LsFollow.Always ? [] : null;
        InitializePrinting();
    }

    /// <summary>0, 1 for small problems, 2 for operands that cannot be listed.</summary>
    public int Status { get; private set; }

    public void Run(List<string> operands)
    {
        bool printsNames = true;
        if (operands.Count == 0)
        {
            if (options.DirectoriesThemselves)
            {
                AddOperand(".");
            }
            else
            {
                pending.Push(new PendingDirectory(".", context.WorkingDirectory, true, false));
            }
        }
        else
        {
            foreach (string operand in operands)
            {
                AddOperand(operand);
            }
        }

        if (entries.Count > 0)
        {
            // Directories given as operands count for the widths of the files' columns.
            Sort();
            Measure();
            if (!options.DirectoriesThemselves)
            {
                QueueDirectories(null, default);
            }
        }

        if (entries.Count > 0)
        {
            PrintEntries();
            if (pending.Count > 0)
            {
                context.Output.NextLineShows(LineObjects.Decoration);
                context.Output.WriteByte((byte)'\n');
            }
        }
        else if (operands.Count <= 1 && pending.Count == 1)
        {
            printsNames = false;
        }

        bool first = true;
        while (pending.TryPop(out PendingDirectory next))
        {
            if (next.EndsActive)
            {
                active!.Remove(next.Identity);
                continue;
            }

            context.Cancellation.ThrowIfCancellationRequested();
            ListDirectory(next, printsNames, ref first);
        }

        FinishPrinting();
    }

    private static GlobPattern[] Compile(List<string> patterns) =>
        patterns.ConvertAll(static pattern => GlobPattern.Compile(pattern, GlobOptions.LeadingDot)).ToArray();

    private void Fail(bool serious) => Status = Math.Max(Status, serious ? 2 : 1);

    private void AddOperand(string operand)
    {
        VirtualPath path = context.Resolve(operand);
        var entry = new LsEntry(operand, context.WorkingDirectory);
        bool followsFirst = follow is LsFollow.Always or LsFollow.Operands or LsFollow.OperandsToDirectories;
        FileError error = context.Files.TryStat(path, followsFirst, out FileMetadata file);
        if (follow == LsFollow.OperandsToDirectories && (error == FileError.None ? !file.IsDirectory : error is FileError.ENOENT or FileError.ELOOP))
        {
            error = context.Files.TryStat(path, false, out file);
        }

        if (error != FileError.None)
        {
            context.Complain($"cannot access {GnuQuoting.Always(operand)}: {Describe(path, error)}");
            Fail(serious: true);
            return;
        }

        entry.Take(file);
        Complete(entry, isOperand: true);
        entries.Add(entry);
    }

    // Where the sandbox refuses, its own words say more than the error.
    private string Describe(VirtualPath path, FileError error)
    {
        if (error == FileError.EACCES)
        {
            try
            {
                context.Files.Stat(path);
            }
            catch (FileSystemException problem)
            {
                return problem.Description;
            }
        }

        return error.Describe();
    }

    private void Complete(LsEntry entry, bool isOperand)
    {
        bool isLink = entry.Kind == FileKind.SymbolicLink;
        if (isLink && (options.Format == LsFormat.Long || needsLinkTargets))
        {
            try
            {
                entry.LinkTarget = context.Files.ReadLink(entry.Path);
            }
            catch (FileSystemException problem)
            {
                context.Complain($"cannot read symbolic link {GnuQuoting.Always(entry.Name)}: {problem.Description}");
                Fail(isOperand);
            }

            if (entry.LinkTarget is not null && (options.Indicator >= LsIndicator.FileType || needsLinkTargets)
                && context.Files.TryStat(entry.Path, true, out FileMetadata target) == FileError.None)
            {
                entry.LinkOk = true;
                entry.TargetKind = target.Kind;
                entry.TargetPermissions = target.Permissions;
            }
        }
    }

    private bool IsIgnored(string name)
    {
        if (options.Hidden != LsHidden.Shown && name[0] == '.' && (options.Hidden == LsHidden.Hidden || name is "." or ".."))
        {
            return true;
        }

        foreach (GlobPattern pattern in hidden)
        {
            if (pattern.IsMatch(name))
            {
                return true;
            }
        }

        foreach (GlobPattern pattern in ignored)
        {
            if (pattern.IsMatch(name))
            {
                return true;
            }
        }

        return false;
    }

    private void ListDirectory(PendingDirectory directory, bool printsNames, ref bool first)
    {
        entries = [];
        IEnumerator<DirectoryEntry> source;
        try
        {
            source = context.Files.List(directory.Path).GetEnumerator();
        }
        catch (FileSystemException problem)
        {
            context.Complain($"cannot open directory {GnuQuoting.Always(directory.Shown)}: {problem.Description}");
            Fail(directory.IsOperand);
            return;
        }

        (ulong, ulong) identity = default;
        if (active is not null && context.Files.TryStat(directory.Path, true, out FileMetadata self) == FileError.None)
        {
            identity = (self.Device, self.Inode);
            if (!active.Add(identity))
            {
                context.Complain($"{GnuQuoting.Name(directory.Shown)}: not listing already-listed directory");
                source.Dispose();
                Fail(serious: true);
                return;
            }

            pending.Push(new PendingDirectory("", default, false, true, identity));
        }

        if (options.Recursive || printsNames)
        {
            if (!first)
            {
                context.Output.NextLineShows(LineObjects.Decoration);
                context.Output.WriteByte((byte)'\n');
            }

            first = false;
            PrintHeading(directory);
        }

        UInt128 blocks = 0;
        using (source)
        {
            if (options.Hidden == LsHidden.Shown)
            {
                Add(directory, new DirectoryEntry(".", FileKind.Directory, 0), ref blocks);
                Add(directory, new DirectoryEntry("..", FileKind.Directory, 0), ref blocks);
            }

            try
            {
                while (source.MoveNext())
                {
                    Add(directory, source.Current, ref blocks);
                }
            }
            catch (FileSystemException problem)
            {
                context.Complain($"reading directory {GnuQuoting.Always(directory.Shown)}: {problem.Description}");
                Fail(directory.IsOperand);
            }
        }

        Sort();
        Measure();
        if (options.Recursive)
        {
            QueueDirectories(directory.Shown, directory.Path);
        }

        if (options.Format == LsFormat.Long || options.ShowsBlocks)
        {
            context.Output.NextLineShows(LineObjects.Decoration);
            context.Output.Write($"total {options.BlockSize.Format(blocks, 512)}");
            context.Output.WriteByte((byte)options.EndOfLine);
        }

        PrintEntries();
    }

    private void Add(PendingDirectory directory, DirectoryEntry found, ref UInt128 blocks)
    {
        if (IsIgnored(found.Name))
        {
            return;
        }

        var entry = new LsEntry(found.Name, directory.Path) { Kind = found.Kind, Inode = found.Inode };
        FileKind kind = found.Kind;
        bool stat = needsStat
            || (needsType && kind == FileKind.Unknown)
            || (options.ShowsInode && (found.Inode == 0 || (kind == FileKind.SymbolicLink && follow == LsFollow.Always)))
            || (needsType && kind == FileKind.SymbolicLink && (follow == LsFollow.Always || options.Colors is { LinksAsTarget: true } || needsLinkTargets))
            || (needsType && kind == FileKind.Regular && options.Indicator == LsIndicator.Classify)
            || (statsForColor && kind is FileKind.Regular or FileKind.Directory);
        if (stat)
        {
            bool follows = follow == LsFollow.Always;
            FileError error = context.Files.TryStat(entry.Path, follows, out FileMetadata file);
            if (error != FileError.None)
            {
                context.Complain($"cannot access {GnuQuoting.Always(Join(directory.Shown, found.Name))}: {error.Describe()}");
                Fail(serious: false);
                entries.Add(entry);
                return;
            }

            entry.Take(file);
            blocks += (ulong)file.Blocks;
        }

        Complete(entry, isOperand: false);
        entries.Add(entry);
    }

    private static string Join(string directory, string name) =>
        directory == "." ? name : directory.EndsWith('/') ? directory + name : directory + "/" + name;

    private void QueueDirectories(string? directory, VirtualPath path)
    {
        bool isOperand = directory is null;
        for (int i = entries.Count - 1; i >= 0; i--)
        {
            LsEntry entry = entries[i];
            if (entry.Kind != FileKind.Directory || (!isOperand && entry.Name is "." or ".."))
            {
                continue;
            }

            string shown = isOperand || entry.Name.StartsWith('/') ? entry.Name
                : directory == "." && entry.Name.Length > 0 ? "./" + entry.Name
                : directory!.EndsWith('/') ? directory + entry.Name : directory + "/" + entry.Name;
            pending.Push(new PendingDirectory(shown, isOperand ? entry.Path : path.Combine(entry.Name), isOperand, false));
        }

        if (isOperand)
        {
            entries.RemoveAll(static entry => entry.Kind == FileKind.Directory);
        }
    }

    private void Sort()
    {
        if (options.Sort == LsSort.None)
        {
            return;
        }

        if (options.Sort == LsSort.Width)
        {
            someQuoted = false;
            foreach (LsEntry entry in entries)
            {
                Quote(entry);
                someQuoted |= entry.HasQuotes;
            }
        }

        Comparison<LsEntry> order = options.Sort switch
        {
            LsSort.Extension => static (a, b) => Then(CodePointOrder.Compare(Extension(a.Name), Extension(b.Name)), a, b),
            LsSort.Size => static (a, b) => Then(b.File.Size.CompareTo(a.File.Size), a, b),
            LsSort.Version => static (a, b) => Then(VersionOrder.Compare(a.NameBytes, b.NameBytes), a, b),
            LsSort.Width => (a, b) => Then(Width(a).CompareTo(Width(b)), a, b),
            LsSort.Time => options.Time switch
            {
                LsTime.Access => static (a, b) => Then(b.File.AccessTime.CompareTo(a.File.AccessTime), a, b),
                LsTime.Change => static (a, b) => Then(b.File.ChangeTime.CompareTo(a.File.ChangeTime), a, b),
                LsTime.Birth => static (a, b) => Then((b.File.BirthTime ?? default).CompareTo(a.File.BirthTime ?? default), a, b),
                _ => static (a, b) => Then(b.File.ModifyTime.CompareTo(a.File.ModifyTime), a, b),
            },
            _ => entries.Exists(static entry => entry.Name.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
                ? static (a, b) => CodePointOrder.Compare(a.Name, b.Name)
                : static (a, b) => string.CompareOrdinal(a.Name, b.Name),
        };
        if (options.Reverse)
        {
            Comparison<LsEntry> forward = order;
            order = (a, b) => forward(b, a);
        }

        if (options.DirectoriesFirst)
        {
            Comparison<LsEntry> plain = order;
            order = (a, b) =>
            {
                int byKind = IsDirectory(b).CompareTo(IsDirectory(a));
                return byKind != 0 ? byKind : plain(a, b);
            };
        }

        LsEntry[] sorted = [.. entries];
        Array.Sort(sorted, order);
        entries.Clear();
        entries.AddRange(sorted);

        bool IsDirectory(LsEntry entry) => entry.Kind == FileKind.Directory
            || (entry.Kind == FileKind.SymbolicLink && context.Files.TryStat(entry.Path, true, out FileMetadata target) == FileError.None && target.IsDirectory);
    }

    private static int Then(int order, LsEntry a, LsEntry b) => order != 0 ? order : CodePointOrder.Compare(a.Name, b.Name);

    private static string Extension(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot < 0 ? "" : name[dot..];
    }

    private readonly record struct PendingDirectory(
        string Shown, VirtualPath Path, bool IsOperand, bool EndsActive, (ulong, ulong) Identity = default);

    /// <summary>A file to be listed.</summary>
    private sealed class LsEntry(string name, VirtualPath directory)
    {
        private byte[]? nameBytes;

        public string Name { get; } = name;

        public byte[] NameBytes => nameBytes ??= EscapedUtf8.Encode(Name);

        /// <summary>Put together when asked for: a plain listing never asks.</summary>
        public VirtualPath Path => directory.Combine(Name);

        public FileKind Kind { get; set; }

        public ulong Inode { get; set; }

        public bool HasStat { get; private set; }

        public FileMetadata File { get; private set; }

        public string? LinkTarget { get; set; }

        public bool LinkOk { get; set; }

        public FileKind TargetKind { get; set; }

        public int TargetPermissions { get; set; }

        public string? Quoted { get; set; }

        public int QuotedWidth { get; set; }

        public bool HasQuotes { get; set; }

        public void Take(in FileMetadata file)
        {
            HasStat = true;
            File = file;
            Kind = file.Kind;
            Inode = file.Inode;
        }
    }
}
