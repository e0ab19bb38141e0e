namespace BashTool.Commands.Text;

/// <summary>Blocks of bytes held back, each with how many units (lines, bytes) it has; small ones are gathered.</summary>
internal sealed class BlockQueue
{
    private const int Size = 64 * 1024;

    private readonly Queue<Block> blocks = new();
    private Block? last;
    private byte[]? spare;

    /// <summary>The units in all blocks.</summary>
    public long Total { get; private set; }

    public int Count => blocks.Count;

    public ReadOnlySpan<byte> First => blocks.Peek().Span;

    public long FirstUnits => blocks.Peek().Units;

    public ReadOnlySpan<byte> Last => last!.Span;

    public void Add(ReadOnlySpan<byte> bytes, long units)
    {
        Total += units;
        if (last is not null && last.Length + bytes.Length <= last.Bytes.Length)
        {
            bytes.CopyTo(last.Bytes.AsSpan(last.Length));
            last.Length += bytes.Length;
            last.Units += units;
            return;
        }

        byte[] room = spare is not null && spare.Length >= bytes.Length ? spare : new byte[Math.Max(Size, bytes.Length)];
        spare = null;
        bytes.CopyTo(room);
        last = new Block(room) { Length = bytes.Length, Units = units };
        blocks.Enqueue(last);
    }

    public void RemoveFirst()
    {
        Block first = blocks.Dequeue();
        Total -= first.Units;
        spare = first.Bytes;
        if (first == last)
        {
            last = null;
        }
    }

    private sealed class Block(byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;

        public int Length { get; set; }

        public long Units { get; set; }

        public ReadOnlySpan<byte> Span => Bytes.AsSpan(0, Length);
    }
}
