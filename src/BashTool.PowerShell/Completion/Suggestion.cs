using System.Management.Automation;

namespace BashTool.PowerShell.Completion;

/// <summary>One way to go on.</summary>
/// <param name="Word">The word as it should stand in the command line.</param>
/// <param name="Shown">How a list shows it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Explanation">What is said of it.</param>
internal readonly record struct Suggestion(string Word, string Shown, CompletionResultType Kind, string Explanation);
