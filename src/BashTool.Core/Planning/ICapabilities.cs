using BashTool.Core.CommandModel;
using BashTool.Core.Files;

namespace BashTool.Core.Planning;

/// <summary>What there is to run commands with.</summary>
public interface ICapabilities
{
    /// <summary>Whether the shell has a builtin of that name.</summary>
    bool IsBuiltin(string name);

    /// <summary>The declaration of the in-process command of that name; null if there is none.</summary>
    CommandSpec? FindCommand(string name);

    /// <summary>The program of the host that a name or path stands for; null if there is none.</summary>
    string? FindProgram(string name);

    /// <summary>Why that program may not be started; null where it may.</summary>
    AccessDenial? CheckProgram(string name);

    /// <summary>The tool of that name that comes with a real bash (Git for Windows, MSYS2); null if there is none.</summary>
    string? FindInBash(string name) => null;

    /// <summary>Whether the PowerShell session that asks has such a command, and its policy lets it be a stage.</summary>
    bool HasPowerShellCommand(string name) => false;
}
