namespace BashTool.Commands.Ripgrep;

/// <summary>What a run of rg prints.</summary>
internal enum RgOutput
{
    Lines,
    Json,
    Count,
    CountMatches,
    FilesWithMatches,
    FilesWithoutMatch,
    Quiet,
    Files,
}

/// <summary>What rg's options ask for.</summary>
internal sealed class RgSettings
{
    public RgOutput Output { get; set; }

    public bool Inverts { get; set; }

    public bool OnlyMatching { get; set; }

    public byte[]? Replacement { get; set; }

    public bool Multiline { get; set; }

    public byte Terminator { get; set; } = (byte)'\n';

    public bool Crlf { get; set; }

    public long Before { get; set; }

    public long After { get; set; }

    public bool Passes { get; set; }

    public long MaxCount { get; set; } = long.MaxValue;

    public bool ShowsNames { get; set; }

    public bool ShowsNumbers { get; set; }

    /// <summary>-N: not even --json tells them.</summary>
    public bool HidesNumbers { get; set; }

    public bool ShowsColumns { get; set; }

    public bool ShowsOffsets { get; set; }

    public bool Vimgrep { get; set; }

    public bool Heading { get; set; }

    public bool Trims { get; set; }

    public long MaxColumns { get; set; } = long.MaxValue;

    public bool Previews { get; set; }

    public bool NullAfterName { get; set; }

    public bool IncludesZero { get; set; }

    public bool Stats { get; set; }

    public byte[] MatchSeparator { get; set; } = ":"u8.ToArray();

    public byte[] ContextFieldSeparator { get; set; } = "-"u8.ToArray();

    public byte[]? ContextSeparator { get; set; } = "--"u8.ToArray();

    public char? PathSeparator { get; set; }

    public RgColors? Colors { get; set; }

    public bool FlushesLines { get; set; }

    /// <summary>Binary files are searched as if they were text.</summary>
    public bool Text { get; set; }

    /// <summary>Binary files are searched even if not named.</summary>
    public bool Binary { get; set; }

    public bool SearchesZip { get; set; }

    public string? Preprocessor { get; set; }

    public RgIgnoreFile? PreprocessorGlobs { get; set; }

    public string Encoding { get; set; } = "auto";

    public bool Silent { get; set; }

    public bool Hidden { get; set; }

    public bool Follows { get; set; }

    public bool OneFileSystem { get; set; }

    public long MaxDepth { get; set; } = long.MaxValue;

    public long MaxFileSize { get; set; } = long.MaxValue;

    public bool NoIgnoreCustom { get; set; }

    public bool NoIgnoreDot { get; set; }

    public bool NoIgnoreVcs { get; set; }

    public bool NoIgnoreExclude { get; set; }

    public bool NoIgnoreParent { get; set; }

    public bool NoRequireGit { get; set; }

    public bool IgnoreFileCaseInsensitive { get; set; }

    public RgIgnoreFile? GlobalIgnore { get; set; }

    public List<RgIgnoreFile> IgnoreFiles { get; } = [];

    /// <summary>The globs of -g; a rule that takes is one that skips, and the other way round.</summary>
    public RgIgnoreFile? Overrides { get; set; }

    public int OverrideCount { get; set; }

    public RgTypes Types { get; } = new();

    public string SortBy { get; set; } = "none";

    public bool SortsReversed { get; set; }

    public int Threads { get; set; }

    public bool NeedsMatches => Output == RgOutput.CountMatches || Output == RgOutput.Json || Stats
        || (Output == RgOutput.Lines && (OnlyMatching || Replacement is not null || Colors is not null || ShowsColumns || Vimgrep));
}
