using System.Globalization;

namespace BashTool.Commands.Text;

/// <summary>Compares two files or two directories, and says so in diff's words.</summary>
internal sealed class DiffComparison(CommandContext context, DiffSettings settings)
{
    private const int Trouble = 2;

    /// <summary>Compares two operands; the status.</summary>
    public int CompareOperands(string first, string second)
    {
        string[] names = [first, second];
        var metadata = new FileMetadata[2];
        bool missing = false;
        for (int i = 0; i < 2; i++)
        {
            if (names[i] == "-")
            {
                metadata[i].Kind = FileKind.Regular;
                continue;
            }

            FileError error = Stat(names[i], out metadata[i]);
            if (error == FileError.None || (error == FileError.ENOENT && (settings.NewFile || (i == 0 && settings.UnidirectionalNewFile)) && !missing))
            {
                continue;
            }

            context.Complain($"{names[i]}: {error.Describe()}");
            missing = true;
        }

        if (missing)
        {
            return Trouble;
        }

        if (metadata[0].Kind == FileKind.Unknown && metadata[1].Kind == FileKind.Unknown)
        {
            context.Complain($"{names[0]}: {FileError.ENOENT.Describe()}");
            context.Complain($"{names[1]}: {FileError.ENOENT.Describe()}");
            return Trouble;
        }

        if (metadata[0].IsDirectory && metadata[1].IsDirectory)
        {
            return CompareDirectories(names[0], names[1], top: true);
        }

        // A directory stands for the file in it that has the other's name.
        for (int i = 0; i < 2; i++)
        {
            if (!metadata[i].IsDirectory || metadata[1 - i].Kind == FileKind.Unknown)
            {
                continue;
            }

            if (names[1 - i] == "-")
            {
                throw new CommandException("cannot compare '-' to a directory", Trouble);
            }

            names[i] = Join(names[i], names[1 - i].TrimEnd('/').Split('/')[^1]);
            FileError error = Stat(names[i], out metadata[i]);
            if (error != FileError.None && !settings.NewFile)
            {
                context.Complain($"{names[i]}: {error.Describe()}");
                return Trouble;
            }
        }

        return CompareEntries(names[0], metadata[0], names[1], metadata[1], header: false);
    }

    private static string Join(string directory, string name) => directory.EndsWith('/') ? directory + name : $"{directory}/{name}";

    private static string KindName(in FileMetadata metadata) => metadata.Kind switch
    {
        FileKind.Directory => "directory",
        FileKind.Regular => metadata.Size == 0 ? "regular empty file" : "regular file",
        FileKind.SymbolicLink => "symbolic link",
        FileKind.Fifo => "fifo",
        FileKind.Socket => "socket",
        FileKind.CharacterDevice => "character special file",
        FileKind.BlockDevice => "block special file",
        _ => "weird file",
    };

    private FileError Stat(string name, out FileMetadata metadata)
    {
        // The shell's own descriptors, such as <(...), are no files of the file system.
        if (name.StartsWith("/dev/fd/", StringComparison.Ordinal) && int.TryParse(name.AsSpan(8), out int number)
            && context.Host.Descriptor(number) is not null)
        {
            metadata = new FileMetadata { Kind = FileKind.Fifo, Inode = (ulong)number, Device = ulong.MaxValue };
            return FileError.None;
        }

        return context.Files.TryStat(context.Resolve(name), !settings.NoDereference, out metadata);
    }

