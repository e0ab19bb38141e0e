namespace BashTool.Commands.Text;

/// <summary>What join's options ask for.</summary>
internal sealed class JoinSettings
{
    public byte Delimiter { get; init; }

    /// <summary>-1: blanks; a newline: the whole line is the field.</summary>
    public int Separator { get; set; } = -1;

    /// <summary>The fields that must agree, from 0.</summary>
    public int[] Fields { get; } = new int[2];

    public byte[]? Filler { get; set; }

    public bool IgnoresCase { get; set; }

    public bool HasHeader { get; set; }

    /// <summary>Null: only where a line found no partner.</summary>
    public bool? ChecksOrder { get; set; }

    public bool PrintsPairs { get; set; } = true;

    public bool[] PrintsUnpaired { get; } = new bool[2];

    public bool FormatsByFirstLine { get; set; }

    /// <summary>File (0 for the join field) and field from 0.</summary>
    public List<(int File, int Field)> Output { get; } = [];
}
