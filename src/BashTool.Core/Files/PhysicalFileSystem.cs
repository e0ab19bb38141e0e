namespace BashTool.Core.Files;

/// <summary>
/// A directory of the host as a whole file system. Confined to it, links lead nowhere else; unrestricted, the host
/// resolves every path by itself.
/// </summary>
public sealed class PhysicalFileSystem(HostPath root, bool unrestricted = false)
    : MountedFileSystem(VolumeOf(root, unrestricted ? LinkTrust.Everything : LinkTrust.Nothing))
{
    /// <summary>The volume of a host directory that suits the host.</summary>
    public static Volume VolumeOf(HostPath directory, LinkTrust trust = LinkTrust.Nothing)
        => OperatingSystem.IsWindows() ? new WindowsPhysicalVolume(directory, trust) : new PhysicalVolume(directory, trust);
}
