namespace BashTool.Commands.Files;

/// <summary>Which symbolic links among the sources are followed.</summary>
internal enum CopyFollow
{
    Never,
    Operands,
    Always,
}

/// <summary>Whether something that is there already is replaced.</summary>
internal enum Overwriting
{
    Unspecified,
    Always,
    Never,
    Ask,
}

internal enum SparseCopy
{
    Never,
    Auto,
    Always,
}

/// <summary>What cp, mv and install ask of the <see cref="FileCopier"/>.</summary>
internal sealed class CopyOptions
{
    public bool Moves { get; set; }

    public bool Recursive { get; set; }

    public CopyFollow Follow { get; set; }

    public bool HardLinks { get; set; }

    public bool SymbolicLinks { get; set; }

    public bool PreservesMode { get; set; }

    public bool PreservesOwner { get; set; }

    public bool PreservesTimes { get; set; }

    public bool PreservesLinks { get; set; }

    /// <summary><c>--no-preserve=mode</c>: permissions as of a new file.</summary>
    public bool DropsMode { get; set; }

    /// <summary>Special files are read like regular ones.</summary>
    public bool CopiesContents { get; set; }

    public bool AttributesOnly { get; set; }

    public Overwriting Overwriting { get; set; }

    public bool UpdatesOnly { get; set; }

    /// <summary><c>--remove-destination</c>.</summary>
    public bool RemovesFirst { get; set; }

    /// <summary><c>--force</c>: what cannot be opened is removed.</summary>
    public bool RemovesUnopenable { get; set; }

    public bool OneFileSystem { get; set; }

    public bool Verbose { get; set; }

    public bool CloneRequired { get; set; }

    public SparseCopy Sparse { get; set; } = SparseCopy.Auto;

    /// <summary>The permissions of the copy, whatever the source has: <c>install -m</c>.</summary>
    public int? Mode { get; set; }

    public BackupNames Backup { get; set; } = new(BackupType.None, "~");

    public bool Backs => Backup.Type != BackupType.None;
}
