namespace BashTool.Commands.Text;

/// <summary>One run of <c>sort</c>: reads, sorts in memory or through temporary files, merges, checks, writes.</summary>
internal sealed class SortJob(CommandContext context, SortOrdering ordering)
{
    private const int Trouble = 2;
    private const int ReadSize = 1 << 20;
    private const int WorthAllAtOnce = 16 << 20;

    private readonly LineSorterBuffers buffers = new();
    private long lines;

    public bool Unique { get; init; }

    public byte Delimiter { get; init; }

    public string? Output { get; init; }

    /// <summary>Shows the keys below each line; null if that is not asked for.</summary>
    public SortAnnotation? Annotation { get; init; }

    public long MemoryLimit { get; init; }

    /// <summary>The limit was asked for, and is not only what seems right.</summary>
    public bool MemoryIsGiven { get; init; }

    public int BatchSize { get; init; }

    public int Threads { get; init; }

    public string? TemporaryDirectory { get; init; }

    public int Sort(IReadOnlyList<string> names)
    {
        if (context.StandardOutput is FirstLinesFile { Lines: <= SortTop.Most } first && Output is null && !Unique && Delimiter == (byte)'\n')
        {
            return SortFirst(names, first);
        }

        var temporaries = new List<VirtualPath>();
        try
        {
            var table = new LineTable(Delimiter);
            List<object?>? objects = null;
            long expected = ExpectedSize(names);
            table.Reserve(Math.Min(expected, MemoryLimit) + 1);
            foreach (string name in names)
            {
                OpenFile file = Open(name);
                try
                {
                    if (file.Objects is not null && context.Output.WantsObjects && Output is null && temporaries.Count == 0)
                    {
                        ReadWithObjects(file, table, objects ??= []);
                    }
                    else
                    {
                        Read(file, name, table, temporaries);
                    }
                }
                finally
                {
                    file.Release();
                }

                table.EndLine();
            }

            table.Index();
            ArraySegment<int> order = LineSorter.Sort(table, ordering, Threads, buffers, context.Cancellation);
            if (temporaries.Count == 0)
            {
                WriteTo(output => Write(output, table, order, objects));
            }
            else
            {
                Spill(table, order, temporaries);
                table = null!;
                MergeTemporaries(temporaries);
            }

            return 0;
        }
        finally
        {
            Remove(temporaries);
        }
    }

    // Of all lines the first few are wanted: no more are kept.
    private int SortFirst(IReadOnlyList<string> names, FirstLinesFile wanted)
    {
        var top = new SortTop(ordering, (int)wanted.Lines);
        foreach (string name in names)
        {
            OpenFile file = Open(name);
            try
            {
                var reader = new LineReader(file, context.Cancellation, Delimiter);
                while (TryRead(reader, name, out ReadOnlySpan<byte> line))
                {
                    top.Add(line);
                }
            }
            finally
            {
                file.Release();
            }
        }

        foreach (ReadOnlyMemory<byte> line in top.InOrder())
        {
            context.Output.WriteLine(line.Span);
        }

        context.Output.Flush();
        wanted.Skip(top.DroppedBytes);
        return 0;
    }

    public int Merge(IReadOnlyList<string> names)
    {
        var temporaries = new List<VirtualPath>();
        var sources = new List<SortSource>();
        try
        {
            foreach (string name in names)
            {
                OpenFile file = Open(name);
                if (Output is not null && IsOutput(file, name))
                {
                    // What is to be overwritten is read first.
                    file = new MemoryInput(ReadAll(file, name));
                }

                sources.Add(new SortSource(file, name, context.Cancellation, Delimiter));
            }

            MergeInBatches(sources, temporaries);
            return 0;
        }
        finally
        {
            foreach (SortSource source in sources)
            {
                source.File.Release();
            }

            Remove(temporaries);
        }
    }

    public int Check(string name, bool quietly)
    {
        OpenFile file;
        try
        {
            file = context.OpenInput(name);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"open failed: {GnuQuoting.Name(name)}: {problem.Description}", Trouble);
        }

        try
        {
            var reader = new LineReader(file, context.Cancellation, Delimiter);
            byte[] previous = [];
            int previousLength = -1;
            long number = 0;
            while (TryRead(reader, name, out ReadOnlySpan<byte> line))
            {
                number++;
                if (previousLength >= 0)
                {
                    int result = ordering.Compare(previous.AsSpan(0, previousLength), line);
                    if (result > 0 || (Unique && result == 0))
                    {
                        if (!quietly)
                        {
                            context.FlushOutput();
                            context.Error.Write($"{context.Name}: {GnuQuoting.Name(name)}:{number}: disorder: ");
                            context.Error.Write(line);
                            context.Error.Write([Delimiter]);
                            context.Error.FlushThrough();
                        }

                        return 1;
                    }
                }

                if (line.Length > previous.Length)
                {
                    previous = new byte[line.Length * 2];
                }

                line.CopyTo(previous);
                previousLength = line.Length;
            }
        }
        finally
        {
            file.Release();
        }

