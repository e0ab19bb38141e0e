using System.Globalization;
using BashTool.Commands.Text;

namespace BashTool.Commands.Fusion;

/// <summary><c>sort | uniq</c>, <c>-c</c>, <c>-d</c> and <c>-u</c>: equal lines are counted in a table, and only different ones sorted.</summary>
public sealed class CountedLinesFusion : StageFusion
{
    public override FusedStages? Prepare(IReadOnlyList<CommandContext> stages, bool readsPipe)
    {
        char kind = stages[1].Arguments switch
        {
            [] => ' ',
            ["-c"] or ["--count"] => 'c',
            ["-d"] => 'd',
            ["-u"] => 'u',
            _ => '\0',
        };
        if (kind == '\0' || !TallyWork.IsPlainSort(stages[0], readsPipe, unique: false, out string file))
        {
            return null;
        }

        return (contexts, statuses, run) =>
        {
            // The lines of both stages go through one writer: the second's.
            CommandContext uniq = contexts[1];
            var sink = new StageSink(uniq.Output);
            var runs = new RunLengthFile((line, count) => Write(sink, kind, line, count));
            int sorted = 0;
            statuses[1] = run(uniq, _ =>
            {
                sorted = run(contexts[0], sort => Sort(sort, file, kind, sink, runs));
                sink.Rethrow();
                runs.Finish();
                return 0;
            });
            statuses[0] = sorted;
        };
    }

    private static int Sort(CommandContext sort, string file, char kind, StageSink sink, RunLengthFile runs)
    {
        var tally = new LineTally();
        if (TallyWork.Read(sort, file, tally, repeats: true) is { } rest)
        {
            CommandContext inner = sort.WithStreams(rest, runs, []);
            int status = new SortCommand().Run(inner);
            inner.Finish();
            return status;
        }

        foreach (int index in TallyWork.Order(tally, sort, out _))
        {
            Write(sink, kind, tally[index], tally.CountOf(index));
        }

        return 0;
    }

    private static void Write(StageSink output, char kind, ReadOnlySpan<byte> line, long count)
    {
        if ((kind == 'd' && count == 1) || (kind == 'u' && count > 1))
        {
            return;
        }

        if (kind == 'c')
        {
            const int width = 7;
            Span<byte> number = stackalloc byte[24];
            number[..width].Fill((byte)' ');
            count.TryFormat(number, out int written, "", CultureInfo.InvariantCulture);
            if (written < width)
            {
                number[..written].CopyTo(number[(width - written)..]);
                number[..(width - written)].Fill((byte)' ');
                written = width;
            }

            number[written++] = (byte)' ';
            output.Write(number[..written]);
        }

        output.Write(line);
        output.Write("\n"u8);
    }
}
