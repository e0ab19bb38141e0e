namespace BashTool.Commands.Fusion;

/// <summary><c>head -n B FILE | tail -n N</c> and <c>tail -n +A FILE | head -n N</c>: one pass, which ends with the range.</summary>
public sealed class LineRangeFusion : StageFusion
{
    private const long MostKept = 1_000_000;
    private const int BrokenPipe = 141;

    public override FusedStages? Prepare(IReadOnlyList<CommandContext> stages, bool readsPipe)
    {
        if (!HeadArguments.TryRead(stages[0].Arguments, out HeadArguments first) || !HeadArguments.TryRead(stages[1].Arguments, out HeadArguments second)
            || first.File is not { } file || second.File is not null || file.StartsWith("/dev/", StringComparison.Ordinal))
        {
            return null;
        }

        VirtualPath path = stages[0].Resolve(file);
        if (stages[0].Files.TryStat(path, followLinks: true, out FileMetadata metadata) != FileError.None || !metadata.IsRegular
            || stages[0].Files.Access(path, FileAccessRights.Read) != FileError.None)
        {
            return null;
        }

        bool headFirst = stages[0].Name == "head";
        if (headFirst)
        {
            return first.FromStart || first.Lines == 0 || second.Lines > MostKept ? null
                : (contexts, statuses, run) => HeadThenTail(contexts, statuses, run, file, first.Lines, second);
        }

        return !first.FromStart || second.FromStart || second.Lines == 0 ? null
            : (contexts, statuses, run) => TailThenHead(contexts, statuses, run, file, Math.Max(1, first.Lines), second.Lines);
    }

    private static void HeadThenTail(IReadOnlyList<CommandContext> contexts, int[] statuses, StageRunner run, string file, long end, HeadArguments tail)
    {
        int firstStatus = 0;
        var output = new StageSink(contexts[1].Output);
        statuses[1] = run(contexts[1], _ =>
        {
            firstStatus = run(contexts[0], input =>
            {
                if (tail.FromStart)
                {
                    Copy(input, output, file, Math.Max(1, tail.Lines), end);
                }
                else
                {
                    CopyLast(input, output, file, end, (int)tail.Lines);
                }

                return 0;
            });
            output.Rethrow();
            return 0;
        });
        statuses[0] = firstStatus;
    }

    private static void TailThenHead(IReadOnlyList<CommandContext> contexts, int[] statuses, StageRunner run, string file, long start, long count)
    {
        int firstStatus = 0;
        var output = new StageSink(contexts[1].Output);
        statuses[1] = run(contexts[1], _ =>
        {
            firstStatus = run(contexts[0], input =>
                Copy(input, output, file, start, start + count - 1) > BytePipe.DefaultCapacity ? BrokenPipe : 0);
            output.Rethrow();
            return 0;
        });
        statuses[0] = firstStatus;
    }

    // Lines from one to another; returns how many bytes of the file come behind them.
    private static long Copy(CommandContext input, StageSink output, string file, long start, long end)
    {
        OpenFile opened = input.OpenInput(file);
        try
        {
            var reader = new LineReader(opened, input.Cancellation);
            for (long number = 1; number <= end && reader.TryRead(out ReadOnlySpan<byte> line); number++)
            {
                if (number >= start)
                {
                    Write(output, reader, line);
                }
            }

            reader.Commit();
            return opened.Handle is { } handle ? handle.GetMetadata().Size - opened.ReadPosition : 0;
        }
        finally
        {
            opened.Release();
        }
    }

    // The last lines of those up to one.
    private static void CopyLast(CommandContext input, StageSink output, string file, long end, int count)
    {
        if (count == 0)
        {
            return;
        }

        OpenFile opened = input.OpenInput(file);
        try
        {
            var reader = new LineReader(opened, input.Cancellation);
            var ring = new byte[]?[(int)Math.Min(count, end)];
            int[] lengths = new int[ring.Length];
            long number = 0;
            while (number < end && reader.TryRead(out ReadOnlySpan<byte> line))
            {
                int size = line.Length + (reader.HadDelimiter ? 1 : 0);
                int at = (int)(number++ % ring.Length);
                if (ring[at] is not { } room || room.Length < size)
                {
                    ring[at] = room = new byte[Math.Max(size, 80)];
                }

                line.CopyTo(room);
                if (reader.HadDelimiter)
                {
                    room[line.Length] = (byte)'\n';
                }

                lengths[at] = size;
            }

            for (long i = Math.Max(0, number - ring.Length); i < number; i++)
            {
                int at = (int)(i % ring.Length);
                output.Write(ring[at].AsSpan(0, lengths[at]));
            }
        }
        finally
        {
            opened.Release();
        }
    }

    private static void Write(StageSink output, LineReader reader, ReadOnlySpan<byte> line)
    {
        output.Write(line);
        if (reader.HadDelimiter)
        {
            output.Write("\n"u8);
        }
    }
}
