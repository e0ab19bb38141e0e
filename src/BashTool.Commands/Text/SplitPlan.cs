namespace BashTool.Commands.Text;

/// <summary>How split cuts.</summary>
internal enum SplitKind
{
    None,
    Lines,
    HistoricLines,
    Bytes,
    LineBytes,
    Chunks,
    ChunksOfLines,
    RoundRobin,
}

/// <summary>What split's options ask for.</summary>
internal sealed class SplitPlan
{
    public SplitKind Kind { get; set; }

    /// <summary>Lines or bytes in a piece, or the number of pieces.</summary>
    public ulong Size { get; set; } = 1;

    /// <summary>The argument that the digits of <see cref="Size"/> stand in; -1 if it was not read from digits.</summary>
    public int DigitsPosition { get; set; } = -1;

    /// <summary>The piece that goes to standard output, from 1; 0: all go to files.</summary>
    public ulong Chunk { get; set; }

    /// <summary>0: as is needed.</summary>
    public int SuffixLength { get; set; }

    public string AdditionalSuffix { get; set; } = "";

    public string Alphabet { get; set; } = "abcdefghijklmnopqrstuvwxyz";

    public string? Start { get; set; }

    /// <summary>-1: a newline.</summary>
    public int Separator { get; set; } = -1;

    public string? Filter { get; set; }

    public bool ElidesEmpty { get; set; }

    public bool Unbuffered { get; set; }

    public bool Verbose { get; set; }
}
