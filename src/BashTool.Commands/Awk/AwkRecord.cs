using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Awk;

/// <summary>The current record and its fields, which are found as far as they are asked for.</summary>
internal sealed class AwkRecord(AwkMachine machine)
{
    private const int FieldMaximum = 20_000_000;

    private byte[] text = new byte[256];
    private byte[] spare = new byte[256];
    private int length;
    private AwkValue whole = AwkValue.MissingField;
    private bool hasWhole = true;
    private bool stale;
    private AwkSplitter splitter = AwkSplitter.Blanks;
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private AwkValue[] values = new AwkValue[32];
    private int[] stamps = new int[32];
    private int stamp = 1;
    private int count;
    private int position;
    private bool complete = true;
    private bool touched;

    /// <summary>NF.</summary>
    public int FieldCount
    {
        get
        {
            if (!complete)
            {
                Split(int.MaxValue);
            }

            return count;
        }
    }

    /// <summary>The text of the record, valid until it changes.</summary>
    public ReadOnlySpan<byte> Span
    {
        get
        {
            if (stale)
            {
                Rebuild();
            }

            return text.AsSpan(0, length);
        }
    }

    /// <summary>A new record from the input.</summary>
    public void Set(ReadOnlySpan<byte> record)
    {
        if (record.Length > text.Length)
        {
            text = new byte[Math.Max(record.Length, text.Length * 2)];
        }

        record.CopyTo(text);
        length = record.Length;
        Begin();
        hasWhole = false;
    }

    /// <summary>An assignment to $0.</summary>
    public void SetWhole(AwkValue value)
    {
        AwkString newText = machine.ToText(value);
        Set(newText.Span);
        hasWhole = true;
        whole = value.Kind is AwkValueKind.Regex ? new AwkValue(newText) : value;
        if (whole.Kind is AwkValueKind.Untyped or AwkValueKind.Reference)
        {
            whole.Kind = AwkValueKind.Unassigned;
        }
    }

    public AwkValue Field(int index)
    {
        if (index == 0)
        {
            return Whole();
        }

        if (!complete && index > count)
        {
            Split(index);
        }

        if (index > count)
        {
            return AwkValue.MissingField;
        }

        EnsureRoom(index);
        if (stamps[index] == stamp)
        {
            return values[index];
        }

        var value = new AwkValue(AwkString.Of(text.AsSpan(starts[index], ends[index] - starts[index])), AwkValueKind.Input);
        values[index] = value;
        stamps[index] = stamp;
        touched = true;
        return value;
    }

    /// <summary>The text of a field, valid until the record changes.</summary>
    public ReadOnlySpan<byte> FieldSpan(int index)
    {
        if (index == 0)
        {
            return Span;
        }

        if (!complete && index > count)
        {
            Split(index);
        }

        if (index > count)
        {
            return default;
        }

        if (touched && stamps[index] == stamp)
        {
            return machine.ToText(values[index]).Span;
        }

        return text.AsSpan(starts[index], ends[index] - starts[index]);
    }

    /// <summary>Writes a field as <c>print</c> does.</summary>
    public void PrintField(int index, ByteWriter output)
    {
        if (touched && index > 0 && index <= count && stamps[index] == stamp && values[index].HoldsNumber)
        {
            machine.PrintNumber(values[index].Number, output);
        }
        else
        {
            output.Write(FieldSpan(index));
        }
    }

    /// <summary>The value of a field as a number, without making a text of it.</summary>
    public double FieldNumber(int index)
    {
        if (index == 0)
        {
            return hasWhole && !stale ? machine.ToNumber(whole) : AwkNumber.Parse(Span, out _, machine.Forms);
        }

        if (!complete && index > count)
        {
            Split(index);
        }

        if (index > count)
        {
            return 0;
        }

        if (touched && stamps[index] == stamp)
        {
            return machine.ToNumber(values[index]);
        }

        return AwkNumber.Parse(text.AsSpan(starts[index], ends[index] - starts[index]), out _, machine.Forms);
    }

    /// <summary>True with its number if a field counts as a number in a comparison.</summary>
    public bool TryNumber(int index, out double number)
    {
        if (index == 0 || (touched && index < stamps.Length && stamps[index] == stamp))
        {
            AwkValue value = Field(index);
            number = machine.ToNumber(value);
            return machine.ComparesAsNumber(value);
        }

        if (!complete && index > count)
        {
            Split(index);
        }

        if (index > count)
        {
            number = 0;
            return false;
        }

        number = AwkNumber.Parse(text.AsSpan(starts[index], ends[index] - starts[index]), out bool isWhole, machine.Forms);
        return isWhole;
    }

