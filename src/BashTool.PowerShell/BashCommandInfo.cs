// The name users see: BashTool.BashCommandInfo.
namespace BashTool;

/// <summary>A command that a bash command line can use, as <c>Get-BashCommand</c> shows it.</summary>
public sealed class BashCommandInfo
{
    public required string Name { get; init; }

    public required BashCommandKind Kind { get; init; }

    /// <summary>What would run it.</summary>
    public required Core.Planning.StageExecutor Executor { get; init; }

    /// <summary>One line: what it does.</summary>
    public required string Summary { get; init; }

    /// <summary>What can follow the name, a form each.</summary>
    public string[] Usage { get; init; } = [];

    public BashOptionInfo[] Options { get; init; } = [];

    /// <summary>What differs from the real command or is missing.</summary>
    public string[] Limitations { get; init; } = [];

    public string[] Examples { get; init; } = [];

    /// <summary>Whether it changes files or the system.</summary>
    public bool Writes { get; init; }

    /// <summary>Whether it keeps or reorders whole lines, so that the objects behind them go on.</summary>
    public bool KeepsLines { get; init; }

    /// <summary>The package version it imitates; empty for builtins.</summary>
    public string Imitates { get; init; } = "";

    /// <summary>The program of this machine with that name; null if there is none.</summary>
    public string? Program { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
