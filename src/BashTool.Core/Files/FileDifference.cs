namespace BashTool.Core.Files;

/// <summary>A file that is not as it was.</summary>
/// <param name="Path">Where, as the script sees it.</param>
/// <param name="Kind">What happened to it.</param>
/// <param name="FileKind">What it is; what it was, where it was removed.</param>
/// <param name="OldSize">Its size before; 0 where it was not there.</param>
/// <param name="NewSize">Its size now; 0 where it is gone.</param>
public sealed record FileDifference(VirtualPath Path, DifferenceKind Kind, FileKind FileKind, long OldSize, long NewSize)
{
    public override string ToString() => $"{Mark(Kind)} {Path.Text}";

    private static char Mark(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Added => 'A',
        DifferenceKind.Removed => 'D',
        DifferenceKind.Modified => 'M',
        _ => 'm',
    };
}
