namespace BashTool.Core.Sandbox;

/// <summary>The four ways a script can be confined.</summary>
public enum SandboxProfile
{
    /// <summary>A person's session: reads what the user may read, writes in the current tree and the temporary directory.</summary>
    Session,

    /// <summary>An agent's workspace: nothing outside exists.</summary>
    Workspace,

    /// <summary>A session that writes nowhere.</summary>
    ReadOnly,

    /// <summary>No confinement.</summary>
    None,
}
