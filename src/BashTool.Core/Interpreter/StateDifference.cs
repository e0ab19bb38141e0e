using BashTool.Core.Files;

namespace BashTool.Core.Interpreter;

/// <summary>Something of a shell's state that is not as it was.</summary>
/// <param name="Sort">What it is.</param>
/// <param name="Name">Its name; empty for what there is once, such as the working directory.</param>
/// <param name="Kind">What happened to it.</param>
/// <param name="Old">The value before, as <c>declare -p</c> and its kin would show it; null where there was none.</param>
/// <param name="New">The value now.</param>
public sealed record StateDifference(StateSort Sort, string Name, DifferenceKind Kind, string? Old, string? New);