        return 0;
    }

    private static bool TryRead(LineReader reader, string name, out ReadOnlySpan<byte> line)
    {
        try
        {
            return reader.TryRead(out line);
        }
        catch (FileSystemException problem)
        {
            throw ReadFailed(name, problem);
        }
    }

    private static CommandException ReadFailed(string name, FileSystemException problem) =>
        new($"read failed: {GnuQuoting.Name(name)}: {problem.Description}", Trouble);

    private OpenFile Open(string name)
    {
        try
        {
            return context.OpenInput(name);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"cannot read: {GnuQuoting.Name(name)}: {problem.Description}", Trouble);
        }
    }

    private bool IsOutput(OpenFile file, string name)
    {
        if (name == Output)
        {
            return true;
        }

        return file.Handle is { } handle && context.Files.TryStat(context.Resolve(Output!), true, out FileMetadata there) == FileError.None
            && handle.GetMetadata().IsSameFileAs(there);
    }

    private byte[] ReadAll(OpenFile file, string name)
    {
        var table = new LineTable(Delimiter);
        try
        {
            while (true)
            {
                ReadOnlySpan<byte> block = file.Peek(context.Cancellation);
                if (block.IsEmpty)
                {
                    break;
                }

                table.Append(block);
                file.Advance(block.Length);
            }
        }
        catch (FileSystemException problem)
        {
            throw ReadFailed(name, problem);
        }
        finally
        {
            file.Release();
        }

        table.Index();
        table.EndLine();
        table.Index();
        return table.Count == 0 ? [] : table.All.ToArray();
    }

    private long ExpectedSize(IReadOnlyList<string> names)
    {
        long size = 0;
        foreach (string name in names)
        {
            if (name == "-")
            {
                size += context.StandardInput.Handle is { CanSeek: true } handle ? handle.Length : 0;
            }
            else if (context.Files.TryStat(context.Resolve(name), true, out FileMetadata metadata) == FileError.None && metadata.IsRegular)
            {
                size += metadata.Size + 1;
            }
        }

        return size;
    }

    private void Read(OpenFile file, string name, LineTable table, List<VirtualPath> temporaries)
    {
        while (true)
        {
            if (table.Room.Length == 0)
            {
                if (MemoryIsGiven && table.Length >= WorthAllAtOnce)
                {
                    // What is left over of smaller blocks would take memory too.
                    table.Enlarge(MemoryLimit);
                }

                table.Reserve(table.Room.Length > 0 ? 1 : Math.Clamp(table.Length, 64 * 1024, 64 << 20));
            }

            int count;
            try
            {
                Span<byte> room = table.Room;
                count = file.Read(room[..Math.Min(room.Length, 4 * ReadSize)], context.Cancellation);
            }
            catch (FileSystemException problem)
            {
                throw ReadFailed(name, problem);
            }

            if (count == 0)
            {
                return;
            }

            lines += table.Room[..count].Count(Delimiter);
            table.Advance(count);
            if (table.Length + (lines * (Threads > 1 ? LineSorterBuffers.BytesPerLineShared : LineSorterBuffers.BytesPerLine)) >= MemoryLimit)
            {
                table.Index();
                if (table.Count > 0)
                {
                    Spill(table, LineSorter.Sort(table, ordering, Threads, buffers, context.Cancellation), temporaries);
                    table.KeepUnfinished();
                    lines = 0;
                }
            }
        }
    }

    private void ReadWithObjects(OpenFile file, LineTable table, List<object?> objects)
    {
        var reader = new LineReader(file, context.Cancellation, Delimiter);
        table.Index();
        while (objects.Count < table.Count)
        {
            objects.Add(null);
        }

        while (reader.TryRead(out ReadOnlySpan<byte> line))
        {
            objects.Add(reader.CurrentObject);
            table.Append(line);
            table.Append([Delimiter]);
        }
    }

    private void WriteTo(Action<ByteWriter> writeLines)
    {
        Action<ByteWriter> write = Annotation is { } annotation ? writer => annotation.Write(context, writeLines, writer, Delimiter) : writeLines;
        if (Output is null)
        {
            WriteTo(context.Output, write);
            return;
        }

        OpenFile file;
        try
        {
            file = context.OpenOutput(Output);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"open failed: {GnuQuoting.Name(Output)}: {problem.Description}", Trouble);
        }

        var writer = new ByteWriter(file, context.Cancellation) { IsCommandOutput = true };
        try
        {
            WriteTo(writer, write);
        }
        finally
        {
            writer.Discard();
            file.Release();
        }
    }

    private void WriteTo(ByteWriter writer, Action<ByteWriter> write)
    {
        string doing = "write";
        try
        {
            write(writer);
            doing = "fflush";
            writer.FlushThrough();
        }
        catch (WriteErrorException problem)
        {
            context.Complain($"{doing} failed: {(Output is null ? "'standard output'" : GnuQuoting.Name(Output))}: {problem.Description}");
            throw new CommandException("write error", Trouble);
        }
    }

    private void Write(ByteWriter output, LineTable table, ArraySegment<int> order, List<object?>? objects)
    {
        int previous = -1;
        foreach (int line in order)
        {
            if (Unique)
            {
                if (previous >= 0 && ordering.Compare(table[previous], table[line]) == 0)
                {
                    continue;
                }

                previous = line;
            }

            if (objects is not null && line < objects.Count)
            {
                output.NextLineShows(objects[line]);
            }

            output.Write(table.Whole(line));
        }
    }

    private void Spill(LineTable table, ArraySegment<int> order, List<VirtualPath> temporaries)
    {
        (OpenFile file, VirtualPath path) = CreateTemporary();
        temporaries.Add(path);
        var writer = new ByteWriter(file, context.Cancellation);
        try
        {
            Write(writer, table, order, null);
            writer.Flush();
        }
        finally
        {
            writer.Discard();
            file.Release();
        }
    }

    private (OpenFile File, VirtualPath Path) CreateTemporary()
    {
        string directory = TemporaryDirectory ?? context.Environment.Get("TMPDIR") ?? "/tmp";
        Span<char> suffix = stackalloc char[6];
        for (int attempt = 0; ; attempt++)
        {
            Random.Shared.GetItems("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", suffix);
            VirtualPath path = context.Resolve(directory).Combine("sort" + suffix.ToString());
            try
            {
                IFileHandle handle = context.Files.Open(path, OpenMode.Write | OpenMode.CreateNew, 0b110_000_000);
                return (new OpenedFile(handle, path.Text, canRead: false, canWrite: true), path);
            }
            catch (FileSystemException problem)
            {
                if (problem.Error != FileError.EEXIST || attempt > 100)
                {
                    throw new CommandException($"cannot create temporary file in {GnuQuoting.Always(directory)}: {problem.Description}", Trouble);
                }
            }
        }
    }

    private void MergeTemporaries(List<VirtualPath> temporaries)
    {
        var sources = new List<SortSource>();
        try
        {
            foreach (VirtualPath path in temporaries)
            {
                var file = new OpenedFile(context.Files.Open(path, OpenMode.Read), path.Text, canRead: true, canWrite: false);
                sources.Add(new SortSource(file, path.Text, context.Cancellation, Delimiter));
            }

            MergeInBatches(sources, temporaries);
        }
        finally
        {
            foreach (SortSource source in sources)
            {
                source.File.Release();
            }
        }
    }

    private void MergeInBatches(List<SortSource> sources, List<VirtualPath> temporaries)
    {
        while (sources.Count > BatchSize)
        {
            // The first ones become one that takes their place, so that equal lines keep their order.
            List<SortSource> batch = sources.GetRange(0, BatchSize);
            (OpenFile file, VirtualPath path) = CreateTemporary();
            temporaries.Add(path);
            var writer = new ByteWriter(file, context.Cancellation);
            MergeInto(writer, batch);
            writer.Flush();
            writer.Discard();
            file.Release();
            foreach (SortSource source in batch)
            {
                source.File.Release();
            }

            sources.RemoveRange(0, BatchSize);
            var merged = new OpenedFile(context.Files.Open(path, OpenMode.Read), path.Text, canRead: true, canWrite: false);
            sources.Insert(0, new SortSource(merged, path.Text, context.Cancellation, Delimiter));
        }

        WriteTo(output => MergeInto(output, sources));
    }

    private void MergeInto(ByteWriter output, List<SortSource> sources)
    {
        // The sources in the order of their current lines; equal ones in the order they were given.
        var active = new List<SortSource>();
        for (int i = 0; i < sources.Count; i++)
        {
            sources[i].Number = i;
            if (sources[i].MoveNext())
            {
                Insert(active, sources[i]);
            }
        }

        byte[] previous = [];
        int previousLength = -1;
        while (active.Count > 0)
        {
            SortSource first = active[0];
            ReadOnlySpan<byte> line = first.Current;
            if (!Unique || previousLength < 0 || ordering.Compare(previous.AsSpan(0, previousLength), line) != 0)
            {
                output.NextLineShows(first.CurrentObject);
                output.Write(line);
                output.WriteByte(Delimiter);
                if (Unique)
                {
                    if (line.Length > previous.Length)
                    {
                        previous = new byte[line.Length * 2];
                    }

                    line.CopyTo(previous);
                    previousLength = line.Length;
                }
            }

            if (!first.MoveNext())
            {
                active.RemoveAt(0);
            }
            else if (active.Count > 1 && Compare(first, active[1]) > 0)
            {
                active.RemoveAt(0);
                Insert(active, first);
            }
        }
    }

    private int Compare(SortSource a, SortSource b)
    {
        int result = ordering.Compare(a.Current, b.Current);
        return result != 0 ? result : a.Number - b.Number;
    }

    private void Insert(List<SortSource> active, SortSource source)
    {
        int low = 0;
        int high = active.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (Compare(source, active[middle]) < 0)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        active.Insert(low, source);
    }

    private void Remove(List<VirtualPath> temporaries)
    {
        foreach (VirtualPath path in temporaries)
        {
            try
            {
                context.Files.RemoveFile(path);
            }
            catch (FileSystemException)
            {
                // It is gone, or cannot be removed: there is nobody to tell.
            }
        }
    }
}
