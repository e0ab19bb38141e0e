using BashTool.Core.Files;

namespace BashTool.Core.Sandbox;

/// <summary>Every refusal of the sandbox, with its stable code. A code is never reused.</summary>
public static class SandboxCodes
{
    public static AccessDenial OutsideWorkspace { get; } = new("BT-FS-001", "outside the workspace", "allow with --mount or --sandbox session");

    public static AccessDenial OutsideWritableTrees { get; } = new("BT-FS-002", "outside the writable trees", "allow with --writable or --sandbox none");

    public static AccessDenial ReadOnlyProfile { get; } = new("BT-FS-003", "the profile is read-only", "allow with --sandbox session");

    public static AccessDenial ReadOnlyMount { get; } = new("BT-FS-004", "mounted read-only", "", FileError.EROFS);

    public static AccessDenial UnsafePath { get; } = new("BT-FS-005", "not a safe name on this host", "");

    public static AccessDenial NotOnADrive { get; } = new("BT-FS-006", "not on a drive", "use /tmp, or a directory below a drive such as /c", FileError.EROFS);

    public static AccessDenial ProgramNotAllowed(string name) => new("BT-EX-001", $"native program {name} is not allowed", $"allow with --allow-native {name}");

    public static AccessDenial ProgramDenied(string name) => new("BT-EX-002", $"native program {name} is denied by the policy", "");

    public static AccessDenial CommandDenied(string name) => new("BT-EX-003", $"command {name} is denied by the policy", "");

    public static AccessDenial CommandNotAllowed(string name) => new("BT-EX-004", $"command {name} is not among those allowed", "");

    public static AccessDenial BypassesOverlay(string name) => new("BT-EX-005", $"native program {name} would not see the uncommitted changes", "commit first");

    public static AccessDenial NetworkNotAllowed(string host) => new("BT-NET-001", $"host {host} is not allowed", "allow it in the policy's network section");

    public static AccessDenial NetworkMethodNotAllowed(string method, string host) => new("BT-NET-002", $"method {method} is not allowed for host {host}", "allow it in the policy's network section");

    public static AccessDenial NetworkDenied(string host) => new("BT-NET-003", $"host {host} is denied by the policy", "");

    /// <summary>A hook said no.</summary>
    public static AccessDenial DeniedByHook(string reason) => new("BT-HK-001", reason, "");
}
