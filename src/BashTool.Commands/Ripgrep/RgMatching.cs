namespace BashTool.Commands.Ripgrep;

/// <summary>How rg's patterns are to be understood.</summary>
internal sealed record RgMatching
{
    public bool IsFixed { get; init; }

    public bool IsPerl { get; init; }

    public bool IsUnicode { get; init; } = true;

    public bool IgnoresCase { get; init; }

    /// <summary>Case counts only where the patterns have an upper-case letter.</summary>
    public bool IsSmart { get; init; }

    public bool WholeLine { get; init; }

    public bool WholeWord { get; init; }

    public bool Multiline { get; init; }

    public bool DotAll { get; init; }

    public bool Crlf { get; init; }

    public byte Terminator { get; init; } = (byte)'\n';
}
