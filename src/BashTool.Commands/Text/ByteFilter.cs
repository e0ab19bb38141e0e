using System.Buffers;

namespace BashTool.Commands.Text;

/// <summary>Deletes bytes and squeezes repeated ones, after translating where there is a table.</summary>
internal sealed class ByteFilter(CommandContext context, byte[]? table, bool[]? deleted, bool[]? squeezed)
{
    private const int BlockSize = 32 * 1024;

    private readonly List<(byte First, byte Last, byte Shift)> ranges = table is null ? [] : ByteTranslation.Ranges(table);
    private int last = -1;

    public void Run()
    {
        byte[] work = new byte[BlockSize];
        byte[] result = new byte[BlockSize];
        SearchValues<byte>? rare = deleted is null ? null : SearchValues.Create([.. Members(deleted)]);
        while (true)
        {
            ReadOnlySpan<byte> block = context.StandardInput.Peek(context.Cancellation);
            if (block.IsEmpty)
            {
                return;
            }

            int length = Math.Min(block.Length, BlockSize);
            ReadOnlySpan<byte> bytes = block[..length];
            if (table is not null)
            {
                ByteTranslation.Translate(bytes, work, table, ranges);
                bytes = work.AsSpan(0, length);
            }

            if (deleted is not null)
            {
                int kept = Delete(bytes, work, deleted, rare!);
                bytes = work.AsSpan(0, kept);
            }

            if (squeezed is not null)
            {
                int kept = Squeeze(bytes, result, squeezed);
                bytes = result.AsSpan(0, kept);
            }

            context.Output.Write(bytes);
            context.StandardInput.Advance(length);
        }
    }

    private static IEnumerable<byte> Members(bool[] set)
    {
        for (int i = 0; i < 256; i++)
        {
            if (set[i])
            {
                yield return (byte)i;
            }
        }
    }

    private static int Delete(ReadOnlySpan<byte> from, Span<byte> to, bool[] deleted, SearchValues<byte> search)
    {
        int count = 0;
        while (!from.IsEmpty)
        {
            int next = from.IndexOfAny(search);
            if (next < 0)
            {
                from.CopyTo(to[count..]);
                return count + from.Length;
            }

            from[..next].CopyTo(to[count..]);
            count += next;
            from = from[next..];
            if (next < 24)
            {
                // They are not rare here: byte by byte for a while.
                int part = Math.Min(512, from.Length);
                for (int i = 0; i < part; i++)
                {
                    byte value = from[i];
                    to[count] = value;
                    count += deleted[value] ? 0 : 1;
                }

                from = from[part..];
            }
        }

        return count;
    }

    private int Squeeze(ReadOnlySpan<byte> from, Span<byte> to, bool[] set)
    {
        int count = 0;
        int before = last;
        foreach (byte value in from)
        {
            to[count] = value;
            count += value == before && set[value] ? 0 : 1;
            before = value;
        }

        last = before;
        return count;
    }
}
