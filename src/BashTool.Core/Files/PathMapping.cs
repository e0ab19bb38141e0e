namespace BashTool.Core.Files;

/// <summary>A directory of the host and where scripts see it.</summary>
public sealed record PathMapping(VirtualPath At, HostPath Source);
