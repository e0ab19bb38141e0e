using BashTool.Core.CommandModel;
using BashTool.Core.Files;

namespace BashTool.Core.Interpreter;

/// <summary>Finds what a command name means, in bash's order: alias, keyword, function, builtin, PATH (Bash manual, 3.7.2).</summary>
public sealed class CommandResolver(ShellInterpreter shell)
{
    /// <summary>PATH where the variable is unset.</summary>
    public const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private ShellState State => shell.State;

    /// <summary>The builtin of a name; null if there is none or it is switched off.</summary>
    public Builtin? FindBuiltin(string name) =>
        State.DisabledBuiltins is { } disabled && disabled.Contains(name) ? null : BuiltinCatalog.Find(name);

    /// <summary>The first thing a name means; null if nothing.</summary>
    public CommandLocation? Find(string name, bool aliases = true, bool functions = true) => FindAll(name, aliases, functions, all: false).FirstOrDefault();

    /// <summary>Everything a name means, in order.</summary>
    public IEnumerable<CommandLocation> FindAll(string name, bool aliases = true, bool functions = true, bool all = true)
    {
        if (aliases && State.Options.ExpandAliases && State.Aliases.Find(name) is { } alias)
        {
            yield return new CommandLocation(CommandLocationKind.Alias, name) { AliasText = alias };
        }

        if (ShellKeywords.Contains(name))
        {
            yield return new CommandLocation(CommandLocationKind.Keyword, name);
        }

        if (functions && State.Functions.Find(name) is { } function)
        {
            yield return new CommandLocation(CommandLocationKind.Function, name) { Function = function };
        }

        if (FindBuiltin(name) is { } builtin)
        {
            yield return new CommandLocation(CommandLocationKind.Builtin, name) { Builtin = builtin };
        }

        if (!all && State.Hash.Find(name) is { } hashed)
        {
            yield return new CommandLocation(CommandLocationKind.File, name) { Path = hashed, IsHashed = true };
            yield break;
        }

        foreach (CommandLocation location in FindFiles(name))
        {
            if (!all || !location.IsRefused)
            {
                yield return location;
            }
        }
    }

    /// <summary>The files of a name on PATH, or the file itself if the name has a slash.</summary>
    public IEnumerable<CommandLocation> FindFiles(string name, string? path = null)
    {
        if (name.Length == 0)
        {
            yield break;
        }

        if (VirtualPath.IsPlace(name))
        {
            if (Locate(name, name) is { } direct)
            {
                yield return direct;
            }

            yield break;
        }

        path ??= State.Variables.Get("PATH") ?? "";
        bool any = false;
        foreach (string directory in path.Split(':'))
        {
            string candidate = directory.Length == 0 ? "./" + name : directory[^1] == '/' ? directory + name : $"{directory}/{name}";
            if (Locate(name, candidate) is { } found)
            {
                any = true;
                yield return found;
            }
        }

        if (any || OperatingSystem.IsWindows())
        {
            yield break;
        }

        // What cannot be run is found where nothing else is.
        foreach (string directory in path.Split(':'))
        {
            string candidate = directory.Length == 0 ? "./" + name : directory[^1] == '/' ? directory + name : $"{directory}/{name}";
            if (shell.Session.Files.TryStat(State.Resolve(candidate), followLinks: true, out FileMetadata metadata) == FileError.None && metadata.IsRegular)
            {
                yield return new CommandLocation(CommandLocationKind.File, name) { Path = candidate, IsRefused = true };
                yield break;
            }
        }
    }

    /// <summary>What an external command of that name would run; null if nothing. Remembers where it was found.</summary>
    internal CommandLocation? FindExternal(string name, string? path = null)
    {
        if (path is null && !VirtualPath.IsPlace(name) && State.Hash.Use(name) is { } hashed)
        {
            if (Locate(name, hashed) is { } known)
            {
                return known;
            }

            if (!State.Options[Expansion.ShellOption.CheckHash] && !State.Options.Posix)
            {
                // bash trusts its table.
                return new CommandLocation(CommandLocationKind.File, name) { Path = hashed, IsHashed = true };
            }

            State.Hash.Remove(name);
        }

        foreach (CommandLocation location in FindFiles(name, path))
        {
            if (path is null && !VirtualPath.IsPlace(name) && State.Options[Expansion.ShellOption.HashAll])
            {
                State.Hash.Set(name, location.Path!, 1);
            }

            return location;
        }

        return null;
    }

    private CommandLocation? Locate(string name, string candidate)
    {
        if (IsSystemDirectory(candidate, out string command) && shell.Session.FindCommand(command) is { } inProcess)
        {
            return new CommandLocation(CommandLocationKind.InProcess, name) { Command = inProcess, Path = candidate };
        }

        return IsProgram(candidate, isGiven: ReferenceEquals(name, candidate)) ? new CommandLocation(CommandLocationKind.File, name) { Path = candidate }
            : OperatingSystem.IsWindows() ? LocateByExtension(name, candidate)
            : null;
    }

    // On Windows there are no execution rights: what is named by its place is run, as a script if it is no program.
    private bool IsProgram(string candidate, bool isGiven = false)
    {
        VirtualPath path = State.Resolve(candidate);
        return shell.Session.Files.TryStat(path, followLinks: true, out FileMetadata metadata) == FileError.None
            && metadata.IsRegular
            && ((isGiven && OperatingSystem.IsWindows()) || shell.Session.Files.Access(path, FileAccessRights.Execute) == FileError.None);
    }

    // Windows finds "git" in git.exe: what PATHEXT names may be left out.
    private CommandLocation? LocateByExtension(string name, string candidate)
    {
        foreach (string extension in Execution.ProgramExtensions.For(candidate))
        {
            if (extension.Length > 0 && IsProgram(candidate + extension))
            {
                return new CommandLocation(CommandLocationKind.File, name) { Path = candidate + extension };
            }
        }

        return null;
    }

    /// <summary>True for <c>/bin/NAME</c> and <c>/usr/bin/NAME</c>, where the commands of the catalog stand.</summary>
    private static bool IsSystemDirectory(string path, out string command)
    {
        command = "";
        int slash = path.LastIndexOf('/');
        if (slash < 0 || path.AsSpan(0, slash) is not ("/bin" or "/usr/bin"))
        {
            return false;
        }

        command = path[(slash + 1)..];
        if (OperatingSystem.IsWindows() && command.EndsWith(".exe", StringComparison.OrdinalIgnoreCase))
        {
            command = command[..^4];
        }

        return true;
    }
}
