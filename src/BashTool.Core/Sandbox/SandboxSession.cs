using BashTool.Core.Files;

namespace BashTool.Core.Sandbox;

/// <summary>A policy at work: the file system a script gets, and what belongs to it. Disposing removes its temporary directory.</summary>
public sealed partial class SandboxSession : IDisposable
{
    private HostPath? temporary;

    private SandboxSession(SandboxPolicy policy, SandboxSurroundings surroundings)
    {
        Policy = policy;
        Devices = new DeviceVolume { Descriptors = surroundings.Descriptors };
        Commands = new CommandVolume(surroundings.CommandNames, surroundings.HasCommand);
    }

    public SandboxPolicy Policy { get; }

    public MountedFileSystem Files { get; private set; } = null!;

    /// <summary>Paths between script and host, by the text alone.</summary>
    public PathTranslator Translator { get; private set; } = null!;

    /// <summary>Where the script starts.</summary>
    public VirtualPath WorkingDirectory { get; private set; }

    /// <summary>The script's home.</summary>
    public VirtualPath Home { get; private set; }

    /// <summary>The script's directory for temporary files.</summary>
    public VirtualPath Temporary { get; private set; } = VirtualPath.Parse("/tmp");

    /// <summary>Behind <c>/dev</c>; the shell sets its open files here.</summary>
    public DeviceVolume Devices { get; }

    private CommandVolume Commands { get; }

    /// <summary>Builds the mount table of a policy.</summary>
    /// <exception cref="FileSystemException">A directory of the policy cannot be opened.</exception>
    public static SandboxSession Open(SandboxPolicy policy, SandboxSurroundings? surroundings = null)
    {
        var session = new SandboxSession(policy, surroundings ?? new SandboxSurroundings());
        try
        {
            switch (policy.Profile)
            {
                case SandboxProfile.Workspace:
                    session.OpenWorkspace();
                    break;
                case SandboxProfile.Session or SandboxProfile.ReadOnly or SandboxProfile.None when OperatingSystem.IsWindows():
                    session.OpenWindows();
                    break;
                default:
                    session.OpenPosix();
                    break;
            }
        }
        catch
        {
            session.Dispose();
            throw;
        }

        return session;
    }

    /// <summary>Why a program of the host may not be started; null where it may.</summary>
    public AccessDenial? CheckProgram(string program) => Policy.NativePrograms.Check(program, Policy.Profile);

    public void Dispose()
    {
        if (temporary is { } directory)
        {
            temporary = null;
            HostDirectories.Remove(directory);
        }
    }

    private void Finish(List<Mount> mounts, AccessDenial? outside)
    {
        AddPolicyMounts(mounts);
        Files = new MountedFileSystem(mounts, outside);
        var table = new List<PathMapping>();
        foreach (Mount mount in mounts)
        {
            if (!mount.IsFallback && mount.Volume.HostRoot is { } root)
            {
                table.Add(new PathMapping(mount.At, mount.Directory.Length == 0 ? root : root.Combine(mount.Directory)));
            }
        }

        Translator = new PathTranslator(HostPath.CurrentStyle, table) { TrueName = HostNames.TrueName };
    }

    private void AddPolicyMounts(List<Mount> mounts)
    {
        foreach (SandboxMount mount in Policy.Mounts)
        {
            bool writable = mount.Writable && Policy.Profile != SandboxProfile.ReadOnly;
            mounts.RemoveAll(other => !other.IsFallback && other.At == mount.At.WithoutTrailingSlash);
            mounts.Add(new Mount(
                mount.At,
                PhysicalFileSystem.VolumeOf(mount.Source),
                writeDenial: writable ? null : SandboxCodes.ReadOnlyMount));
        }
    }
}
