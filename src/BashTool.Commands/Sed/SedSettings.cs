namespace BashTool.Commands.Sed;

/// <summary>What the options of sed asked for.</summary>
internal sealed record SedSettings
{
    public required bool Quiet { get; init; }

    public required bool Posix { get; init; }

    /// <summary><c>N</c> on the last line deletes it, as POSIX has it.</summary>
    public required bool EndsAtMissingNext { get; init; }

    /// <summary>False: any byte is a character.</summary>
    public required bool Utf8 { get; init; }

    public required bool Extended { get; init; }

    public required bool Sandbox { get; init; }

    public required bool Separate { get; init; }

    public required bool InPlace { get; init; }

    public required string Suffix { get; init; }

    public required bool FollowsLinks { get; init; }

    public required bool Unbuffered { get; init; }

    public required byte Delimiter { get; init; }

    public required int LineLength { get; init; }
}
