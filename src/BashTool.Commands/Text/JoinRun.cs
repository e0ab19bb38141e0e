namespace BashTool.Commands.Text;

/// <summary>One run of join: groups of lines with equal keys on both sides meet each other.</summary>
internal sealed class JoinRun
{
    private static readonly Line Blank = new();

    private readonly CommandContext context;
    private readonly JoinSettings settings;
    private readonly ByteWriter output;
    private readonly byte outputSeparator;
    private readonly Side[] sides;
    private bool seenUnpaired;

    public JoinRun(CommandContext context, JoinSettings settings, OpenFile first, OpenFile second, string firstName, string secondName)
    {
        this.context = context;
        this.settings = settings;
        output = context.Output;
        outputSeparator = settings.Separator < 0 ? (byte)' ' : (byte)settings.Separator;
        sides = [new Side(this, 0, first, firstName), new Side(this, 1, second, secondName)];
    }

    public int Run()
    {
        Side one = sides[0];
        Side two = sides[1];
        one.Advance(true);
        two.Advance(true);
        if (settings.FormatsByFirstLine)
        {
            one.AutomaticFields = one.Group.Count > 0 ? one.Group[0].FieldCount : 0;
            two.AutomaticFields = two.Group.Count > 0 ? two.Group[0].FieldCount : 0;
        }

        if (settings.HasHeader && (one.Group.Count > 0 || two.Group.Count > 0))
        {
            Print(one.Group.Count > 0 ? one.Group[0] : Blank, two.Group.Count > 0 ? two.Group[0] : Blank);
            one.ForgetPrevious();
            two.ForgetPrevious();
            if (one.Group.Count > 0)
            {
                one.Advance(true);
            }

            if (two.Group.Count > 0)
            {
                two.Advance(true);
            }
        }

        while (one.Group.Count > 0 && two.Group.Count > 0)
        {
            int order = Compare(one.Group[0], settings.Fields[0], two.Group[0], settings.Fields[1]);
            if (order != 0)
            {
                Side alone = order < 0 ? one : two;
                if (settings.PrintsUnpaired[alone.Index])
                {
                    PrintAlone(alone);
                }

                alone.Advance(true);
                seenUnpaired = true;
                continue;
            }

            bool firstEnded = one.ReadGroup(two.Group[0], settings.Fields[1]);
            bool secondEnded = two.ReadGroup(one.Group[0], settings.Fields[0]);
            if (settings.PrintsPairs)
            {
                int firstCount = one.Group.Count - (firstEnded ? 0 : 1);
                int secondCount = two.Group.Count - (secondEnded ? 0 : 1);
                for (int i = 0; i < firstCount; i++)
                {
                    for (int j = 0; j < secondCount; j++)
                    {
                        Print(one.Group[i], two.Group[j]);
                    }
                }
            }

            one.DropGroup(firstEnded);
            two.DropGroup(secondEnded);
        }

        bool checksTail = settings.ChecksOrder != false && !(one.Complained && two.Complained);
        Drain(one, two, checksTail);
        Drain(two, one, checksTail);
        return one.Complained || two.Complained ? throw new CommandException("input is not in sorted order") : 0;
    }

    private void Drain(Side side, Side other, bool checksTail)
    {
        bool prints = settings.PrintsUnpaired[side.Index];
        if ((!prints && !checksTail) || side.Group.Count == 0)
        {
            return;
        }

        if (prints)
        {
            PrintAlone(side);
        }

        if (other.Group.Count > 0)
        {
            seenUnpaired = true;
        }

        while (side.Advance(true))
        {
            if (prints)
            {
                PrintAlone(side);
            }
            else if (side.Complained)
            {
                break;
            }
        }
    }

    private void PrintAlone(Side side) =>
        Print(side.Index == 0 ? side.Group[0] : Blank, side.Index == 0 ? Blank : side.Group[0]);

    private void Print(Line first, Line second)
    {
        if (settings.Output.Count > 0)
        {
            bool follows = false;
            foreach ((int file, int field) in settings.Output)
            {
                if (follows)
                {
                    output.WriteByte(outputSeparator);
                }

                follows = true;
                if (file == 0)
                {
                    PrintKey(first, second);
                }
                else
                {
                    PrintField(file == 1 ? first : second, field);
                }
            }
        }
        else
        {
            PrintKey(first, second);
            PrintFields(first, 0);
            PrintFields(second, 1);
        }

        output.WriteByte(settings.Delimiter);
    }

    private void PrintKey(Line first, Line second)
    {
        bool fromSecond = ReferenceEquals(first, Blank);
        PrintField(fromSecond ? second : first, settings.Fields[fromSecond ? 1 : 0]);
    }

    private void PrintFields(Line line, int side)
    {
        int count = settings.FormatsByFirstLine ? sides[side].AutomaticFields : line.FieldCount;
        for (int i = 0; i < count; i++)
        {
            if (i != settings.Fields[side])
            {
                output.WriteByte(outputSeparator);
                PrintField(line, i);
            }
        }
    }

    private void PrintField(Line line, int field)
    {
        ReadOnlySpan<byte> text = line.Field(field);
        if (text.IsEmpty)
        {
            output.Write(settings.Filler);
        }
        else
        {
            output.Write(text);
        }
    }

