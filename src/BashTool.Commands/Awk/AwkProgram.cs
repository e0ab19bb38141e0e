namespace BashTool.Commands.Awk;

/// <summary>A program, ready to run.</summary>
internal sealed class AwkProgram
{
    /// <summary>What was warned of already, without the place.</summary>
    public HashSet<string> WarningsGiven { get; } = new(StringComparer.Ordinal);

    public List<AwkRule> Rules { get; } = [];

    public List<AwkStatement> Begin { get; } = [];

    public List<AwkStatement> End { get; } = [];

    public List<AwkStatement> BeginFile { get; } = [];

    public List<AwkStatement> EndFile { get; } = [];

    public Dictionary<string, AwkFunction> Functions { get; } = new(StringComparer.Ordinal);

    /// <summary>The slots of the variables by their names.</summary>
    public Dictionary<string, int> Globals { get; } = new(StringComparer.Ordinal);

    /// <summary>The slot of the next new variable.</summary>
    public int NextSlot { get; set; } = (int)AwkSpecial.None + 1;

    /// <summary>The slots that are used as arrays.</summary>
    public HashSet<int> Arrays { get; } = [];

    /// <summary>The sources by the numbers that lines carry.</summary>
    public List<string> Sources { get; } = [];

    public bool UsesRecordTerminator { get; set; }

    /// <summary>ENVIRON may be changed, and with it what commands see.</summary>
    public bool UsesEnvironment { get; set; }

    /// <summary>Names may be looked up at run time.</summary>
    public bool UsesSymbolTable { get; set; }

    public bool ReadsInput => Rules.Count + End.Count + BeginFile.Count + EndFile.Count > 0;
}
