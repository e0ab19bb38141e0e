namespace BashTool.Commands.Tests.Spec;

/// <summary>Replays a case with the shell in this process.</summary>
public sealed class InProcessSpecRunner : ISpecRunner
{
    /// <summary>False as long as there is no shell to run.</summary>
    public static bool IsAvailable => false;

    public SpecResult Run(SpecCase @case, SpecWorkspace workspace, CancellationToken cancellation) =>
        RunInProcess(@case, workspace, cancellation);

    private static SpecResult RunInProcess(SpecCase @case, SpecWorkspace workspace, CancellationToken cancellation) =>
        throw new NotSupportedException("the shell does not run in process yet");
}
