namespace BashTool.Core.Execution;

/// <summary>Starts real processes.</summary>
public sealed class SystemLauncher : IProcessLauncher
{
    public static SystemLauncher Instance { get; } = new();

    public INativeProcess Start(NativeProgram program) => ProcessStarter.Start(program);
}
