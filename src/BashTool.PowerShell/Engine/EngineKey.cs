using BashTool.Core.Sandbox;

namespace BashTool.PowerShell.Engine;

/// <summary>What makes two calls fit into the same sandbox.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Location">The caller's location, a directory of the host: what a session may write.</param>
/// <param name="Workspace">The workspace's root; empty outside the Workspace profile.</param>
internal readonly record struct EngineKey(SandboxProfile Profile, string Location, string Workspace);
