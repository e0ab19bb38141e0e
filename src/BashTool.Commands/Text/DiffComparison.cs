namespace BashTool.Commands.Text;

/// <summary>Compares two files or two directories, and says so in diff's words.</summary>
internal sealed class DiffComparison(CommandContext context, DiffSettings settings)
{
    private const int Trouble = 2;

    private readonly List<string> messages = [];

    /// <summary>Prints what was kept back, behind all pages.</summary>
    public void Finish()
    {
        foreach (string message in messages)
        {
            context.Output.Write(message);
        }
    }

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

            if (i == 1 && !missing && metadata[0].Kind == FileKind.Unknown)
            {
                context.Complain($"{names[0]}: {FileError.ENOENT.Describe()}");
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

        if (name == "/dev/stdin")
        {
            metadata = context.StandardInput.Describe();
            metadata.Kind = metadata.Kind == FileKind.Unknown ? FileKind.Fifo : metadata.Kind;
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
        List<string>[] names = [[], []];
        string[] roots = [first, second];
        for (int i = 0; i < 2; i++)
        {
            try
            {
                foreach (DirectoryEntry entry in context.Files.List(context.Resolve(roots[i])))
                {
                    if (settings.Excluded.Any(p => p.IsMatch(entry.Name)) || (top && settings.StartingFile is { } start && CompareNames(entry.Name, start) < 0))
                    {
                        continue;
                    }

                    names[i].Add(entry.Name);
                }
            }
            catch (FileSystemException problem)
            {
                if (problem.Error != FileError.ENOENT || !(settings.NewFile || (i == 0 && settings.UnidirectionalNewFile)))
                {
                    context.Complain($"{roots[i]}: {problem.Description}");
                    status = Trouble;
                }
            }

            names[i].Sort((x, y) => CompareNames(x, y) is var order and not 0 ? order : CodePointOrder.Compare(x, y));
        }

        int left = 0;
        int right = 0;
        while (left < names[0].Count || right < names[1].Count)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            int order = left >= names[0].Count ? 1 : right >= names[1].Count ? -1 : CompareNames(names[0][left], names[1][right]);
            if (order == 0 && settings.IgnoresFileNameCase)
            {
                PreferSameCase(names, left, right);
            }

            int where = order < 0 ? 1 : order > 0 ? 2 : 3;
            string nameOne = where == 2 ? names[1][right] : names[0][left];
            string nameOther = where == 1 ? nameOne : names[1][right];
            left += where & 1;
            right += where >> 1;
            string one = Join(first, nameOne);
            string other = Join(second, nameOther);
            bool asEmpty = settings.NewFile || (where == 2 && settings.UnidirectionalNewFile);
            if (where != 3 && !asEmpty)
            {
                Message($"Only in {(where == 1 ? first : second)}: {nameOne}\n");
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

    private int CompareNames(string one, string other) => settings.IgnoresFileNameCase
        ? CodePointOrder.Compare(one.ToLowerInvariant(), other.ToLowerInvariant())
        : CodePointOrder.Compare(one, other);

    // Of names that are the same but for case, those that are quite the same go together.
    private void PreferSameCase(List<string>[] names, int left, int right)
    {
        int[] at = [left, right];
        int order = CodePointOrder.Compare(names[0][left], names[1][right]);
        if (order == 0)
        {
            return;
        }

        int greater = order < 0 ? 1 : 0;
        string wanted = names[greater][at[greater]];
        List<string> lesser = names[1 - greater];
        int first = at[1 - greater];
        for (int i = first + 1; i < lesser.Count && CompareNames(lesser[i], wanted) == 0; i++)
        {
            if (lesser[i] == wanted)
            {
                lesser.RemoveAt(i);
                lesser.Insert(first, wanted);
                return;
            }
        }
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

            if (settings.SilentWhenSame && firstThere && secondThere && firstMetadata is { Inode: > 0 } && firstMetadata.IsSameFileAs(secondMetadata))
            {
                return 0;
            }

            Message($"Common subdirectories: {first} and {second}\n");
            return 0;
        }

        if (firstMetadata.Kind == FileKind.SymbolicLink && secondMetadata.Kind == FileKind.SymbolicLink)
        {
            if (context.Files.ReadLink(context.Resolve(first)) == context.Files.ReadLink(context.Resolve(second)))
            {
                return 0;
            }

            Message($"Symbolic links {first} and {second} differ\n");
            return 1;
        }

        bool oneIsLink = firstMetadata.Kind == FileKind.SymbolicLink || secondMetadata.Kind == FileKind.SymbolicLink;
        if (firstThere && secondThere && (header || oneIsLink) && firstMetadata.Kind != secondMetadata.Kind)
        {
            Message($"File {first} is a {KindName(firstMetadata)} while file {second} is a {KindName(secondMetadata)}\n");
            return 1;
        }

        return CompareFiles(first, firstMetadata, second, secondMetadata, header);
    }

    private int CompareFiles(string first, FileMetadata firstMetadata, string second, FileMetadata secondMetadata, bool header)
    {
        string[] shown = [settings.Labels.Count > 0 ? settings.Labels[0] : first, settings.Labels.Count > 1 ? settings.Labels[1] : second];
        if (firstMetadata.Kind != FileKind.Unknown && secondMetadata.Kind != FileKind.Unknown && settings.SilentWhenSame
            && (first == second && first == "-" || firstMetadata is { Kind: FileKind.Regular, Inode: > 0 } && firstMetadata.IsSameFileAs(secondMetadata)))
        {
            return ReportSame(shown);
        }

        byte[]? one = Read(first, firstMetadata);
        byte[]? other = first == second && first == "-" ? one : Read(second, secondMetadata);
        if (one is null || other is null)
        {
            return Trouble;
        }

        bool same = one.AsSpan().SequenceEqual(other);
        bool ignores = settings.IgnoresCase || settings.IgnoresAllSpace || settings.IgnoresSpaceChange || settings.IgnoresTrailingSpace
            || settings.IgnoresTabExpansion || settings.IgnoresBlankLines || settings.IgnoredLines.Count > 0;
        bool binary = !settings.Text && (IsBinary(one) || IsBinary(other));
        bool unsayable = settings.Style is DiffStyle.Ed or DiffStyle.ForwardEd && !(settings.Brief && !ignores) && !binary;
        if (same && (settings.SilentWhenSame || binary) && !unsayable)
        {
            return ReportSame(shown);
        }

        if (binary || (settings.Brief && !ignores))
        {
            if (same)
            {
                return ReportSame(shown);
            }

            Message(settings.Brief ? $"Files {shown[0]} and {shown[1]} differ\n" : $"Binary files {shown[0]} and {shown[1]} differ\n");
            return 1;
        }

        var a = new DiffLines(one);
        var b = new DiffLines(other);
        var classes = new DiffClasses(settings);
        classes.Number(a);
        classes.Number(b);
        List<DiffChange> changes = DiffAlgorithm.Compare(a, b, Math.Max(settings.Horizon, settings.Style is DiffStyle.Context or DiffStyle.Unified ? settings.Context : 0), settings.Minimal, settings.Style is not (DiffStyle.Ed or DiffStyle.ForwardEd));
        var printer = new DiffPrinter(context.Output, settings, a, b, changes);
        var paged = new MemoryOutput();
        var page = new ByteWriter(paged, context.Cancellation);
        bool differs = printer.HasChanges;
        if (settings.Brief)
        {
            if (differs)
            {
                Message($"Files {shown[0]} and {shown[1]} differ\n");
            }
        }
        else if (differs || !settings.SilentWhenSame)
        {
            string title = $"diff{settings.OptionText} {DiffPrinter.EscapeName(first)} {DiffPrinter.EscapeName(second)}";
            if (settings.Paginates)
            {
                printer.Output = page;
            }
            else if (header)
            {
                context.Output.Write(title + "\n");
            }

            printer.Print([first, second], [Time(firstMetadata), Time(secondMetadata)]);
            if (settings.Paginates)
            {
                page.Flush();
                Paginate(title, paged);
            }
        }

        // An ed script cannot say that the last newline is missing.
        bool unsaid = settings.Style is DiffStyle.Ed or DiffStyle.ForwardEd && (!a.EndsInNewline || !b.EndsInNewline);
        if (unsaid)
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

    /// <summary>A NUL in the first block is what makes a file binary.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> text) => text[..Math.Min(text.Length, 4096)].Contains((byte)0);

    private void Paginate(string title, MemoryOutput text)
    {
        var input = new MemoryInput(text.Written.ToArray());
        int status = context.Run(new CommandInvocation { Words = ["pr", "-h", title], Input = input, Caller = context.Name });
        if (status >= 126)
        {
            throw new CommandException($"subsidiary program 'pr' failed (exit status {status})", Trouble);
        }
    }

    private void Message(string text)
    {
        text = settings.MergeAssist ? " " + text : text;
        if (settings.Paginates)
        {
            messages.Add(text);
        }
        else
        {
            context.Output.Write(text);
        }
    }

    private int ReportSame(string[] names)
    {
        if (settings.ReportsIdentical)
        {
            Message($"Files {names[0]} and {names[1]} are identical\n");
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

    /// <summary>Takes the carriage returns before newlines out.</summary>
    public static byte[] StripCarriageReturns(byte[] text)
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
        UnixTime time = metadata.Kind == FileKind.Unknown ? new UnixTime(0, 0) : metadata.ModifyTime;
        if (metadata is { Kind: FileKind.Regular, ModifyTime: { Seconds: 0, Nanoseconds: 0 }, Inode: 0 })
        {
            time = UnixTime.From(context.Clock.GetUtcNow());
        }

        TimeZoneRules zone = context.System.ZoneRules(context.Environment.Get("TZ"));
        return TimeFormat.Format(settings.PosixTime ? "%a %b %e %T %Y" : "%Y-%m-%d %H:%M:%S.%N %z", new BrokenDownTime(time.Seconds, time.Nanoseconds, zone));
    }
}
