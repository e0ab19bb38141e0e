namespace BashTool.Core.Planning;

/// <summary>A <c>|</c> at which a pipeline can be cut.</summary>
/// <param name="Position">Where the operator stands in the text.</param>
/// <param name="Before">The index of the stage before it.</param>
/// <param name="After">The index of the stage behind it.</param>
/// <param name="ChangesExecutor">Whether the two sides are run by different executors, so that bytes cross between a process and this one.</param>
public sealed record SplitPoint(int Position, int Before, int After, bool ChangesExecutor);
