using BashTool.Core.Files;

namespace BashTool.Core.Planning;

/// <summary>One command of a script and what would run it.</summary>
public sealed record PlannedStage
{
    /// <summary>The command's name; the text of the word where the name is only known when it runs.</summary>
    public required string Command { get; init; }

    /// <summary>The command as it was written.</summary>
    public required string Text { get; init; }

    public required StageExecutor Executor { get; init; }

    public required string Reason { get; init; }

    /// <summary>What would run it if the executor were not there; None where nothing would.</summary>
    public StageExecutor Fallback { get; init; }

    /// <summary>The program of the host, where one is run.</summary>
    public string? Program { get; init; }

    /// <summary>The command that runs this one (<c>xargs</c>, <c>env</c>, <c>find</c>); null if the shell does.</summary>
    public string? Through { get; init; }

    /// <summary>Why the sandbox refuses it; null where it does not.</summary>
    public AccessDenial? Denial { get; init; }

    /// <summary>Runs outside of the sandbox: a program can do what the user can.</summary>
    public bool IsUncontained => Executor is StageExecutor.Native or StageExecutor.Bash or StageExecutor.PowerShell or StageExecutor.Cmd or StageExecutor.Python;

    /// <summary>Where the words of the command begin in the text.</summary>
    public int Position { get; init; }

    public int Line { get; init; }

    public int Column { get; init; }

    public override string ToString() => $"{Command}: {Executor}";
}
