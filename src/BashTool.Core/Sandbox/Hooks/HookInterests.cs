namespace BashTool.Core.Sandbox.Hooks;

/// <summary>Kinds of events.</summary>
[Flags]
public enum HookInterests
{
    None = 0,
    CommandLines = 1,
    Commands = 2,
    Files = 4,
    Processes = 8,
    Network = 16,
    All = 31,
}
