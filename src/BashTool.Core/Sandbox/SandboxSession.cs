using BashTool.Core.Files;

namespace BashTool.Core.Sandbox;

/// <summary>A policy at work: the file system a script gets, and what belongs to it. Disposing removes its temporary directory.</summary>
public sealed partial class SandboxSession : IDisposable
{
    private TemporaryDirectory? temporary;
    private List<Mount> rows = [];
    private AccessDenial? outsideDenial;
    private readonly SandboxSurroundings given;

    private SandboxSession(SandboxPolicy policy, SandboxSurroundings surroundings)
    {
        Policy = policy;
        given = surroundings;
        Devices = new DeviceVolume { Descriptors = surroundings.Descriptors };
        Commands = new CommandVolume(surroundings.CommandNames, surroundings.HasCommand);
    }

    public SandboxPolicy Policy { get; }

    /// <summary>Where changes of files stay until they are committed; null where they are made at once.</summary>
    public FileLayers? Layers { get; private set; }

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

    /// <summary>Another sandbox over the same files as they are now, uncommitted changes included; what is changed later is not shared.</summary>
    /// <exception cref="InvalidOperationException">The policy does not ask for copy on write.</exception>
    public SandboxSession Fork(SandboxSurroundings? surroundings = null)
    {
        if (Layers is null)
        {
            throw new InvalidOperationException("Only a session that copies on write can be forked.");
        }

        var copy = new SandboxSession(Policy, surroundings ?? given)
        {
            Home = Home,
            WorkingDirectory = WorkingDirectory,
            Temporary = Temporary,
            Translator = Translator,
            outsideDenial = outsideDenial,
            temporary = temporary?.Share(),
        };
        copy.rows = rows.ConvertAll(row => ReferenceEquals(row.Volume, Devices) ? new Mount(row.At, copy.Devices, row.Directory, row.WriteDenial, row.IsFallback)
            : ReferenceEquals(row.Volume, Commands) ? new Mount(row.At, copy.Commands, row.Directory, row.WriteDenial, row.IsFallback)
            : row);
        copy.Devices.OpenTerminal = Devices.OpenTerminal;
        copy.Layers = Layers.Fork(copy.rows);
        copy.Files = new MountedFileSystem(copy.rows, outsideDenial);
        return copy;
    }

    public void Dispose()
    {
        temporary?.Release();
        temporary = null;
    }

    private void Finish(List<Mount> mounts, AccessDenial? outside, NetworkShares? shares = null)
    {
        AddPolicyMounts(mounts);
        var hosts = new HostPath?[mounts.Count];
        for (int i = 0; i < hosts.Length; i++)
        {
            hosts[i] = mounts[i].Volume.HostRoot;
        }

        Layers = Policy.CopyOnWrite ? FileLayers.Over(mounts) : null;
        rows = mounts;
        outsideDenial = outside;
        Files = new MountedFileSystem(mounts, outside) { MountOnDemand = shares is null || Policy.CopyOnWrite ? null : shares.Find };
        var table = new List<PathMapping>();
        for (int i = 0; i < mounts.Count; i++)
        {
            Mount mount = mounts[i];
            if (!mount.IsFallback && hosts[i] is { } root)
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
