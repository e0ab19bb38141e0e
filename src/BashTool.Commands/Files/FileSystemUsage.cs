namespace BashTool.Commands.Files;

/// <summary>What a line of <c>df</c> shows; sizes are in bytes.</summary>
public sealed record FileSystemUsage(string Source, string Type, long Size, long Used, long Available, int UsedPercent, string MountPoint)
{
    internal static FileSystemUsage Of(in FileSystemStatistics system)
    {
        long used = system.TotalBlocks - system.FreeBlocks;
        Int128 all = (Int128)used + system.AvailableBlocks;
        return new FileSystemUsage(
            system.Source,
            system.Type,
            system.TotalBlocks * system.BlockSize,
            used * system.BlockSize,
            system.AvailableBlocks * system.BlockSize,
            all <= 0 ? 0 : (int)(((used * (Int128)100) + all - 1) / all),
            system.MountPoint.IsEmpty ? "" : system.MountPoint.Text);
    }
}
