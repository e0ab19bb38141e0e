namespace BashTool.Commands.Text;

/// <summary>Counting and skipping lines in blocks of bytes.</summary>
internal static class LineCounting
{
    private const int Step = 4096;

    public static int Count(ReadOnlySpan<byte> block, byte delimiter) => block.Count(delimiter);

    /// <summary>
    /// The length of what holds the next <paramref name="lines"/> delimiters, or of the whole block; takes off
    /// <paramref name="lines"/> the delimiters found.
    /// </summary>
    public static int Skip(ReadOnlySpan<byte> block, byte delimiter, ref long lines)
    {
        int at = 0;
        while (block.Length - at > Step)
        {
            int count = block.Slice(at, Step).Count(delimiter);
            if (count >= lines)
            {
                break;
            }

            lines -= count;
            at += Step;
        }

        while (lines > 0)
        {
            int next = block[at..].IndexOf(delimiter);
            if (next < 0)
            {
                return block.Length;
            }

            at += next + 1;
            lines--;
        }

        return at;
    }

    /// <summary>Where the last <paramref name="lines"/> lines of the block start, behind a delimiter; -1 and fewer
    /// <paramref name="lines"/> to go if they start before the block. The block's own last delimiter must not be in it.</summary>
    public static int SkipBack(ReadOnlySpan<byte> block, byte delimiter, ref long lines)
    {
        int end = block.Length;
        while (end > Step)
        {
            int count = block.Slice(end - Step, Step).Count(delimiter);
            if (count >= lines)
            {
                break;
            }

            lines -= count;
            end -= Step;
        }

        while (true)
        {
            int last = block[..end].LastIndexOf(delimiter);
            if (last < 0)
            {
                return -1;
            }

            if (--lines == 0)
            {
                return last + 1;
            }

            end = last;
        }
    }
}
