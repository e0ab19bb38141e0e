namespace BashTool.Core.Streams;

/// <summary>
/// Reads an open file line by line without copying. A line is valid until the next one is read; the file stands behind
/// the current line as soon as the next is asked for or <see cref="Commit"/> is called, so that whoever reads on misses nothing.
/// </summary>
public sealed class LineReader(OpenFile source, CancellationToken cancellation, byte delimiter = (byte)'\n')
{
    private int pending;
    private long lineStart;

    public OpenFile Source => source;

    /// <summary>False if the current line is the last one and lacks its delimiter.</summary>
    public bool HadDelimiter { get; private set; }

    /// <summary>The object the current line carries, or null.</summary>
    public object? CurrentObject => source.Objects?.Take(lineStart);

    /// <summary>The next line without its delimiter; false at the end of file.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        Commit();
        ReadOnlySpan<byte> there = source.Peek(cancellation);
        if (there.IsEmpty)
        {
            line = default;
            HadDelimiter = false;
            return false;
        }

        if (source.Objects is not null)
        {
            lineStart = source.ReadPosition;
        }

        int searched = 0;
        while (true)
        {
            int at = there[searched..].IndexOf(delimiter);
            if (at >= 0)
            {
                line = there[..(searched + at)];
                pending = line.Length + 1;
                HadDelimiter = true;
                return true;
            }

            searched = there.Length;
            there = source.PeekMore(cancellation);
            if (there.Length == searched)
            {
                line = there;
                pending = there.Length;
                HadDelimiter = false;
                return true;
            }
        }
    }

    /// <summary>True if there is another line; waits for it.</summary>
    public bool HasMore()
    {
        ReadOnlySpan<byte> there = source.Peek(cancellation);
        return there.Length > pending || source.PeekMore(cancellation).Length > pending;
    }

    /// <summary>Consumes the current line; its span is no longer valid.</summary>
    public void Commit()
    {
        if (pending > 0)
        {
            source.Advance(pending);
            pending = 0;
        }
    }
}
