namespace BashTool.Commands.Sed;

/// <summary>A compiled script.</summary>
internal sealed class SedProgram
{
    public List<SedInstruction> Instructions { get; } = [];

    /// <summary>The script begins with <c>#n</c>.</summary>
    public bool StartsQuiet { get; set; }

    /// <summary>What messages at run time begin with.</summary>
    public string LastSource { get; set; } = "-e expression #1, char 0";
}

/// <summary>A command with its addresses.</summary>
internal sealed class SedInstruction
{
    public SedAddress? First { get; set; }

    public SedAddress? Last { get; set; }

    public bool Negated { get; set; }

    public char Command { get; set; }

    /// <summary>The text of <c>a i c</c>, the command of <c>e</c>.</summary>
    public byte[] Text { get; set; } = [];

    /// <summary>The file of <c>r R</c>.</summary>
    public string FileName { get; set; } = "";

    /// <summary>The label of <c>b t T :</c>.</summary>
    public string Label { get; set; } = "";

    /// <summary>Where <c>b t T</c> and a block that is passed over go on.</summary>
    public int Target { get; set; }

    /// <summary>The number behind <c>q Q l L</c>; -1 for none.</summary>
    public int Number { get; set; } = -1;

    public SedOutput? Output { get; set; }

    public SedSubstitution? Substitution { get; set; }

    /// <summary>What <c>y</c> makes of each character; only those that change.</summary>
    public Dictionary<int, byte[]>? Transliteration { get; set; }

    /// <summary>The same for single bytes, where that is enough.</summary>
    public byte[]? ByteTransliteration { get; set; }

    public SedRange Range { get; set; }

    public long RangeEnd { get; set; }
}

/// <summary>Whether an address range is being passed through.</summary>
internal enum SedRange
{
    Inactive,
    Active,
    Closed,
}

/// <summary>The kinds of address.</summary>
internal enum SedAddressKind
{
    Line,
    Step,
    Last,
    Regex,

    /// <summary><c>+N</c></summary>
    Following,

    /// <summary><c>~N</c></summary>
    Multiple,
}

/// <summary>An address; <see cref="Regex"/> is null for the empty one, which is the last one used.</summary>
internal sealed record SedAddress(SedAddressKind Kind, long Number = 0, long Step = 0, SedRegex? Regex = null);
