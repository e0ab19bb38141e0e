namespace BashTool.Commands.Text;

/// <summary>What diff3 prints of its blocks: to be read, as an ed script, or merged.</summary>
internal sealed class Diff3Output
{
    private ByteWriter output = null!;
    private DiffLines[] files = [];
    private int[] mapping = [];
    private DiffLines copied = null!;

    public required bool Merges { get; init; }

    public required bool ShowsSecond { get; init; }

    public required bool Flags { get; init; }

    public required bool OverlapOnly { get; init; }

    public required bool EasyOnly { get; init; }

    public required bool FinalWrite { get; init; }

    public required string LinePrefix { get; init; }

    /// <summary>Prints; true if there were conflicts.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="blocks">The blocks, in order.</param>
    /// <param name="lines">The files in the order of the blocks.</param>
    /// <param name="source">The first file as it is, for what is copied from it.</param>
    /// <param name="order">Which of those each operand is.</param>
    /// <param name="labels">The operands' names.</param>
    /// <param name="script">Whether an ed script or a merge was asked for.</param>
    public bool Print(ByteWriter to, List<Diff3Block> blocks, DiffLines[] lines, DiffLines source, int[] order, List<string> labels, bool script)
    {
        output = to;
        files = lines;
        mapping = order;
        copied = source;
        if (!script)
        {
            PrintBlocks(blocks);
            return false;
        }

        return Merges ? PrintMerged(blocks, labels) : PrintScript(blocks, labels);
    }

    private static string Range(long low, long high, char letter) =>
        high < low ? $"{high}a" : high == low ? $"{low}{letter}" : $"{low},{high}{letter}";

    private void PrintLine(DiffLines file, long number)
    {
        output.Write(file[(int)number - 1]);
        if (!file.LacksNewline((int)number - 1))
        {
            output.WriteByte((byte)'\n');
        }
    }

    private void PrintBlocks(List<Diff3Block> blocks)
    {
        foreach (Diff3Block block in blocks)
        {
            int odd = block.Kind == Diff3Kind.All ? 3 : mapping[(int)block.Kind];
            int hidden = odd == 3 ? 3 : odd == 0 ? 1 : 0;
            output.Write($"===={(odd == 3 ? "" : (odd + 1).ToString())}\n");

            // The two that are alike stand together.
            foreach (int i in odd == 1 ? (ReadOnlySpan<int>)[0, 2, 1] : [0, 1, 2])
            {
                int file = mapping[i];
                long low = block.Low[file];
                long high = block.High[file];
                output.Write($"{i + 1}:{Range(low, high, 'c')}\n");
                if (i == hidden)
                {
                    continue;
                }

                for (long line = low; line <= high; line++)
                {
                    output.Write(LinePrefix);
                    PrintLine(files[file], line);
                }

                if (low <= high && files[file].LacksNewline((int)high - 1))
                {
                    output.Write("\n\\ No newline at end of file\n");
                }
            }
        }
    }

    // What is to be done with a block: null for nothing, else whether it is a conflict.
    private bool? Treatment(Diff3Block block, out Diff3Kind kind)
    {
        kind = block.Kind == Diff3Kind.All ? Diff3Kind.All : (Diff3Kind)mapping[(int)block.Kind];
        return kind switch
        {
            Diff3Kind.Second => ShowsSecond ? true : null,
            Diff3Kind.Third => OverlapOnly ? null : false,
            Diff3Kind.All => EasyOnly ? null : Flags,
            _ => null,
        };
    }

    private bool PrintMerged(List<Diff3Block> blocks, List<string> labels)
    {
        bool conflicts = false;
        long read = 0;
        foreach (Diff3Block block in blocks)
        {
            if (Treatment(block, out Diff3Kind kind) is not { } conflict)
            {
                continue;
            }

            for (; read < block.Low[0] - 1; read++)
            {
                PrintLine(copied, read + 1);
            }

            if (conflict)
            {
                conflicts = true;
                if (kind == Diff3Kind.All)
                {
                    output.Write($"<<<<<<< {labels[0]}\n");
                    PrintLines(block, mapping[0]);
                }

                if (ShowsSecond)
                {
                    output.Write($"{(kind == Diff3Kind.All ? "|||||||" : "<<<<<<<")} {labels[1]}\n");
                    PrintLines(block, mapping[1]);
                }

                output.Write("=======\n");
            }

            PrintLines(block, mapping[2]);
            if (conflict)
            {
                output.Write($">>>>>>> {labels[2]}\n");
            }

            read = block.High[0];
        }

        for (; read < copied.Count; read++)
        {
            PrintLine(copied, read + 1);
        }

        return conflicts;
    }

    private void PrintLines(Diff3Block block, int file)
    {
        for (long line = block.Low[file]; line <= block.High[file]; line++)
        {
            PrintLine(files[file], line);
        }
    }

    private bool PrintScript(List<Diff3Block> blocks, List<string> labels)
    {
        bool conflicts = false;
        for (int i = blocks.Count - 1; i >= 0; i--)
        {
            Diff3Block block = blocks[i];
            if (Treatment(block, out Diff3Kind kind) is not { } conflict)
            {
                continue;
            }

            long low = block.Low[mapping[0]];
            long high = block.High[mapping[0]];
            if (conflict)
            {
                conflicts = true;
                PrintConflict(block, kind, low, high, labels);
            }
            else if (block.Count(mapping[2]) == 0)
            {
                output.Write(low == high ? $"{low}d\n" : $"{low},{high}d\n");
            }
            else
            {
                output.Write(Range(low, high, 'c') + "\n");
                EndText(PrintDotted(block, mapping[2]), low, block.Count(mapping[2]));
            }
        }

        if (FinalWrite)
        {
            output.Write("w\nq\n");
        }

        return conflicts;
    }

    private void PrintConflict(Diff3Block block, Diff3Kind kind, long low, long high, List<string> labels)
    {
        output.Write($"{high}a\n");
        bool dots = false;
        if (kind == Diff3Kind.All)
        {
            if (ShowsSecond)
            {
                output.Write($"||||||| {labels[1]}\n");
                dots = PrintDotted(block, mapping[1]);
            }

            output.Write("=======\n");
            dots |= PrintDotted(block, mapping[2]);
        }

        output.Write($">>>>>>> {labels[2]}\n");
        EndText(dots, high + 2, block.Count(mapping[1]) + block.Count(mapping[2]) + 1);
        output.Write($"{low - 1}a\n<<<<<<< {(kind == Diff3Kind.All ? labels[0] : labels[1])}\n");
        dots = false;
        if (kind == Diff3Kind.Second)
        {
            dots = PrintDotted(block, mapping[1]);
            output.Write("=======\n");
        }

        EndText(dots, low + 1, block.Count(mapping[1]));
    }

    // Lines that begin with a dot get another one, which is taken off again.
    private bool PrintDotted(Diff3Block block, int file)
    {
        bool dots = false;
        for (long line = block.Low[file]; line <= block.High[file]; line++)
        {
            if (files[file][(int)line - 1].StartsWith((byte)'.'))
            {
                dots = true;
                output.WriteByte((byte)'.');
            }

            output.WriteLine(files[file][(int)line - 1]);
        }

        return dots;
    }

    private void EndText(bool dots, long start, long count)
    {
        output.Write(".\n");
        if (dots)
        {
            output.Write(count == 1 ? $"{start}s/^\\.//\n" : $"{start},{start + count - 1}s/^\\.//\n");
        }
    }
}
