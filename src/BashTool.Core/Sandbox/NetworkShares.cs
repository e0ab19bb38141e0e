using BashTool.Core.Files;

namespace BashTool.Core.Sandbox;

/// <summary>The shares of the network on Windows, each mounted at <c>/unc/SERVER/SHARE</c> when a path first names it.</summary>
/// <param name="open">Opens a share by its name on the host; throws where it is not there.</param>
/// <param name="writeDenial">Why nothing may be written; null where it may.</param>
internal sealed class NetworkShares(Func<HostPath, Volume> open, AccessDenial? writeDenial)
{
    private const string Top = "/unc/";

    private readonly Dictionary<string, Mount?> known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The mount of the share that a path is on; null where it is on none, or cannot be reached.</summary>
    public Mount? Find(string path)
    {
        if (!path.StartsWith(Top, StringComparison.Ordinal))
        {
            return null;
        }

        int server = path.IndexOf('/', Top.Length);
        int end = server < 0 ? -1 : path.IndexOf('/', server + 1);
        string at = end < 0 ? path : path[..end];
        if (server <= Top.Length || at.Length == server + 1)
        {
            return null;
        }

        lock (known)
        {
            if (!known.TryGetValue(at, out Mount? mount))
            {
                mount = Open(at);
                known.Add(at, mount);
            }

            return mount;
        }
    }

    private Mount? Open(string at)
    {
        if (WindowsPath.ToHost(at) is not { } host)
        {
            return null;
        }

        try
        {
            return new Mount(VirtualPath.Parse(at), open(new HostPath(host, PathStyle.Windows)), writeDenial: writeDenial);
        }
        catch (FileSystemException)
        {
            return null;
        }
    }
}
