namespace BashTool.Commands.Patch;

/// <summary>The file that is patched: its lines as they were, and the text as it becomes.</summary>
internal sealed class PatchTarget
{
    private readonly MemoryStream output = new();
    private bool afterNewline = true;

    public PatchTarget(byte[] text)
    {
        for (int at = 0; at < text.Length;)
        {
            int length = text.AsSpan(at).IndexOf((byte)'\n');
            int end = length < 0 ? text.Length : at + length + 1;
            Lines.Add(text.AsMemory(at, end - at));
            at = end;
        }
    }

    /// <summary>The lines with their newlines.</summary>
    public List<ReadOnlyMemory<byte>> Lines { get; } = [];

    /// <summary>How many lines of the input are behind us.</summary>
    public long Frozen { get; set; }

    public bool IsEmpty => output.Length == 0;

    public byte[] Result => output.ToArray();

    /// <summary>A line of the preprocessor: where it had to end a line first, the next one does so once more.</summary>
    public void WriteDirective(ReadOnlySpan<byte> line)
    {
        bool whole = afterNewline;
        Write(line);
        afterNewline = whole;
    }

    /// <summary>Writes a line with its newline, if it has one.</summary>
    public void Write(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
        {
            return;
        }

        if (!afterNewline)
        {
            output.WriteByte((byte)'\n');
        }

        output.Write(line);
        afterNewline = line[^1] == '\n';
    }

    /// <summary>Writes the lines of the input up to a number; false if they are behind us.</summary>
    public bool CopyTill(long last)
    {
        if (Frozen > last)
        {
            return false;
        }

        while (Frozen < last && Frozen < Lines.Count)
        {
            Write(Lines[(int)Frozen++].Span);
        }

        Frozen = last;
        return true;
    }

    /// <summary>Writes what is left.</summary>
    public void Finish()
    {
        if (Frozen < Lines.Count)
        {
            CopyTill(Lines.Count);
        }
    }
}
