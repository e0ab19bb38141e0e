namespace BashTool.Commands.Fusion;

/// <summary>Lines in order in, runs of equal ones out: what <c>| uniq</c> would be told.</summary>
internal sealed class RunLengthFile(Action<ReadOnlySpan<byte>, long> emit) : OpenFile
{
    private byte[] unfinished = [];
    private int unfinishedLength;
    private byte[] current = [];
    private int currentLength = -1;
    private long count;

    public override bool CanRead => false;

    public override ReadOnlySpan<byte> Peek(CancellationToken cancellation) => default;

    public override ReadOnlySpan<byte> PeekMore(CancellationToken cancellation) => default;

    public override void Advance(int count)
    {
    }

    public override void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        while (true)
        {
            int newline = bytes.IndexOf((byte)'\n');
            if (newline < 0)
            {
                Keep(ref unfinished, unfinishedLength, bytes);
                unfinishedLength += bytes.Length;
                return;
            }

            if (unfinishedLength > 0)
            {
                Keep(ref unfinished, unfinishedLength, bytes[..newline]);
                Take(unfinished.AsSpan(0, unfinishedLength + newline));
                unfinishedLength = 0;
            }
            else
            {
                Take(bytes[..newline]);
            }

            bytes = bytes[(newline + 1)..];
        }
    }

    /// <summary>Hands on the last run.</summary>
    public void Finish()
    {
        if (currentLength >= 0)
        {
            emit(current.AsSpan(0, currentLength), count);
            currentLength = -1;
        }
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (currentLength >= 0 && current.AsSpan(0, currentLength).SequenceEqual(line))
        {
            count++;
            return;
        }

        Finish();
        Keep(ref current, 0, line);
        currentLength = line.Length;
        count = 1;
    }

    private static void Keep(ref byte[] room, int at, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > room.Length - at)
        {
            Array.Resize(ref room, Math.Max(at + bytes.Length, Math.Max(256, room.Length * 2)));
        }

        bytes.CopyTo(room.AsSpan(at));
    }
}
