namespace BashTool.Commands.Tests.Spec;

/// <summary>Runs a case's script in a directory that is laid out already.</summary>
public interface ISpecRunner
{
    /// <summary>The result, with the directory's name replaced by <see cref="SpecWorkspace.Token"/>.</summary>
    SpecResult Run(SpecCase @case, SpecWorkspace workspace, CancellationToken cancellation);
}
