namespace BashTool.Commands.Files;

internal enum LsFormat
{
    Long,
    OneColumn,
    Columns,
    Across,
    Commas,
}

internal enum LsSort
{
    None,
    Name,
    Extension,
    Size,
    Time,
    Version,
    Width,
}

internal enum LsTime
{
    Modify,
    Change,
    Access,
    Birth,
}

internal enum LsWhen
{
    Never,
    Auto,
    Always,
}

internal enum LsIndicator
{
    None,
    Slash,
    FileType,
    Classify,
}

/// <summary>Which names that begin with a dot are listed.</summary>
internal enum LsHidden
{
    Hidden,
    AllButDots,
    Shown,
}

/// <summary>Which symbolic links are followed.</summary>
internal enum LsFollow
{
    Default,
    Never,
    OperandsToDirectories,
    Operands,
    Always,
}

/// <summary>What <c>ls</c> was asked for.</summary>
internal sealed class LsOptions
{
    public bool Terminal { get; init; }

    public LsFormat Format { get; set; }

    public LsSort Sort { get; set; }

    public LsTime Time { get; set; }

    public LsIndicator Indicator { get; set; }

    public LsHidden Hidden { get; set; }

    public LsFollow Follow { get; set; }

    public QuotingStyle Quoting { get; set; }

    public bool HidesControls { get; set; }

    public bool Colored { get; set; }

    public LsColors? Colors { get; set; }

    public bool Hyperlinks { get; set; }

    public bool ShowsAuthor { get; set; }

    public bool ShowsBlocks { get; set; }

    public bool ShowsContext { get; set; }

    public bool ShowsGroup { get; set; } = true;

    public bool ShowsInode { get; set; }

    public bool ShowsOwner { get; set; } = true;

    public bool NumericIds { get; set; }

    public bool Recursive { get; set; }

    public bool Reverse { get; set; }

    public bool DirectoriesFirst { get; set; }

    public bool DirectoriesThemselves { get; set; }

    public List<string> Ignored { get; } = [];

    public List<string> HiddenPatterns { get; } = [];

    public int LineLength { get; set; } = -1;

    public int TabSize { get; set; } = 8;

    public char EndOfLine { get; set; } = '\n';

    public HumanSize BlockSize { get; set; }

    public HumanSize FileSize { get; set; } = new(1);

    public string OldFormat { get; set; } = "";

    public string RecentFormat { get; set; } = "";
}
