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

    public static AccessDenial ProgramNotAllowed(string name) => new("BT-EX-001", $"native program {name} is not allowed", $"allow with --allow-native {name}");

    public static AccessDenial ProgramDenied(string name) => new("BT-EX-002", $"native program {name} is denied by the policy", "");
}
