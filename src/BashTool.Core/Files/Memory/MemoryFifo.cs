namespace BashTool.Core.Files.Memory;

/// <summary>A named pipe in memory: opening waits for the other end, reading for data, writing for room.</summary>
internal sealed class MemoryFifo
{
    private readonly byte[] buffer = new byte[64 * 1024];
    private int start;
    private int count;
    private int readers;
    private int writers;
    private long readersSeen;
    private long writersSeen;

    public FileError Open(bool read, bool write, bool wait, CancellationToken cancellation)
    {
        lock (buffer)
        {
            if (write && !read && readers == 0 && !wait)
            {
                return FileError.ENXIO;
            }

            readers += read ? 1 : 0;
            writers += write ? 1 : 0;
            readersSeen += read ? 1 : 0;
            writersSeen += write ? 1 : 0;
            Monitor.PulseAll(buffer);
            if (wait && read != write)
            {
                // It is enough that the other end came; it may be gone again.
                long seen = read ? writersSeen - writers : readersSeen - readers;
                try
                {
                    while ((read ? writersSeen : readersSeen) <= seen)
                    {
                        Wait(cancellation);
                    }
                }
                catch
                {
                    readers -= read ? 1 : 0;
                    writers -= write ? 1 : 0;
                    throw;
                }
            }

            return FileError.None;
        }
    }

    public void Close(bool read, bool write)
    {
        lock (buffer)
        {
            readers -= read ? 1 : 0;
            writers -= write ? 1 : 0;
            if (readers == 0 && writers == 0)
            {
                count = 0;
            }

            Monitor.PulseAll(buffer);
        }
    }

    public int Read(Span<byte> target, CancellationToken cancellation)
    {
        lock (buffer)
        {
            while (count == 0 && writers > 0)
            {
                Wait(cancellation);
            }

            int total = Math.Min(count, target.Length);
            int first = Math.Min(total, buffer.Length - start);
            buffer.AsSpan(start, first).CopyTo(target);
            buffer.AsSpan(0, total - first).CopyTo(target[first..]);
            start = (start + total) % buffer.Length;
            count -= total;
            Monitor.PulseAll(buffer);
            return total;
        }
    }

    public FileError Write(ReadOnlySpan<byte> data, CancellationToken cancellation)
    {
        lock (buffer)
        {
            while (data.Length > 0)
            {
                while (count == buffer.Length && readers > 0)
                {
                    Wait(cancellation);
                }

                if (readers == 0)
                {
                    return FileError.EPIPE;
                }

                int end = (start + count) % buffer.Length;
                int part = Math.Min(data.Length, Math.Min(buffer.Length - count, buffer.Length - end));
                data[..part].CopyTo(buffer.AsSpan(end));
                data = data[part..];
                count += part;
                Monitor.PulseAll(buffer);
            }

            return FileError.None;
        }
    }

    private void Wait(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Monitor.Wait(buffer, cancellation.CanBeCanceled ? 50 : Timeout.Infinite);
    }
}
