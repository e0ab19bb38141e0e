using BashTool.Core.Files;
using BashTool.Core.Streams;

namespace BashTool.PowerShell.Pump;

/// <summary>What the engine writes and the caller's thread takes. A writer waits where the caller is behind.</summary>
internal sealed class PumpedOutput(MessagePump pump, bool carriesObjects = false) : OpenFile
{
    public const int Capacity = 256 * 1024;
    private const int InitialSize = 512;

    private byte[] buffer = [];
    private int count;
    private bool refused;
    private bool closed;
    private long written;

    public override bool CanRead => false;

    public override string? Path => null;

    public override LineObjects? Objects { get; } = carriesObjects ? new LineObjects() : null;

    public override long WritePosition => Volatile.Read(ref written);

    /// <summary>Whether there is something to take. A glance without the lock.</summary>
    public bool HasBytes => Volatile.Read(ref count) > 0;

    /// <summary>Whether nobody can write any more: neither the script nor what it left running.</summary>
    public bool IsClosed => Volatile.Read(ref closed);

    internal bool IsFull => Volatile.Read(ref count) >= Capacity;

    /// <summary>Takes all there is: the caller's array is exchanged for the one that was filled.</summary>
    /// <returns>How many bytes the array holds now.</returns>
    public int Take(ref byte[] array)
    {
        lock (pump.Gate)
        {
            int taken = count;
            if (taken > 0)
            {
                (array, buffer) = (buffer, array);
                if (taken >= Capacity)
                {
                    Monitor.PulseAll(pump.Gate);
                }

                count = 0;
            }

            return taken;
        }
    }

    public override void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        CountWritten(bytes.Length);
        while (true)
        {
            lock (pump.Gate)
            {
                if (refused)
                {
                    throw new BrokenPipeException();
                }

                // Where the caller itself runs the script, nobody could take what another thread waits to write.
                int part = pump.IsInline ? bytes.Length : Math.Min(Capacity - count, bytes.Length);
                if (part > 0)
                {
                    Append(bytes[..part]);
                    written += part;
                    bytes = bytes[part..];
                    pump.Written(count >= Capacity);
                }

                if (bytes.IsEmpty && !pump.IsInline)
                {
                    return;
                }
            }

            if (pump.IsInline)
            {
                pump.PassInline();
                return;
            }

            Blocking.Announce();
            lock (pump.Gate)
            {
                while (count >= Capacity && !refused)
                {
                    cancellation.ThrowIfCancellationRequested();

                    // The token wakes nobody who waits here, so look again now and then.
                    Monitor.Wait(pump.Gate, 20);
                }
            }
        }
    }

    public override ReadOnlySpan<byte> Peek(CancellationToken cancellation) => throw new FileSystemException(FileError.EBADF, null);

    public override ReadOnlySpan<byte> PeekMore(CancellationToken cancellation) => Peek(cancellation);

    public override void Advance(int count)
    {
    }

    protected override void Close()
    {
        lock (pump.Gate)
        {
            closed = true;
            Monitor.PulseAll(pump.Gate);
        }
    }

    internal void Refuse() => refused = true;

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (count + bytes.Length > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(count + bytes.Length, Math.Min(Capacity, Math.Max(InitialSize, buffer.Length * 2))));
        }

        bytes.CopyTo(buffer.AsSpan(count));
        count += bytes.Length;
    }
}