    private int CompareDirectories(string first, string second, bool top)
    {
        if (RuntimeHelpersAreLow())
        {
            throw new CommandException($"{first}: directories nested too deeply", Trouble);
        }

        int status = 0;
        SortedDictionary<string, int> entries = new(StringComparer.Ordinal);
        string[] roots = [first, second];
        for (int i = 0; i < 2; i++)
        {
            try
            {
                foreach (DirectoryEntry entry in context.Files.List(context.Resolve(roots[i])))
                {
                    if (settings.Excluded.Any(p => p.IsMatch(entry.Name)) || (top && settings.StartingFile is { } start && string.CompareOrdinal(entry.Name, start) < 0))
                    {
                        continue;
                    }

                    entries[entry.Name] = entries.GetValueOrDefault(entry.Name) | (1 << i);
                }
            }
            catch (FileSystemException problem)
            {
                if (problem.Error != FileError.ENOENT || !settings.NewFile)
                {
                    context.Complain($"{roots[i]}: {problem.Description}");
                    status = Trouble;
                }
            }
        }

        foreach ((string name, int where) in entries)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            string one = Join(first, name);
            string other = Join(second, name);
            bool asEmpty = settings.NewFile || (where == 2 && settings.UnidirectionalNewFile);
            if (where != 3 && !asEmpty)
            {
                context.Output.Write($"Only in {(where == 1 ? first : second)}: {name}\n");
                status = Math.Max(status, 1);
                continue;
            }

            FileMetadata oneMetadata = default;
            FileMetadata otherMetadata = default;
            FileError oneError = (where & 1) != 0 ? Stat(one, out oneMetadata) : FileError.None;
            FileError otherError = (where & 2) != 0 ? Stat(other, out otherMetadata) : FileError.None;
            if (oneError != FileError.None || otherError != FileError.None)
            {
                context.Complain($"{(oneError != FileError.None ? one : other)}: {(oneError != FileError.None ? oneError : otherError).Describe()}");
                status = Trouble;
                continue;
            }

            status = Math.Max(status, CompareEntries(one, oneMetadata, other, otherMetadata, header: true));
        }

