using System.Collections.Concurrent;
using BashTool.Core.CommandModel;
using BashTool.Core.Files;
using BashTool.Core.Planning;
using BashTool.Core.Sandbox;

namespace BashTool.Core.Execution;

/// <summary>What this machine and a policy have to run commands with. What was found is remembered until <see cref="Refresh"/>.</summary>
/// <param name="commands">The in-process commands.</param>
/// <param name="isBuiltin">Whether the shell has a builtin of a name.</param>
/// <param name="policy">Which programs may be started.</param>
/// <param name="path">The host's PATH, in the host's own form.</param>
/// <param name="currentDirectory">Where names with a slash start from.</param>
/// <param name="settings">How the shell runs things; null for the defaults.</param>
public sealed class HostCapabilities(
    CommandCatalog commands,
    Func<string, bool> isBuiltin,
    SandboxPolicy policy,
    string path,
    HostPath currentDirectory,
    ExecutionSettings? settings = null) : ICapabilities
{
    private static readonly string[] NoExtension = [""];

    private readonly ExecutionSettings settings = settings ?? ExecutionSettings.Default;
    private readonly ConcurrentDictionary<string, string> programs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> bashTools = new(StringComparer.Ordinal);
    private string? bash;
    private string? powerShell;
    private string? python;
    private string? commandInterpreter;

    /// <summary>The real bash of this machine; null if there is none.</summary>
    public string? Bash => Remembered(ref bash, FindBash);

    /// <summary><c>pwsh</c>, on Windows else <c>powershell</c>; null if there is none.</summary>
    public string? PowerShell => Remembered(ref powerShell, () => FindProgram("pwsh") ?? (OperatingSystem.IsWindows() ? FindProgram("powershell") : null));

    /// <summary>A Python interpreter outside of virtual environments; null if there is none.</summary>
    public string? Python => Remembered(ref python, () => FindProgram("python3") ?? FindProgram("python") ?? (OperatingSystem.IsWindows() ? FindProgram("py") : null));

    /// <summary>The Windows command interpreter; null if there is none.</summary>
    public string? CommandInterpreter => Remembered(ref commandInterpreter, () => FindProgram("cmd"));

    /// <summary>Whether there is anything of a kind to run commands with.</summary>
    public bool Has(StageExecutor executor) => executor switch
    {
        StageExecutor.Shell or StageExecutor.Function or StageExecutor.InProcess or StageExecutor.Native => true,
        StageExecutor.Bash => Bash is not null,
        StageExecutor.PowerShell => settings.PowerShell is not null || PowerShell is not null,
        StageExecutor.Cmd => CommandInterpreter is not null,
        StageExecutor.Python => Python is not null,
        _ => false,
    };

    /// <summary>Forgets what was found, after something was installed or removed.</summary>
    public void Refresh()
    {
        programs.Clear();
        bashTools.Clear();
        bash = powerShell = python = commandInterpreter = null;
    }

    public bool IsBuiltin(string name) => isBuiltin(name);

    public CommandSpec? FindCommand(string name) => commands.Find(name)?.Spec;

    public string? FindProgram(string name)
    {
        if (settings.TestMode is not null)
        {
            return VirtualPath.IsPlace(name) ? null : TestMode.PathOf(name);
        }

        string found = programs.GetOrAdd(name, static (key, self) => self.Locate(key) ?? "", this);
        return found.Length == 0 ? null : found;
    }

    public AccessDenial? CheckProgram(string name) => policy.NativePrograms.Check(name, policy.Profile);

    public string? FindInBash(string name)
    {
        if (settings.TestMode is not null || Bash is not { } shell || VirtualPath.IsPlace(name))
        {
            return null;
        }

        string found = bashTools.GetOrAdd(name, static (key, call) => call.self.LocateInBash(key, call.shell) ?? "", (self: this, shell));
        return found.Length == 0 ? null : found;
    }

    public bool HasPowerShellCommand(string name) => settings.PowerShell?.HasCommand(name) ?? false;

    private static string? Remembered(ref string? slot, Func<string?> find)
    {
        string found = slot ??= find() ?? "";
        return found.Length == 0 ? null : found;
    }

    private string? Locate(string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAny('\0', '\n'))
        {
            return null;
        }

        if (VirtualPath.IsPlace(name))
        {
            return policy.Profile == SandboxProfile.Workspace ? null : Existing(currentDirectory.Combine(name).Text);
        }

        foreach (string directory in path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (Path.IsPathFullyQualified(directory) && Existing(Path.Combine(directory, name)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private string? FindBash()
    {
        if (settings.TestMode is not null)
        {
            return TestMode.PathOf("bash");
        }

        if (!OperatingSystem.IsWindows())
        {
            return FindProgram("bash");
        }

        foreach (string candidate in WindowsBashes())
        {
            // The bash of System32 is WSL's door, and sees other files.
            if (!candidate.Contains(@"\System32\", StringComparison.OrdinalIgnoreCase) && !candidate.Contains(@"\WindowsApps\", StringComparison.OrdinalIgnoreCase)
                && File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private IEnumerable<string> WindowsBashes()
    {
        foreach (string directory in path.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Path.IsPathFullyQualified(directory))
            {
                yield return Path.Combine(directory, "bash.exe");
            }
        }

        // git.exe is in cmd or mingw64\bin of the directory that has bin\bash.exe.
        if (FindProgram("git") is { } git)
        {
            for (string? up = Path.GetDirectoryName(git); up is not null && up.Length > 3; up = Path.GetDirectoryName(up))
            {
                yield return Path.Combine(up, "bin", "bash.exe");
                yield return Path.Combine(up, "usr", "bin", "bash.exe");
            }
        }

        foreach (string variable in (string[])["ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LocalAppData"])
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } root)
            {
                yield return Path.Combine(root, variable == "LocalAppData" ? @"Programs\Git" : "Git", @"bin\bash.exe");
            }
        }

        yield return @"C:\msys64\usr\bin\bash.exe";
        yield return @"C:\cygwin64\bin\bash.exe";
    }

    // The tools of a bash stand beside it; Git for Windows keeps them in usr\bin and mingw64\bin.
    private string? LocateInBash(string name, string shell)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAny('\0', '\n', '\\'))
        {
            return null;
        }

        string directory = Path.GetDirectoryName(shell)!;
        if (!OperatingSystem.IsWindows())
        {
            return Existing(Path.Combine(directory, name)) ?? Locate(name);
        }

        string root = Path.GetDirectoryName(directory) ?? directory;
        foreach (string place in (string[])[directory, Path.Combine(root, "usr", "bin"), Path.Combine(root, "mingw64", "bin"), Path.Combine(root, "bin")])
        {
            if (Existing(Path.Combine(place, name)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string? Existing(string file)
    {
        foreach (string extension in OperatingSystem.IsWindows() ? ProgramExtensions.For(file) : NoExtension)
        {
            string candidate = file + extension;
            if (File.Exists(candidate) && IsExecutable(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static bool IsExecutable(string file)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return (File.GetUnixFileMode(file) & execute) != 0;
    }
}
