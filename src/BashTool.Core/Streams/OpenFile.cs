using BashTool.Core.Files;
using BashTool.Core.Limits;

namespace BashTool.Core.Streams;

/// <summary>
/// An open file description (POSIX XBD 3.258): what one or more descriptors refer to. Duplicates and subshells share
/// it, and with it the position and what was read ahead, so that <c>{ read a; head -1; } &lt; f</c> loses nothing.
/// </summary>
/// <remarks>One reader at a time; writers may be many.</remarks>
public abstract class OpenFile
{
    private int references = 1;

    public virtual bool CanRead => true;

    public virtual bool CanWrite => true;

    public virtual bool CanSeek => false;

    /// <summary>True for an interactive terminal (<c>test -t</c>).</summary>
    public virtual bool IsTerminal => false;

    /// <summary>The path it was opened by, if by a path; for messages and <c>/dev/fd</c>.</summary>
    public virtual string? Path => null;

    /// <summary>The handle underneath, for programs that inherit it; null where there is none.</summary>
    public virtual IFileHandle? Handle => null;

    /// <summary>The objects that lines of this stream carry, null when nobody asked for objects.</summary>
    public virtual LineObjects? Objects => null;

    /// <summary>Bytes consumed by readers so far; only meaningful where <see cref="Objects"/> is not null.</summary>
    public virtual long ReadPosition => 0;

    /// <summary>Bytes written so far; only meaningful where <see cref="Objects"/> is not null.</summary>
    public virtual long WritePosition => 0;

    /// <summary>True for what the hosting program was given, a pipe or a file that may have nothing to do with the script.</summary>
    public virtual bool BelongsToHost => false;

    /// <summary>Bytes that are there without reading the source.</summary>
    public virtual ReadOnlySpan<byte> Buffered => default;

    /// <summary>The unread bytes at hand; waits for some where there are none; empty at the end of file.</summary>
    public abstract ReadOnlySpan<byte> Peek(CancellationToken cancellation);

    /// <summary>Reads on behind what <see cref="Peek"/> gave and returns all unread bytes; no longer than before at the end of file.</summary>
    public abstract ReadOnlySpan<byte> PeekMore(CancellationToken cancellation);

    /// <summary>Consumes <paramref name="count"/> bytes of what was peeked.</summary>
    public abstract void Advance(int count);

    /// <summary>Reads up to the span's length; 0 at the end of file.</summary>
    public virtual int Read(Span<byte> destination, CancellationToken cancellation)
    {
        if (destination.IsEmpty)
        {
            return 0;
        }

        ReadOnlySpan<byte> available = Peek(cancellation);
        int count = Math.Min(available.Length, destination.Length);
        available[..count].CopyTo(destination);
        Advance(count);
        return count;
    }

    /// <summary>Writes all of it, waiting where the other side is slow.</summary>
    /// <exception cref="BrokenPipeException">Nobody reads any more.</exception>
    /// <exception cref="FileSystemException">The file refused it.</exception>
    public abstract void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation);

    /// <summary>Hands on what is held back.</summary>
    public virtual void Flush()
    {
    }

    /// <summary>True if a read would not wait (<c>read -t 0</c>).</summary>
    public virtual bool IsReadable => true;

    /// <summary>Waits until a read would not wait, or the time is over; false if it is.</summary>
    public virtual bool WaitReadable(TimeSpan timeout, CancellationToken cancellation) => true;

    /// <summary>Makes sure the host's file position is where the shell's readers are, before a program inherits it.</summary>
    public virtual void SynchronizePosition()
    {
    }

    /// <summary>What fstat(2) would tell: the handle's metadata, or what the stream is like.</summary>
    public FileMetadata Describe() => this switch
    {
        { Handle: { } handle } => handle.GetMetadata(),
        NullFile or { IsTerminal: true } => new FileMetadata { Kind = FileKind.CharacterDevice, Permissions = 0x1B6 },
        MemoryInput => new FileMetadata { Kind = FileKind.Regular, Permissions = 0x180 },
        _ => new FileMetadata { Kind = FileKind.Fifo, Permissions = 0x180 },
    };

    /// <summary>Who counts what is written, where it is the output of a command line; null for all else.</summary>
    public ExecutionMeter? Meter { get; set; }

    public OpenFile AddReference()
    {
        Interlocked.Increment(ref references);
        return this;
    }

    /// <summary>Lets go of one reference; the last one closes.</summary>
    public void Release()
    {
        switch (Interlocked.Decrement(ref references))
        {
            case 0:
                Close();
                break;
            case 1:
                LeftAlone();
                break;
        }
    }

    /// <summary>Whether more than one reference is held.</summary>
    protected bool IsShared => Volatile.Read(ref references) > 1;

    /// <summary>Called when one reference remains; more may come.</summary>
    protected virtual void LeftAlone()
    {
    }

    /// <summary>To be called by what takes the output of a command line, before it takes it.</summary>
    /// <exception cref="LimitReachedException">It is too much.</exception>
    protected void CountWritten(int count) => Meter?.AddOutput(count);

    /// <summary>Called once, when the last reference is gone.</summary>
    protected virtual void Close()
    {
    }
}
