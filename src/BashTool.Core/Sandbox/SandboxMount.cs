using BashTool.Core.Files;

namespace BashTool.Core.Sandbox;

/// <summary>A directory of the host that a policy shows to the script.</summary>
public sealed record SandboxMount(VirtualPath At, HostPath Source, bool Writable);
