using BashTool.Core.Streams;

namespace BashTool.Core.CommandModel;

/// <summary>
/// Several stages of a pipeline run as one, with the same bytes, messages and statuses but less work. Found by name in the
/// namespace <c>Fusion</c> of a command assembly.
/// </summary>
public abstract class StageFusion
{
    /// <summary>Looks at the arguments of the stages, and declines where it does not know how to run exactly those. Nothing may have happened when it does.</summary>
    /// <param name="stages">What each stage would see; only the first has an input, only the last an output.</param>
    /// <param name="readsPipe">Whether the first stage's input is a pipe of this pipeline, or a file that was given to it alone.</param>
    /// <returns>What runs the stages; null to decline.</returns>
    public abstract FusedStages? Prepare(IReadOnlyList<CommandContext> stages, bool readsPipe);
}

/// <summary>Stages that are ready to run as one: fills in the status of each.</summary>
/// <param name="stages">What each stage sees; only the first has an input, only the last an output.</param>
/// <param name="statuses">The statuses to fill in.</param>
/// <param name="run">Runs a piece of work as a stage of its own: with its messages, its buffers and its status.</param>
public delegate void FusedStages(IReadOnlyList<CommandContext> stages, int[] statuses, StageRunner run);

/// <summary>Runs a piece of work in the name of a command, and turns the ways it can end into a message and a status.</summary>
public delegate int StageRunner(CommandContext stage, Func<CommandContext, int> work);
