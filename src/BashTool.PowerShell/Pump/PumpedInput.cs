using BashTool.Core.Files;
using BashTool.Core.Streams;

namespace BashTool.PowerShell.Pump;

/// <summary>What the caller's thread gives and the engine reads as its standard input. The caller never waits here: it asks whether there is room.</summary>
internal sealed class PumpedInput(MessagePump pump) : OpenFile
{
    public const int Capacity = 256 * 1024;
    private const int WorthWaking = 8 * 1024;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private byte[] buffer = [];
    private int count;
    private bool finished;
    private bool abandoned;
    private bool waitsForAnything;

    // The reader's own piece, so that its spans stay valid while the caller goes on.
    private byte[] chunk = [];
    private int chunkStart;
    private int chunkEnd;

    public override bool CanWrite => false;

    public override ReadOnlySpan<byte> Buffered => chunk.AsSpan(chunkStart, chunkEnd - chunkStart);

    /// <summary>True where nobody reads any more: what is given is dropped.</summary>
    public bool IsAbandoned => Volatile.Read(ref abandoned);

    public override bool IsReadable
    {
        get
        {
            lock (pump.Gate)
            {
                return chunkEnd > chunkStart || count > 0 || finished;
            }
        }
    }

    internal bool HasRoom => count < Capacity || abandoned;

    /// <summary>Gives bytes; they are dropped where nobody reads.</summary>
    /// <returns>False where there is no room and they were not taken.</returns>
    public bool TryGive(ReadOnlySpan<byte> bytes)
    {
        lock (pump.Gate)
        {
            if (abandoned || finished)
            {
                return true;
            }

            // A single piece may be larger than the room: it is taken whole, and the next one waits.
            if (count >= Capacity)
            {
                return false;
            }

            if (count + bytes.Length > buffer.Length)
            {
                Array.Resize(ref buffer, Math.Max(4096, Math.Max(buffer.Length * 2, count + bytes.Length)));
            }

            bytes.CopyTo(buffer.AsSpan(count));
            count += bytes.Length;
            if (waitsForAnything || count >= WorthWaking)
            {
                Monitor.PulseAll(pump.Gate);
            }

            return true;
        }
    }

    /// <summary>Says that nothing more comes.</summary>
    public void Finish()
    {
        lock (pump.Gate)
        {
            finished = true;
            Monitor.PulseAll(pump.Gate);
        }
    }

    public override bool WaitReadable(TimeSpan timeout, CancellationToken cancellation)
    {
        if (IsReadable)
        {
            return true;
        }

        Blocking.Announce();
        long until = Environment.TickCount64 + (long)Math.Min(timeout.TotalMilliseconds, int.MaxValue);
        lock (pump.Gate)
        {
            waitsForAnything = true;
            try
            {
                while (count == 0 && !finished)
                {
                    cancellation.ThrowIfCancellationRequested();
                    long left = until - Environment.TickCount64;
                    if (left <= 0)
                    {
                        return false;
                    }

                    Monitor.Wait(pump.Gate, (int)Math.Min(left, 20));
                }
            }
            finally
            {
                waitsForAnything = false;
            }
        }

        return true;
    }

    public override ReadOnlySpan<byte> Peek(CancellationToken cancellation)
    {
        if (chunkEnd == chunkStart)
        {
            Fetch(cancellation);
        }

        return Buffered;
    }

    public override ReadOnlySpan<byte> PeekMore(CancellationToken cancellation)
    {
        Fetch(cancellation);
        return Buffered;
    }

    public override void Advance(int count) => chunkStart += count;

    public override void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation) => throw new FileSystemException(FileError.EBADF, null);

    protected override void Close()
    {
        lock (pump.Gate)
        {
            abandoned = true;
            buffer = [];
            count = 0;
            Monitor.PulseAll(pump.Gate);
        }
    }

    private void Fetch(CancellationToken cancellation)
    {
        if (TryFetch())
        {
            return;
        }

        Blocking.Announce();
        lock (pump.Gate)
        {
            // A caller that gives line by line is let run for a moment before it is asked to wake us for each.
            if (count == 0 && !finished)
            {
                Monitor.Wait(pump.Gate, Moment);
            }

            waitsForAnything = true;
            try
            {
                while (count == 0 && !finished)
                {
                    cancellation.ThrowIfCancellationRequested();
                    Monitor.Wait(pump.Gate, 20);
                }
            }
            finally
            {
                waitsForAnything = false;
            }

            TryFetch();
        }
    }

    // False where there is nothing yet; at the end of the input it succeeds without bytes.
    private bool TryFetch()
    {
        lock (pump.Gate)
        {
            if (count == 0)
            {
                return finished;
            }

            if (chunkEnd == chunkStart)
            {
                (chunk, buffer) = (buffer, chunk);
                chunkStart = 0;
                chunkEnd = count;
            }
            else
            {
                Keep(buffer.AsSpan(0, count));
            }

            bool wasFull = count >= Capacity;
            count = 0;
            if (wasFull)
            {
                Monitor.PulseAll(pump.Gate);
            }

            return true;
        }
    }

    private void Keep(ReadOnlySpan<byte> more)
    {
        int held = chunkEnd - chunkStart;
        if (chunkEnd + more.Length > chunk.Length)
        {
            byte[] target = held + more.Length > chunk.Length ? new byte[Math.Max(chunk.Length * 2, held + more.Length)] : chunk;
            chunk.AsSpan(chunkStart, held).CopyTo(target);
            chunk = target;
            chunkStart = 0;
            chunkEnd = held;
        }

        more.CopyTo(chunk.AsSpan(chunkEnd));
        chunkEnd += more.Length;
    }
}
