using BashTool.Core.CommandModel;
using BashTool.Core.Files;
using BashTool.Core.Planning;
using BashTool.Core.Sandbox;

namespace BashTool.Core.Execution;

/// <summary>What this machine and a policy have to run commands with.</summary>
/// <param name="commands">The in-process commands.</param>
/// <param name="isBuiltin">Whether the shell has a builtin of a name.</param>
/// <param name="policy">Which programs may be started.</param>
/// <param name="path">The host's PATH, in the host's own form.</param>
/// <param name="currentDirectory">Where names with a slash start from.</param>
public sealed class HostCapabilities(
    CommandCatalog commands, Func<string, bool> isBuiltin, SandboxPolicy policy, string path, HostPath currentDirectory) : ICapabilities
{
    private static readonly string[] WindowsExtensions = [".exe", ".cmd", ".bat", ".com", ""];
    private static readonly string[] NoExtension = [""];

    private readonly Dictionary<string, string?> programs = new(StringComparer.Ordinal);

    public bool IsBuiltin(string name) => isBuiltin(name);

    public CommandSpec? FindCommand(string name) => commands.Find(name)?.Spec;

    public string? FindProgram(string name)
    {
        if (!programs.TryGetValue(name, out string? program))
        {
            programs[name] = program = Locate(name);
        }

        return program;
    }

    public AccessDenial? CheckProgram(string name) => policy.NativePrograms.Check(name, policy.Profile);

    private string? Locate(string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAny('\0', '\n'))
        {
            return null;
        }

        if (name.Contains('/'))
        {
            return policy.Profile == SandboxProfile.Workspace ? null : Existing(currentDirectory.Combine(name).Text);
        }

        foreach (string directory in path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (Existing(Path.Combine(directory, name)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string? Existing(string file)
    {
        foreach (string extension in OperatingSystem.IsWindows() && !Path.HasExtension(file) ? WindowsExtensions : NoExtension)
        {
            string candidate = file + extension;
            if (File.Exists(candidate) && (OperatingSystem.IsWindows() || IsExecutable(candidate)))
            {
                return candidate;
            }
        }

        return null;
    }

    private static bool IsExecutable(string file) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