    private int Compare(Line a, int fieldA, Line b, int fieldB)
    {
        ReadOnlySpan<byte> first = a.Field(fieldA);
        ReadOnlySpan<byte> second = b.Field(fieldB);
        if (!settings.IgnoresCase)
        {
            return first.SequenceCompareTo(second);
        }

        int common = Math.Min(first.Length, second.Length);
        for (int i = 0; i < common; i++)
        {
            int difference = Upper(first[i]) - Upper(second[i]);
            if (difference != 0)
            {
                return difference;
            }
        }

        return first.Length - second.Length;
    }

    private static int Upper(byte value) => value is >= (byte)'a' and <= (byte)'z' ? value - 32 : value;

    /// <summary>A line, copied, with its fields.</summary>
    private sealed class Line
    {
        private byte[] bytes = [];
        private int length;
        private (int Start, int Length)[] fields = new (int, int)[8];

        public int FieldCount { get; private set; }

        public ReadOnlySpan<byte> Text => bytes.AsSpan(0, length);

        public ReadOnlySpan<byte> Field(int index) =>
            index < FieldCount ? bytes.AsSpan(fields[index].Start, fields[index].Length) : default;

        public void Set(ReadOnlySpan<byte> line, int separator)
        {
            if (bytes.Length < line.Length)
            {
                bytes = new byte[Math.Max(line.Length, Math.Min(bytes.Length * 2, 1 << 20))];
            }

            line.CopyTo(bytes);
            length = line.Length;
            FieldCount = 0;
            if (separator < 0)
            {
                SplitAtBlanks(line);
            }
            else if (separator == '\n')
            {
                Add(0, line.Length);
            }
            else if (!line.IsEmpty)
            {
                int start = 0;
                for (int at; (at = line[start..].IndexOf((byte)separator)) >= 0; start += at + 1)
                {
                    Add(start, at);
                }

                Add(start, line.Length - start);
            }
        }

        private static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\n';

        private void SplitAtBlanks(ReadOnlySpan<byte> line)
        {
            int at = 0;
            while (at < line.Length && IsBlank(line[at]))
            {
                at++;
            }

            if (at == line.Length)
            {
                return;
            }

            while (at < line.Length)
            {
                int start = at;
                while (at < line.Length && !IsBlank(line[at]))
                {
                    at++;
                }

                Add(start, at - start);
                if (at == line.Length)
                {
                    return;
                }

                while (at < line.Length && IsBlank(line[at]))
                {
                    at++;
                }
            }

            // Blanks at the end have an empty field behind them.
            Add(at, 0);
        }

        private void Add(int start, int fieldLength)
        {
            if (FieldCount == fields.Length)
            {
                Array.Resize(ref fields, fields.Length * 2);
            }

            fields[FieldCount++] = (start, fieldLength);
        }
    }

    /// <summary>One of the files: the lines read of the current key and the line behind them.</summary>
    private sealed class Side(JoinRun run, int index, OpenFile file, string name)
    {
        private readonly LineReader reader = new(file, run.context.Cancellation, run.settings.Delimiter);
        private readonly Stack<Line> spare = new();
        private Line? previous;
        private long number;

        public int Index => index;

        public List<Line> Group { get; } = [];

        public int AutomaticFields { get; set; }

        public bool Complained { get; private set; }

        public void ForgetPrevious() => previous = null;

        /// <summary>Reads a line behind the group, which is emptied first if asked for.</summary>
        public bool Advance(bool first)
        {
            if (first && Group.Count > 0)
            {
                DropGroup(true);
            }

            ReadOnlySpan<byte> text;
            try
            {
                if (!reader.TryRead(out text))
                {
                    return false;
                }
            }
            catch (FileSystemException problem)
            {
                throw new CommandException($"read error: {problem.Description}");
            }

            number++;
            Line line = spare.TryPop(out Line? used) ? used : new Line();
            line.Set(text, run.settings.Separator);
            CheckOrder(line);
            if (previous is not null && Group.Count == 0)
            {
                spare.Push(previous);
            }

            previous = line;
            Group.Add(line);
            return true;
        }

        /// <summary>Reads on while the key stays that of <paramref name="partner"/>; true if the file ended so.</summary>
        public bool ReadGroup(Line partner, int partnerField)
        {
            do
            {
                if (!Advance(false))
                {
                    return true;
                }
            }
            while (Same(Group[^1], partner, partnerField));
            return false;
        }

        /// <summary>Leaves only the line behind the group, if there is one.</summary>
        public void DropGroup(bool whole)
        {
            int count = Group.Count - (whole ? 0 : 1);
            for (int i = 0; i < count; i++)
            {
                // The last one read may be needed to check the order.
                if (!ReferenceEquals(Group[i], previous))
                {
                    spare.Push(Group[i]);
                }
            }

            Group.RemoveRange(0, count);
        }

        private bool Same(Line line, Line partner, int partnerField) =>
            index == 0
                ? run.Compare(line, run.settings.Fields[0], partner, partnerField) == 0
                : run.Compare(partner, partnerField, line, run.settings.Fields[1]) == 0;

        private void CheckOrder(Line line)
        {
            if (previous is null || Complained || run.settings.ChecksOrder == false || !(run.settings.ChecksOrder == true || run.seenUnpaired))
            {
                return;
            }

            int field = run.settings.Fields[index];
            if (run.Compare(previous, field, line, field) > 0)
            {
                string message = $"{name}:{number}: is not sorted: {EscapedUtf8.Decode(line.Text)}";
                if (run.settings.ChecksOrder == true)
                {
                    throw new CommandException(message);
                }

                run.context.Complain(message);
                Complained = true;
            }
        }
    }
}