        return status;
    }

    private static bool RuntimeHelpersAreLow() => !global::System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack();

    private int CompareEntries(string first, FileMetadata firstMetadata, string second, FileMetadata secondMetadata, bool header)
    {
        bool firstThere = firstMetadata.Kind != FileKind.Unknown;
        bool secondThere = secondMetadata.Kind != FileKind.Unknown;
        if ((firstMetadata.IsDirectory || !firstThere) && (secondMetadata.IsDirectory || !secondThere))
        {
            if (settings.Recursive)
            {
                return CompareDirectories(first, second, top: false);
            }

            context.Output.Write($"Common subdirectories: {first} and {second}\n");
            return 0;
        }

        if (firstMetadata.Kind == FileKind.SymbolicLink && secondMetadata.Kind == FileKind.SymbolicLink)
        {
            if (context.Files.ReadLink(context.Resolve(first)) == context.Files.ReadLink(context.Resolve(second)))
            {
                return 0;
            }

            context.Output.Write($"Symbolic links {first} and {second} differ\n");
            return 1;
        }

        if (firstThere && secondThere && header && firstMetadata.Kind != secondMetadata.Kind)
        {
            context.Output.Write($"File {first} is a {KindName(firstMetadata)} while file {second} is a {KindName(secondMetadata)}\n");
            return 1;
        }

        return CompareFiles(first, firstMetadata, second, secondMetadata, header);
    }

    private int CompareFiles(string first, FileMetadata firstMetadata, string second, FileMetadata secondMetadata, bool header)
    {
        byte[]? one = Read(first, firstMetadata);
        byte[]? other = first == second && first == "-" ? one : Read(second, secondMetadata);
        if (one is null || other is null)
        {
            return Trouble;
        }

        string[] shown = [settings.Labels.Count > 0 ? settings.Labels[0] : first, settings.Labels.Count > 1 ? settings.Labels[1] : second];
        bool same = one.AsSpan().SequenceEqual(other);
        bool ignores = settings.IgnoresCase || settings.IgnoresAllSpace || settings.IgnoresSpaceChange || settings.IgnoresTrailingSpace
            || settings.IgnoresTabExpansion || settings.IgnoresBlankLines || settings.IgnoredLines.Count > 0;
        bool binary = !settings.Text && (one.AsSpan().Contains((byte)0) || other.AsSpan().Contains((byte)0));
        if (same && settings.Style is not (DiffStyle.SideBySide or DiffStyle.IfThenElse))
        {
            return ReportSame(shown);
        }

        if (binary || (settings.Brief && !ignores))
        {
            if (same)
            {
                return ReportSame(shown);
            }

            context.Output.Write(settings.Brief ? $"Files {shown[0]} and {shown[1]} differ\n" : $"Binary files {shown[0]} and {shown[1]} differ\n");
            return 1;
        }

        var a = new DiffLines(one);
        var b = new DiffLines(other);
        var classes = new DiffClasses(settings);
        classes.Number(a);
        classes.Number(b);
        List<DiffChange> changes = DiffAlgorithm.Compare(a, b, Math.Max(settings.Horizon, settings.Style is DiffStyle.Context or DiffStyle.Unified ? settings.Context : 0), settings.Minimal);
        var printer = new DiffPrinter(context.Output, settings, a, b, changes);
        bool differs = printer.HasChanges;
        if (settings.Brief)
        {
            if (differs)
            {
                context.Output.Write($"Files {shown[0]} and {shown[1]} differ\n");
                return 1;
            }

            return ReportSame(shown);
        }

        if (differs || settings.Style is DiffStyle.SideBySide or DiffStyle.IfThenElse)
        {
            if (header)
            {
                context.Output.Write($"diff{settings.OptionText} {first} {second}\n");
            }

            printer.Print([first, second], [Time(firstMetadata), Time(secondMetadata)]);
        }

        // An ed script cannot say that the last newline is missing.
        bool unsaid = settings.Style is DiffStyle.Ed or DiffStyle.ForwardEd && (!a.EndsInNewline || !b.EndsInNewline);
        if (unsaid && differs)
        {
            foreach ((DiffLines lines, string name) in ((DiffLines, string)[])[(a, shown[0]), (b, shown[1])])
            {
                if (!lines.EndsInNewline)
                {
                    context.Complain($"{name}: No newline at end of file\n");
                }
            }

            return Trouble;
        }

        return differs ? 1 : ReportSame(shown);
    }

    private int ReportSame(string[] names)
    {
        if (settings.ReportsIdentical)
        {
            context.Output.Write($"Files {names[0]} and {names[1]} are identical\n");
        }

        return 0;
    }

    private byte[]? Read(string name, FileMetadata metadata)
    {
        if (metadata.Kind == FileKind.Unknown)
        {
            return [];
        }

        try
        {
            OpenFile file = context.OpenInput(name);
            try
            {
                byte[] text = WholeInput.Read(file, context.Cancellation).ToArray();
                return settings.StripsCarriageReturns ? StripCarriageReturns(text) : text;
            }
            finally
            {
                file.Release();
            }
        }
        catch (FileSystemException problem)
        {
            context.Complain($"{name}: {problem.Description}");
            return null;
        }
    }

    private static byte[] StripCarriageReturns(byte[] text)
    {
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\r' || i + 1 == text.Length || text[i + 1] != '\n')
            {
                text[count++] = text[i];
            }
        }

        return text[..count];
    }

    private string Time(FileMetadata metadata)
    {
        TimeZoneInfo zone = context.System.TimeZone(context.Environment.Get("TZ"));
        UnixTime time = metadata.Kind == FileKind.Unknown ? new UnixTime(0, 0) : metadata.ModifyTime;
        if (metadata is { Kind: FileKind.Regular, ModifyTime: { Seconds: 0, Nanoseconds: 0 }, Inode: 0 })
        {
            time = UnixTime.From(context.Clock.GetUtcNow());
        }

        DateTimeOffset local = TimeZoneInfo.ConvertTime(new UnixTime(time.Seconds, 0).ToDateTimeOffset(), zone);
        string offset = (local.Offset < TimeSpan.Zero ? "-" : "+") + local.Offset.ToString("hhmm", CultureInfo.InvariantCulture);
        return $"{local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}.{time.Nanoseconds:D9} {offset}";
    }
}
