using BashTool.Core.Files;
using BashTool.Core.Limits;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Expansion;

/// <summary>The shell as the expansions see it.</summary>
public interface IExpansionHost
{
    ShellVariables Variables { get; }

    ShellOptions Options { get; }

    /// <summary><c>$0</c>.</summary>
    string ShellName { get; }

    /// <summary><c>$1</c>, <c>$2</c>, ...</summary>
    ReadOnlySpan<string> Positional { get; }

    /// <summary><c>$?</c>.</summary>
    int LastStatus { get; }

    /// <summary><c>$$</c>.</summary>
    int ProcessId { get; }

    /// <summary><c>$!</c>; 0 where no job was started.</summary>
    int LastBackgroundId { get; }

    /// <summary><c>$-</c>.</summary>
    string OptionLetters { get; }

    IFileSystem Files { get; }

    VirtualPath WorkingDirectory { get; }

    CancellationToken Cancellation { get; }

    /// <summary>What the command line may use up.</summary>
    ExecutionMeter Meter => ExecutionMeter.Boundless;

    /// <summary>Runs the commands of <c>$(...)</c>; the output without its trailing newlines and without NULs.</summary>
    string SubstituteCommand(CommandSubstitution substitution);

    /// <summary>Starts the commands of <c>&lt;(...)</c> or <c>&gt;(...)</c>; the path that leads to them.</summary>
    string SubstituteProcess(ProcessSubstitution substitution);

    /// <summary>Entry N of the directory stack, from the left (<c>~+N</c>, <c>~N</c>) or the right (<c>~-N</c>); null if there is none.</summary>
    string? DirectoryStackEntry(int index, bool fromRight);

    /// <summary>The home directory of a user; of the shell's own user for null. Null if there is no such user.</summary>
    string? HomeDirectory(string? user);

    /// <summary>Prints <c>bash: line N: MESSAGE</c>.</summary>
    void Warn(string message);

    /// <summary>What prompts show (<c>${x@P}</c>).</summary>
    PromptInformation Prompt { get; }
}
