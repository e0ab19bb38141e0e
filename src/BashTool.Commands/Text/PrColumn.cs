namespace BashTool.Commands.Text;

/// <summary>What pr can still take from a file.</summary>
internal enum PrStatus
{
    Open,

    /// <summary>A form feed ended a stored page.</summary>
    FormFeedFound,

    /// <summary>A form feed ended the page.</summary>
    OnHold,
    Closed,
}

/// <summary>A column of pr's page with the file that fills it.</summary>
internal sealed class PrColumn
{
    public required PrInput Input { get; init; }

    public PrStatus Status { get; set; }

    public bool Stores { get; set; }

    public bool Numbered { get; set; }

    public int StartPosition { get; set; }

    public int LinesToPrint { get; set; }

    public int LinesStored { get; set; }

    public int CurrentLine { get; set; }

    /// <summary>The page was full: a form feed at once would make an empty one.</summary>
    public bool FullPagePrinted { get; set; }
}

/// <summary>A file that pr reads byte by byte.</summary>
internal sealed class PrInput(OpenFile file, CancellationToken cancellation)
{
    public const int End = -1;

    private readonly byte[] block = new byte[32 * 1024];
    private int at;
    private int count;
    private bool ended;

    public int Next()
    {
        if (at == count)
        {
            at = 0;
            count = ended ? 0 : file.Read(block, cancellation);
            if (count == 0)
            {
                ended = true;
                return End;
            }
        }

        return block[at++];
    }

    /// <summary>Passes over the next byte if it is that one.</summary>
    public void Skip(byte value)
    {
        int c = Next();
        if (c != End && c != value)
        {
            at--;
        }
    }

    public void Close() => file.Release();
}
