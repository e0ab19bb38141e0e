namespace BashTool.Commands.Text;

/// <summary>The forms of xxd's output.</summary>
internal enum XxdStyle
{
    Hex,
    Plain,
    Include,
    Bits,
    LittleEndian,
}

/// <summary>What xxd was asked for.</summary>
internal sealed class XxdSettings
{
    public const int MostColumns = 256;

    public XxdStyle Style { get; set; }

    public bool SkipsZeros { get; set; }

    public bool Capitalizes { get; set; }

    public bool DecimalOffsets { get; set; }

    public bool Ebcdic { get; set; }

    public bool Reverts { get; set; }

    public bool UpperCase { get; set; }

    public int Columns { get; set; }

    public int Group { get; set; }

    public long DisplayOffset { get; set; }

    public long Seek { get; set; }

    public bool SeeksBackwards { get; set; }

    public bool HasSeek { get; set; }

    /// <summary>From where the input stands, not from its start.</summary>
    public bool SeeksRelatively { get; set; }

    /// <summary>-1 for all of it.</summary>
    public long Length { get; set; } = -1;

    public string? VariableName { get; set; }

    /// <summary>Null or <c>-</c> for standard input.</summary>
    public string? Input { get; set; }

    public string? Output { get; set; }
}
