namespace BashTool.Commands.Files;

/// <summary>What <c>dd</c> does with the bytes between its blocks: tables, swapped pairs, records of a fixed length.</summary>
internal sealed class BlockConversion
{
    private readonly Action<ReadOnlySpan<byte>> next;
    private readonly byte[]? table;
    private readonly long recordLength;
    private readonly bool swaps;
    private readonly bool blocks;
    private readonly bool unblocks;
    private readonly byte newline = (byte)'\n';
    private readonly byte blank = (byte)' ';
    private int saved = -1;
    private long column;
    private long pendingBlanks;

    public BlockConversion(HashSet<string> words, long recordLength, Action<ReadOnlySpan<byte>> next)
    {
        this.next = next;
        this.recordLength = recordLength;
        bool ascii = words.Contains("ascii"), ebcdic = words.Contains("ebcdic"), ibm = words.Contains("ibm");
        swaps = words.Contains("swab");
        blocks = recordLength > 0 && (words.Contains("block") || ebcdic || ibm);
        unblocks = recordLength > 0 && (words.Contains("unblock") || ascii);
        bool upper = words.Contains("ucase"), lower = words.Contains("lcase");
        if (!(ascii || ebcdic || ibm || upper || lower))
        {
            return;
        }

        table = new byte[256];
        ReadOnlySpan<byte> target = ebcdic ? EbcdicTables.ToEbcdic : ibm ? EbcdicTables.ToIbm : default;
        for (int i = 0; i < table.Length; i++)
        {
            byte value = ascii ? EbcdicTables.ToAscii[i] : (byte)i;
            value = upper && value is >= (byte)'a' and <= (byte)'z' ? (byte)(value - 32)
                : lower && value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value + 32) : value;
            table[i] = target.IsEmpty ? value : target[value];
        }

        if (!target.IsEmpty)
        {
            newline = target['\n'];
            blank = target[' '];
        }
    }

    /// <summary>Records of a fixed length are made or taken apart.</summary>
    public bool HasRecords => blocks || unblocks;

    /// <summary>How many records were longer than their length.</summary>
    public long Truncated { get; private set; }

    /// <summary>What conversions ask for buffers of input and output of their own.</summary>
    public static bool NeedsTwoBuffers(HashSet<string> words) =>
        words.Overlaps(["ascii", "ebcdic", "ibm", "block", "unblock", "lcase", "ucase", "swab"]);

    public void Add(Span<byte> data)
    {
        if (table is not null)
        {
            for (int i = 0; i < data.Length; i++)
            {
                data[i] = table[data[i]];
            }
        }

        if (swaps)
        {
            Swap(data);
        }
        else
        {
            Pass(data);
        }
    }

    public void Finish()
    {
        if (saved >= 0)
        {
            Pass([(byte)saved]);
        }

        if (blocks && column > 0)
        {
            Pad(recordLength - column);
        }

        if (unblocks && column > 0)
        {
            next([newline]);
        }
    }

    // Pairs go on across the blocks.
    private void Swap(Span<byte> data)
    {
        if (data.IsEmpty)
        {
            return;
        }

        if (saved >= 0)
        {
            Pass([data[0], (byte)saved]);
            data = data[1..];
            saved = -1;
        }

        if (data.Length % 2 == 1)
        {
            saved = data[^1];
            data = data[..^1];
        }

        for (int i = 0; i + 1 < data.Length; i += 2)
        {
            (data[i], data[i + 1]) = (data[i + 1], data[i]);
        }

        Pass(data);
    }

    private void Pass(ReadOnlySpan<byte> data)
    {
        if (blocks)
        {
            Block(data);
        }
        else if (unblocks)
        {
            Unblock(data);
        }
        else
        {
            next(data);
        }
    }

    private void Block(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            int end = data.IndexOf(newline);
            ReadOnlySpan<byte> part = end < 0 ? data : data[..end];
            if (column < recordLength)
            {
                next(part[..(int)Math.Min(part.Length, recordLength - column)]);
            }

            Truncated += column <= recordLength && column + part.Length > recordLength ? 1 : 0;
            column += part.Length;
            if (end < 0)
            {
                return;
            }

            Pad(recordLength - column);
            column = 0;
            data = data[(end + 1)..];
        }
    }

    private void Unblock(ReadOnlySpan<byte> data)
    {
        for (int i = 0; i < data.Length; i++)
        {
            if (column++ >= recordLength)
            {
                column = pendingBlanks = 0;
                i--;
                next([newline]);
            }
            else if (data[i] == blank)
            {
                pendingBlanks++;
            }
            else
            {
                Pad(pendingBlanks);
                pendingBlanks = 0;
                next(data.Slice(i, 1));
            }
        }
    }

    private void Pad(long count)
    {
        for (; count > 0; count--)
        {
            next([blank]);
        }
    }
}
