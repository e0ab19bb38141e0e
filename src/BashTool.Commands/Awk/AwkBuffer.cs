using System.Buffers.Text;

namespace BashTool.Commands.Awk;

/// <summary>A growing run of bytes, made to be used again and again.</summary>
internal sealed class AwkBuffer(int capacity = 256)
{
    /// <summary>The longest text there is room for.</summary>
    public const int Largest = 1 << 30;

    private byte[] data = new byte[capacity];
    private int count;

    public ReadOnlySpan<byte> Span => data.AsSpan(0, count);

    public int Length
    {
        get => count;
        set => count = value;
    }

    public byte this[int index] => data[index];

    public void Clear() => count = 0;

    public void Append(byte value)
    {
        if (count == data.Length)
        {
            Grow(1);
        }

        data[count++] = value;
    }

    public void Append(ReadOnlySpan<byte> text)
    {
        if (text.Length > data.Length - count)
        {
            Grow(text.Length);
        }

        text.CopyTo(data.AsSpan(count));
        count += text.Length;
    }

    public void Append(byte value, int times)
    {
        if (times > 0)
        {
            Room(times)[..times].Fill(value);
            count += times;
        }
    }

    public void AppendAscii(string text)
    {
        Span<byte> room = Room(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            room[i] = (byte)text[i];
        }

        count += text.Length;
    }

    public void AppendNumber(long number)
    {
        Utf8Formatter.TryFormat(number, Room(24), out int written);
        count += written;
    }

    /// <summary>Room behind what is there; <see cref="Length"/> is moved by the caller.</summary>
    public Span<byte> Room(int size)
    {
        if (size > data.Length - count)
        {
            Grow(size);
        }

        return data.AsSpan(count);
    }

    public AwkString ToText() => AwkString.Of(Span);

    private void Grow(int more)
    {
        long wanted = Math.Max(data.Length * 2L, (long)count + more);
        if ((long)count + more > Largest)
        {
            throw new AwkFatalException("fatal: memory exhausted");
        }

        Array.Resize(ref data, (int)Math.Min(Array.MaxLength, wanted));
    }
}
