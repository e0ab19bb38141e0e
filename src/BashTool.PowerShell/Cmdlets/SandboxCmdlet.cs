using System.Collections;
using System.Management.Automation;
using BashTool.Core.Files;
using BashTool.Core.Sandbox;
using BashTool.PowerShell.Engine;
using BashTool.PowerShell.Pump;

namespace BashTool.PowerShell.Cmdlets;

/// <summary>What the cmdlets have in common that look at scripts or run them: the sandbox.</summary>
public abstract class SandboxCmdlet : PSCmdlet
{
    /// <summary>A directory to which the script is confined: it holds the script's home, uploads and outputs.</summary>
    [Parameter]
    [PathText]
    [ValidateNotNullOrEmpty]
    public string? Workspace { get; set; }

    /// <summary>How the script is confined. Session without a workspace, Workspace with one.</summary>
    [Parameter]
    public SandboxProfile Sandbox { get; set; } = (SandboxProfile)(-1);

    /// <summary>A policy: a JSON file, a hashtable of the same shape, or a policy object.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Policy { get; set; }

    /// <summary>Where the script starts; the current location if not given.</summary>
    [Parameter]
    [PathText]
    [ValidateNotNullOrEmpty]
    public string? WorkingDirectory { get; set; }

    /// <summary>Rents the engine that the parameters describe; ends the cmdlet with an error where there is none.</summary>
    private protected EngineSession RentEngine(out VirtualPath start, bool copiesOnWrite = false) => Engine(isRented: true, copiesOnWrite, out start);

    /// <summary>Opens an engine for the caller alone.</summary>
    private protected EngineSession OpenEngine(out VirtualPath start, bool copiesOnWrite) => Engine(isRented: false, copiesOnWrite, out start);

    private EngineSession Engine(bool isRented, bool copiesOnWrite, out VirtualPath start)
    {
        start = VirtualPath.Empty;
        string location = CurrentLocation.Of(SessionState);
        SandboxProfile profile = Sandbox >= 0 ? Sandbox : Workspace is null ? SandboxProfile.Session : SandboxProfile.Workspace;
        string workspace = "";
        if (profile == SandboxProfile.Workspace)
        {
            workspace = Workspace is null ? location : ResolveDirectory(Workspace, "WorkspaceNotFound");
        }
        else if (Workspace is not null)
        {
            throw Failure(new ArgumentException($"-Workspace goes with the sandbox Workspace, not with {profile}."), "WorkspaceNotUsed", ErrorCategory.InvalidArgument, Workspace);
        }

        if (WorkingDirectory is not null)
        {
            // In a workspace paths are the script's own; there is nothing else to name.
            if (profile == SandboxProfile.Workspace && VirtualPath.TryParse(WorkingDirectory, out VirtualPath inside))
            {
                start = inside;
            }
            else
            {
                location = ResolveDirectory(WorkingDirectory, "WorkingDirectoryNotFound");
            }
        }

        EngineSession engine;
        try
        {
            var key = new EngineKey(profile, profile == SandboxProfile.Workspace ? "" : location, workspace);
            SandboxPolicy? policy = Policy is null ? null : ReadPolicy(EngineSession.PolicyOf(key));
            if (copiesOnWrite)
            {
                policy = (policy ?? EngineSession.PolicyOf(key)) with { CopyOnWrite = true };
            }

            if (policy is not null)
            {
                key = key with { Profile = policy.Profile, Workspace = policy.Profile == SandboxProfile.Workspace ? policy.WorkspaceRoot.Text : "" };
            }

            engine = isRented && policy is null ? EnginePool.Rent(key) : new EngineSession(key, policy);
        }
        catch (FileSystemException e)
        {
            throw Failure(e, "SandboxNotOpened", ErrorCategory.OpenError, workspace.Length > 0 ? workspace : location);
        }

        if (!start.IsEmpty
            && (engine.Sandbox.Files.TryStat(start, followLinks: true, out FileMetadata metadata) != FileError.None || !metadata.IsDirectory))
        {
            if (isRented)
            {
                EnginePool.Return(engine);
            }
            else
            {
                engine.Dispose();
            }

            throw Failure(new DirectoryNotFoundException($"{WorkingDirectory}: no such directory in the workspace."), "WorkingDirectoryNotFound", ErrorCategory.ObjectNotFound, WorkingDirectory);
        }

        return engine;
    }

    /// <summary>The host's path of a file that is named as PowerShell names files.</summary>
    private protected string ResolveFile(string path)
    {
        try
        {
            string resolved = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            if (provider.Name == "FileSystem")
            {
                return resolved;
            }
        }
        catch (Exception e) when (e is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or ProviderInvocationException)
        {
            throw Failure(e, "PathNotFound", ErrorCategory.ObjectNotFound, path);
        }

        throw Failure(new ArgumentException($"{path} is not a path of the file system."), "PathNotFileSystem", ErrorCategory.InvalidArgument, path);
    }

    internal static RuntimeException Failure(Exception exception, string id, ErrorCategory category, object? target) =>
        new TerminatingFailure(new ErrorRecord(exception, id, category, target));

    private SandboxPolicy ReadPolicy(SandboxPolicy basis)
    {
        object given = Policy is PSObject wrapped ? wrapped.BaseObject : Policy!;
        try
        {
            switch (given)
            {
                case SandboxPolicy policy:
                    return policy;
                case IDictionary table:
                    return SandboxPolicyFile.Parse(JsonLines.ToJson(table, 10), HostPath.OfThisMachine(basis.CurrentLocation.IsEmpty ? SessionState.Path.CurrentFileSystemLocation.ProviderPath : basis.CurrentLocation.Text), basis);
            }

            if (PathTextAttribute.TextOf(given) is not { } path)
            {
                throw Failure(new ArgumentException($"A policy is a file, a hashtable or a policy object; this is a {PathTextAttribute.Kind(given)}."), "PolicyNotValid", ErrorCategory.InvalidType, given);
            }

            string file = ResolveFile(path);
            return System.IO.File.Exists(file)
                ? SandboxPolicyFile.Load(HostPath.OfThisMachine(file), basis)
                : throw Failure(new FileNotFoundException($"{path}: there is no such policy file."), "PolicyNotFound", ErrorCategory.ObjectNotFound, path);
        }
        catch (SandboxPolicyException e)
        {
            throw Failure(e, "PolicyNotValid", ErrorCategory.InvalidData, given);
        }
    }

    private string ResolveDirectory(string path, string id)
    {
        string directory = Path.TrimEndingDirectorySeparator(ResolveFile(path));
        return Directory.Exists(directory)
            ? directory
            : throw Failure(new DirectoryNotFoundException($"{path}: no such directory."), id, ErrorCategory.ObjectNotFound, path);
    }

    // An exception that carries a whole error record to the engine.
    private sealed class TerminatingFailure(ErrorRecord record) : RuntimeException(record.Exception.Message, record.Exception, record)
    {
    }
}