    /// <summary>Makes sure that there is a field of a number.</summary>
    public void Reach(int index)
    {
        if (index > FieldCount)
        {
            Extend(index);
            stale = true;
            hasWhole = false;
        }
    }

    /// <summary>Puts changed fields together, before what joins them changes.</summary>
    public void Settle()
    {
        if (stale)
        {
            Rebuild();
        }
    }

    public void SetField(int index, AwkValue value)
    {
        if (index == 0)
        {
            SetWhole(value);
            return;
        }

        Extend(index);
        values[index] = value.Kind is AwkValueKind.Untyped or AwkValueKind.Reference ? AwkValue.Unassigned : value;
        stamps[index] = stamp;
        touched = true;
        stale = true;
        hasWhole = false;
    }

    public void SetFieldCount(int wanted)
    {
        if (wanted > FieldCount)
        {
            Extend(wanted);
        }

        for (int i = wanted + 1; i <= count && i < stamps.Length; i++)
        {
            stamps[i] = 0;
        }

        count = wanted;
        stale = true;
        hasWhole = false;
    }

    /// <summary>Cuts a text by itself: where its pieces lie.</summary>
    public void Cut(ReadOnlySpan<byte> whole, AwkSplitter by, List<(int Start, int End)> pieces)
    {
        Set(whole);
        splitter = by;
        Split(int.MaxValue);
        for (int i = 1; i <= count; i++)
        {
            pieces.Add((starts[i], ends[i]));
        }
    }

    private AwkValue Whole()
    {
        if (stale)
        {
            Rebuild();
        }

        if (!hasWhole)
        {
            whole = new AwkValue(AwkString.Of(text.AsSpan(0, length)), AwkValueKind.Input);
            hasWhole = true;
        }

        return whole;
    }

    private void Begin()
    {
        stale = false;
        splitter = machine.Splitter;
        count = 0;
        position = 0;
        complete = false;
        if (touched)
        {
            touched = false;
            if (++stamp == int.MaxValue)
            {
                Array.Clear(stamps);
                stamp = 1;
            }
        }
    }

    private void Extend(int index)
    {
        if (index > FieldMaximum)
        {
            throw machine.Fatal($"field {index} is more than there is room for");
        }

        int there = FieldCount;
        EnsureRoom(index);
        for (int i = there + 1; i <= index; i++)
        {
            values[i] = AwkValue.MissingField;
            stamps[i] = stamp;
            touched = true;
        }

        if (index > there)
        {
            count = index;
        }
    }

    private void EnsureRoom(int index)
    {
        if (index >= values.Length)
        {
            int size = Math.Max(index + 1, values.Length * 2);
            Array.Resize(ref values, size);
            Array.Resize(ref stamps, size);
        }

        if (index >= starts.Length)
        {
            int size = Math.Max(index + 1, starts.Length * 2);
            Array.Resize(ref starts, size);
            Array.Resize(ref ends, size);
        }
    }

    private void Rebuild()
    {
        stale = false;
        ReadOnlySpan<byte> separator = machine.OutputFieldSeparator.Span;
        long needed = (long)separator.Length * Math.Max(0, count - 1);
        EnsureRoom(Math.Max(count, 1));
        for (int i = 1; i <= count; i++)
        {
            needed += touched && stamps[i] == stamp ? machine.ToText(values[i]).Length : ends[i] - starts[i];
        }

        if (needed > spare.Length)
        {
            spare = new byte[(int)Math.Max(needed, Math.Min(Array.MaxLength, spare.Length * 2L))];
        }

        int at = 0;
        for (int i = 1; i <= count; i++)
        {
            if (i > 1)
            {
                separator.CopyTo(spare.AsSpan(at));
                at += separator.Length;
            }

            ReadOnlySpan<byte> field = touched && stamps[i] == stamp
                ? machine.ToText(values[i]).Span
                : text.AsSpan(starts[i], ends[i] - starts[i]);
            field.CopyTo(spare.AsSpan(at));
            starts[i] = at;
            at += field.Length;
            ends[i] = at;
        }

        (text, spare) = (spare, text);
        length = at;
        hasWhole = false;
    }

    private void Add(int start, int end)
    {
        int index = ++count;
        if (index >= starts.Length)
        {
            EnsureRoom(index);
        }

        if (touched && index < stamps.Length)
        {
            stamps[index] = 0;
        }

        starts[index] = start;
        ends[index] = end;
    }

    private void Split(int wanted)
    {
        switch (splitter.Kind)
        {
            case AwkSplitter.SplitKind.Blanks:
                SplitBlanks(wanted);
                break;
            case AwkSplitter.SplitKind.Byte:
                SplitBytes(wanted);
                break;
            case AwkSplitter.SplitKind.Characters:
                SplitCharacters();
                break;
            case AwkSplitter.SplitKind.Regex:
                SplitRegex();
                break;
            case AwkSplitter.SplitKind.Widths:
                SplitWidths();
                break;
            default:
                SplitPattern();
                break;
        }

        if (complete && stamps.Length <= count)
        {
            EnsureRoom(count);
        }
    }

