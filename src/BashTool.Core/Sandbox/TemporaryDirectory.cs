using BashTool.Core.Files;

namespace BashTool.Core.Sandbox;

/// <summary>A directory that is removed when the last session that uses it ends.</summary>
internal sealed class TemporaryDirectory(HostPath path)
{
    private int users = 1;

    public HostPath Path => path;

    /// <summary>The directory, opened.</summary>
    public Volume Volume { get; } = PhysicalFileSystem.VolumeOf(path);

    public TemporaryDirectory Share()
    {
        Interlocked.Increment(ref users);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref users) == 0)
        {
            Volume.Close();
            HostDirectories.Remove(path);
        }
    }
}
