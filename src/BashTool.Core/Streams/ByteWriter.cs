using System.Buffers;
using System.Buffers.Text;
using BashTool.Core.Text;

namespace BashTool.Core.Streams;

/// <summary>A command's buffered output to one open file. Flushed when the command ends, before it waits, and on request.</summary>
public sealed class ByteWriter : IBufferWriter<byte>, Blocking.IDeferred
{
    private const int Size = 32 * 1024;

    private readonly OpenFile target;
    private readonly CancellationToken cancellation;
    private byte[] buffer = [];
    private int count;
    private bool handed;

    public ByteWriter(OpenFile target, CancellationToken cancellation)
    {
        this.target = target;
        this.cancellation = cancellation;
    }

    public OpenFile Target => target;

    /// <summary>Whether it is a command's standard output: what cannot be written is a <see cref="WriteErrorException"/> then.</summary>
    public bool IsCommandOutput { get; init; }

    /// <summary>Whether nothing has gone through it yet.</summary>
    public bool IsUntouched => !handed && count == 0;

    /// <summary>True if somebody downstream asks for the objects behind the lines; otherwise making them is wasted.</summary>
    public bool WantsObjects => target.Objects is not null;

    Blocking.IDeferred? Blocking.IDeferred.Outer { get; set; }

    /// <summary>Says that the line written next shows <paramref name="value"/>; null says nothing.</summary>
    public void NextLineShows(object? value)
    {
        if (value is not null && target.Objects is not null)
        {
            target.Objects.Add(target.WritePosition + count, value);
        }
    }

    /// <summary>Writes text whose first line shows <paramref name="value"/>; the lines after it belong to it.</summary>
    public void WriteShowing(object value, string text)
    {
        int start = 0;
        while (start < text.Length)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            NextLineShows(start == 0 ? value : LineObjects.Decoration);
            Write(text.AsSpan(start, end - start));
            start = end;
        }
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > buffer.Length - count)
        {
            if (bytes.Length >= Size)
            {
                Flush();
                Hand(bytes);
                return;
            }

            MakeRoom(bytes.Length);
        }

        bytes.CopyTo(buffer.AsSpan(count));
        count += bytes.Length;
    }

    public void WriteByte(byte value)
    {
        if (count == buffer.Length)
        {
            MakeRoom(1);
        }

        buffer[count++] = value;
    }

    public void WriteLine(ReadOnlySpan<byte> line)
    {
        Write(line);
        WriteByte((byte)'\n');
    }

    /// <summary>Writes shell text: UTF-8, with escaped bytes turned back.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        int most = text.Length * 3;
        if (most <= Size / 2)
        {
            Span<byte> room = GetSpan(most);
            if (System.Text.Ascii.FromUtf16(text, room, out int written) == OperationStatus.Done)
            {
                count += written;
                return;
            }
        }

        EscapedUtf8.Encode(text, this);
    }

    public void WriteLine(ReadOnlySpan<char> text)
    {
        Write(text);
        WriteByte((byte)'\n');
    }

    public void Write(string text) => Write(text.AsSpan());

    public void WriteLine(string text) => WriteLine(text.AsSpan());

    public void Write(long number)
    {
        Span<byte> room = GetSpan(20);
        Utf8Formatter.TryFormat(number, room, out int written);
        count += written;
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        if (buffer.Length - count < Math.Max(1, sizeHint))
        {
            MakeRoom(Math.Max(1, sizeHint));
        }

        return buffer.AsSpan(count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        GetSpan(sizeHint);
        return buffer.AsMemory(count);
    }

    public void Advance(int written) => count += written;

    /// <summary>Hands everything to the open file, and has it hand it on.</summary>
    public void FlushThrough()
    {
        Flush();
        try
        {
            target.Flush();
        }
        catch (Files.FileSystemException e)
        {
            throw Failure(e);
        }
    }

    public void Flush()
    {
        if (count > 0)
        {
            int there = count;
            count = 0;
            Hand(buffer.AsSpan(0, there));
        }
    }

    /// <summary>Gives the buffer back; what was not flushed is lost.</summary>
    public void Discard()
    {
        count = 0;
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
        }
    }

    /// <summary>Before the command waits for something, what it wrote goes out, so that nobody waits for it in vain.</summary>
    void Blocking.IDeferred.Release()
    {
        // A flush may wait itself; what it finds is an empty buffer.
        FlushThrough();
    }

    // That it was a write to the output, and not a file operation of the command, shows in the missing path.
    private void Hand(ReadOnlySpan<byte> bytes)
    {
        handed = true;
        try
        {
            target.Write(bytes, cancellation);
        }
        catch (Files.FileSystemException e)
        {
            throw Failure(e);
        }
    }

    private Exception Failure(Files.FileSystemException e) =>
        IsCommandOutput ? new WriteErrorException(e) : new Files.FileSystemException(e.Error, null, e.Description);

    private void MakeRoom(int needed)
    {
        if (buffer.Length > 0)
        {
            Flush();
        }

        if (buffer.Length < needed)
        {
            Discard();
            buffer = ArrayPool<byte>.Shared.Rent(Math.Max(Size, needed));
        }
    }
}
