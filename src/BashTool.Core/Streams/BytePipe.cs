using System.Buffers;

namespace BashTool.Core.Streams;

/// <summary>
/// A bounded pipe of bytes between two threads. A full pipe makes the writer wait, an empty one the reader; a pipe whose
/// reader is gone makes the writer fail with <see cref="BrokenPipeException"/>, one whose writers are gone ends.
/// </summary>
public sealed class BytePipe
{
    /// <summary>How much is held between writer and reader, in bytes.</summary>
    public const int DefaultCapacity = 256 * 1024;

    private const int InitialSize = 4096;

    private readonly Lock gate = new();
    private readonly ManualResetEventSlim readable = new(false);
    private readonly ManualResetEventSlim writable = new(true);
    private readonly int capacity;
    private byte[] buffer = [];
    private int start;
    private int end;
    private long consumed;
    private long written;
    private bool writerClosed;
    private bool readerClosed;

    public BytePipe(int capacity = DefaultCapacity, bool carriesObjects = false)
    {
        this.capacity = capacity;
        Reader = new ReadEnd(this);
        Writer = new WriteEnd(this);
        Objects = carriesObjects ? new LineObjects() : null;
    }

    public OpenFile Reader { get; }

    public OpenFile Writer { get; }

    public LineObjects? Objects { get; }

    /// <summary>True once every writer is gone.</summary>
    public bool IsWriterClosed
    {
        get
        {
            lock (gate)
            {
                return writerClosed;
            }
        }
    }

    /// <summary>Called once when the pipe becomes full, on the writer's thread, before it waits.</summary>
    public Action? WhenFull { get; set; }

    private void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        while (true)
        {
            lock (gate)
            {
                if (readerClosed)
                {
                    throw new BrokenPipeException();
                }

                int room = capacity - (end - start);
                int count = Math.Min(room, bytes.Length);
                if (count > 0)
                {
                    Append(bytes[..count]);
                    written += count;
                    bytes = bytes[count..];
                    readable.Set();
                }

                if (bytes.IsEmpty)
                {
                    return;
                }

                writable.Reset();
            }

            WhenFull?.Invoke();
            Blocking.Announce();
            writable.Wait(cancellation);
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (end + bytes.Length > buffer.Length)
        {
            int held = end - start;
            int needed = held + bytes.Length;
            if (needed <= buffer.Length && start >= buffer.Length / 2)
            {
                buffer.AsSpan(start, held).CopyTo(buffer);
            }
            else
            {
                // The reader may still look at the old array: it is left to the collector, not returned to the pool.
                byte[] larger = new byte[Math.Max(InitialSize, (int)BitOperationsRoundUp(needed))];
                buffer.AsSpan(start, held).CopyTo(larger);
                buffer = larger;
            }

            start = 0;
            end = held;
        }

        bytes.CopyTo(buffer.AsSpan(end));
        end += bytes.Length;
    }

    private static uint BitOperationsRoundUp(int size) => System.Numerics.BitOperations.RoundUpToPowerOf2((uint)size);

    private sealed class ReadEnd(BytePipe pipe) : OpenFile
    {
        // The reader works on a chunk of its own, so that spans stay valid while writers go on.
        private byte[] chunk = [];
        private int chunkStart;
        private int chunkEnd;

        public override bool CanWrite => false;

        public override LineObjects? Objects => pipe.Objects;

        public override long ReadPosition => pipe.consumed;

        public override ReadOnlySpan<byte> Buffered => chunk.AsSpan(chunkStart, chunkEnd - chunkStart);

        public override bool IsReadable
        {
            get
            {
                lock (pipe.gate)
                {
                    return chunkEnd > chunkStart || pipe.end > pipe.start || pipe.writerClosed;
                }
            }
        }

        public override bool WaitReadable(TimeSpan timeout, CancellationToken cancellation)
        {
            if (IsReadable)
            {
                return true;
            }

            Blocking.Announce();
            return pipe.readable.Wait(timeout, cancellation);
        }

        public override ReadOnlySpan<byte> Peek(CancellationToken cancellation)
        {
            if (chunkEnd == chunkStart)
            {
                Take(cancellation);
            }

            return chunk.AsSpan(chunkStart, chunkEnd - chunkStart);
        }

        public override ReadOnlySpan<byte> PeekMore(CancellationToken cancellation)
        {
            Take(cancellation);
            return chunk.AsSpan(chunkStart, chunkEnd - chunkStart);
        }

        public override void Advance(int count)
        {
            chunkStart += count;
            pipe.consumed += count;
        }

        public override void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation) =>
            throw new Files.FileSystemException(Files.FileError.EBADF, null);

        protected override void Close()
        {
            lock (pipe.gate)
            {
                pipe.readerClosed = true;
                pipe.buffer = [];
                pipe.start = pipe.end = 0;
            }

            pipe.writable.Set();
        }

        private void Take(CancellationToken cancellation)
        {
            while (true)
            {
                lock (pipe.gate)
                {
                    int there = pipe.end - pipe.start;
                    if (there > 0)
                    {
                        if (chunkEnd == chunkStart)
                        {
                            // Swap arrays: what the writer filled is read where it is, and it goes on in the old one.
                            (chunk, pipe.buffer) = (pipe.buffer, chunk);
                            chunkStart = pipe.start;
                            chunkEnd = pipe.end;
                        }
                        else
                        {
                            Keep(pipe.buffer.AsSpan(pipe.start, there));
                        }

                        pipe.start = pipe.end = 0;
                        pipe.writable.Set();
                        if (!pipe.writerClosed)
                        {
                            pipe.readable.Reset();
                        }

                        return;
                    }

                    if (pipe.writerClosed)
                    {
                        return;
                    }

                    pipe.readable.Reset();
                }

                Blocking.Announce();
                pipe.readable.Wait(cancellation);
            }
        }

        private void Keep(ReadOnlySpan<byte> more)
        {
            int held = chunkEnd - chunkStart;
            if (held + more.Length > chunk.Length)
            {
                byte[] larger = new byte[BitOperationsRoundUp(held + more.Length)];
                chunk.AsSpan(chunkStart, held).CopyTo(larger);
                chunk = larger;
                chunkStart = 0;
            }
            else if (chunkEnd + more.Length > chunk.Length)
            {
                chunk.AsSpan(chunkStart, held).CopyTo(chunk);
                chunkStart = 0;
            }

            chunkEnd = chunkStart + held;
            more.CopyTo(chunk.AsSpan(chunkEnd));
            chunkEnd += more.Length;
        }
    }

    private sealed class WriteEnd(BytePipe pipe) : OpenFile
    {
        public override bool CanRead => false;

        public override LineObjects? Objects => pipe.Objects;

        public override long WritePosition => Volatile.Read(ref pipe.written);

        public override ReadOnlySpan<byte> Peek(CancellationToken cancellation) =>
            throw new Files.FileSystemException(Files.FileError.EBADF, null);

        public override ReadOnlySpan<byte> PeekMore(CancellationToken cancellation) => Peek(cancellation);

        public override void Advance(int count)
        {
        }

        public override void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation) => pipe.Write(bytes, cancellation);

        protected override void Close()
        {
            lock (pipe.gate)
            {
                pipe.writerClosed = true;
            }

            pipe.readable.Set();
        }
    }
}
