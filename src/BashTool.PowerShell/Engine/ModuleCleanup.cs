using System.Management.Automation;

namespace BashTool.PowerShell.Engine;

/// <summary>When the module is removed, its sessions, open sandboxes and their temporary directories go.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        SessionTable.Clear();
        EnginePool.Clear();
    }
}