    private void SplitBlanks(int wanted)
    {
        ReadOnlySpan<byte> bytes = text.AsSpan(0, length);
        int i = position;
        while (true)
        {
            while (i < bytes.Length && bytes[i] is (byte)' ' or (byte)'\t' or (byte)'\n')
            {
                i++;
                if (i >= bytes.Length)
                {
                    break;
                }
            }

            if (i >= bytes.Length)
            {
                complete = true;
                return;
            }

            if (count >= wanted)
            {
                position = i;
                return;
            }

            int start = i;
            do
            {
                i++;
            }
            while (i < bytes.Length && bytes[i] is not ((byte)' ' or (byte)'\t' or (byte)'\n'));

            Add(start, i);
            position = i;
        }
    }

    private void SplitBytes(int wanted)
    {
        ReadOnlySpan<byte> bytes = text.AsSpan(0, length);
        if (position == 0 && bytes.IsEmpty)
        {
            complete = true;
            return;
        }

        while (true)
        {
            if (count >= wanted)
            {
                return;
            }

            int at = splitter.Newlines ? bytes[position..].IndexOfAny(splitter.Separator, (byte)'\n') : bytes[position..].IndexOf(splitter.Separator);
            if (at < 0)
            {
                Add(position, bytes.Length);
                complete = true;
                return;
            }

            Add(position, position + at);
            position += at + 1;
        }
    }

    private void SplitCharacters()
    {
        ReadOnlySpan<byte> bytes = text.AsSpan(0, length);
        for (int i = 0; i < bytes.Length;)
        {
            int size = machine.Bytes ? 1 : AwkCharacters.LengthAt(bytes, i);
            Add(i, i + size);
            i += size;
        }

        complete = true;
    }

    private void SplitRegex()
    {
        ReadOnlySpan<byte> bytes = text.AsSpan(0, length);
        complete = true;
        if (bytes.IsEmpty)
        {
            return;
        }

        int start = 0;
        int from = 0;
        while (from <= bytes.Length)
        {
            // What stands before is not seen: a word may begin behind a separator.
            RegexMatchFlags flags = from == 0 ? RegexMatchFlags.None : RegexMatchFlags.NotBeginning;
            if (!splitter.Regex!.TryFind(bytes[from..], 0, out RegexGroup match, flags))
            {
                break;
            }

            match = match with { Start = match.Start + from };
            if (match.Length == 0)
            {
                if (match.Start >= bytes.Length)
                {
                    break;
                }

                from = match.Start + 1;
                continue;
            }

            Add(start, match.Start);
            start = from = match.End;
        }

        Add(start, bytes.Length);
    }

    private void SplitWidths()
    {
        ReadOnlySpan<byte> bytes = text.AsSpan(0, length);
        complete = true;
        int at = 0;
        foreach ((int skip, int take) in splitter.Widths)
        {
            at = Skip(bytes, at, skip);
            if (at >= bytes.Length)
            {
                return;
            }

            int end = take < 0 ? bytes.Length : Skip(bytes, at, take);
            Add(at, end);
            at = end;
        }
    }

    private int Skip(ReadOnlySpan<byte> bytes, int at, int characters) =>
        machine.Bytes ? Math.Min(bytes.Length, at + characters) : AwkCharacters.Skip(bytes, at, characters);

    // Fields are what matches; an empty match is a field only where a separator follows.
    private void SplitPattern()
    {
        ReadOnlySpan<byte> bytes = text.AsSpan(0, length);
        complete = true;
        if (bytes.IsEmpty)
        {
            return;
        }

        bool afterField = false;
        int from = 0;
        while (from <= bytes.Length && splitter.Regex!.TryFind(bytes, from, out RegexGroup match))
        {
            if (match.Length == 0 && afterField && match.Start == from)
            {
                // The field before it ends here: the separator is one character at least.
                if (from >= bytes.Length)
                {
                    return;
                }

                from += AwkCharacters.LengthAt(bytes, from);
                afterField = false;
                if (from == bytes.Length)
                {
                    if (splitter.Regex.TryMatchAt(bytes, from, default))
                    {
                        Add(from, from);
                    }

                    return;
                }

                continue;
            }

            Add(match.Start, match.End);
            from = match.End;
            afterField = true;
            if (match.Length == 0)
            {
                if (from >= bytes.Length)
                {
                    return;
                }

                from += AwkCharacters.LengthAt(bytes, from);
                afterField = false;
            }
        }
    }
}
