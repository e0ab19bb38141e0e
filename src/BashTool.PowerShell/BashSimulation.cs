using BashTool.Core.Files;
using BashTool.Core.Planning;

// The name users see: BashTool.BashSimulation.
namespace BashTool;

/// <summary>What <c>Invoke-Bash -WhatIf</c> found: the plan, and what a run on a copy-on-write overlay changed there.</summary>
public sealed class BashSimulation
{
    public required string Command { get; init; }

    /// <summary>How it would be run; null for a script of a file.</summary>
    public ExecutionStrategy? Strategy { get; init; }

    /// <summary>The files that would be made, changed or removed.</summary>
    public required FileDifference[] Changes { get; init; }

    /// <summary>Programs and PowerShell commands that were not started: what they would do is not known.</summary>
    public required string[] NotSimulated { get; init; }

    public required int ExitCode { get; init; }

    public required string Output { get; init; }

    public required string Error { get; init; }
}
