using System.Globalization;
using BashTool.Commands.Files;
using BashTool.Commands.Text;

namespace BashTool.Commands.Patch;

/// <summary><c>patch</c>: applies what diff has found.</summary>
public sealed class PatchCommand : BashCommand
{
    private const int Trouble = 2;

    private static readonly CommandSpec Declaration = new("patch")
    {
        Summary = "Apply a diff file to an original.",
        Usage = ["[OPTION]... [ORIGFILE [PATCHFILE]]"],
        UsageStatus = Trouble,
        Imitates = "GNU patch 2.7.6",
        Writes = true,
        Examples = [new("patch -p1 < change.diff", "applies a patch made with git diff or diff -ru")],
        Limitations = ["Questions are never asked: the answer is the default, as without a terminal.", "Files are not fetched from version control (-g)."],
    };

    private static readonly Option Strip = Declaration.Required("p", "strip", "NUM", "strip NUM leading components from file names");
    private static readonly Option Fuzz = Declaration.Required("F", "fuzz", "LINES", "set the fuzz factor to LINES for inexact matching");
    private static readonly Option IgnoreWhitespace = Declaration.Flag("l", "ignore-whitespace", "ignore white space changes between patch and input");
    private static readonly Option ContextKind = Declaration.Flag("c", "context", "interpret the patch as a context difference");
    private static readonly Option EdKind = Declaration.Flag("e", "ed", "interpret the patch as an ed script");
    private static readonly Option NormalKind = Declaration.Flag("n", "normal", "interpret the patch as a normal difference");
    private static readonly Option UnifiedKind = Declaration.Flag("u", "unified", "interpret the patch as a unified difference");
    private static readonly Option Forward = Declaration.Flag("N", "forward", "ignore patches that appear to be reversed or already applied");
    private static readonly Option Reverse = Declaration.Flag("R", "reverse", "assume patches were created with old and new files swapped");
    private static readonly Option Input = Declaration.Required("i", "input", "PATCHFILE", "read patch from PATCHFILE instead of stdin");
    private static readonly Option Output = Declaration.Required("o", "output", "FILE", "output patched files to FILE");
    private static readonly Option RejectFile = Declaration.Required("r", "reject-file", "FILE", "output rejects to FILE");
    private static readonly Option IfDef = Declaration.Required("D", "ifdef", "NAME", "make merged if-then-else output using NAME");
    private static readonly Option Merge = Declaration.Optional("", "merge", "STYLE", "merge using conflict markers instead of creating reject files");
    private static readonly Option RemoveEmpty = Declaration.Flag("E", "remove-empty-files", "remove output files that are empty after patching");
    private static readonly Option SetUtc = Declaration.Flag("Z", "set-utc", "set times of patched files, assuming diff uses UTC (GMT)");
    private static readonly Option SetTime = Declaration.Flag("T", "set-time", "likewise, assuming local time");
    private static readonly Option Quoting = Declaration.Required("", "quoting-style", "WORD", "output file names using quoting style WORD:\nliteral, shell, shell-always, c, escape");
    private static readonly Option Backup = Declaration.Flag("b", "backup", "back up the original contents of each file");
    private static readonly Option BackupIfMismatch = Declaration.Flag("", "backup-if-mismatch", "back up if the patch does not match exactly");
    private static readonly Option NoBackupIfMismatch = Declaration.Flag("", "no-backup-if-mismatch", "back up mismatches only if otherwise requested");
    private static readonly Option VersionControl = Declaration.Required("V", "version-control", "STYLE", "use STYLE version control:\n'simple', 'numbered', or 'existing'");
    private static readonly Option Prefix = Declaration.Required("B", "prefix", "PREFIX", "prepend PREFIX to backup file names");
    private static readonly Option BasePrefix = Declaration.Required("Y", "basename-prefix", "PREFIX", "prepend PREFIX to backup file basenames");
    private static readonly Option Suffix = Declaration.Required("z", "suffix", "SUFFIX", "append SUFFIX to backup file names");
    private static readonly Option Get = Declaration.Required("g", "get", "NUM", "get files from RCS etc. if positive; ask if negative");
    private static readonly Option Batch = Declaration.Flag("t", "batch", "ask no questions; skip bad-Prereq patches; assume reversed");
    private static readonly Option Force = Declaration.Flag("f", "force", "like -t, but ignore bad-Prereq patches, and assume unreversed");
    private static readonly Option Quiet = Declaration.Flag("s", "quiet silent", "work silently unless an error occurs");
    private static readonly Option Verbose = Declaration.Flag("", "verbose", "output extra information about the work being done");
    private static readonly Option DryRun = Declaration.Flag("", "dry-run", "do not actually change any files; just print what would happen");
    private static readonly Option Posix = Declaration.Flag("", "posix", "conform to the POSIX standard");
    private static readonly Option Directory = Declaration.Required("d", "directory", "DIR", "change the working directory to DIR first");
    private static readonly Option RejectFormat = Declaration.Required("", "reject-format", "FORMAT", "create 'context' or 'unified' rejects");
    private static readonly Option Binary = Declaration.Flag("", "binary", "read and write data in binary mode");
    private static readonly Option ReadOnly = Declaration.Required("", "read-only", "BEHAVIOR", "how to handle read-only input files: 'ignore' that they\nare read-only, 'warn' (default), or 'fail'");
    private static readonly Option FollowSymlinks = Declaration.HiddenFlag("", "follow-symlinks");
    private static readonly Option Debug = Declaration.Required("x", "debug", "NUM", "(ignored)");
    private static readonly Option Version = Declaration.Flag("v", "version", "output version information and exit");

    private static readonly (string, BackupType)[] BackupTypes =
    [
        ("none", BackupType.Numbered), ("off", BackupType.Numbered), ("simple", BackupType.Simple), ("never", BackupType.Simple),
        ("existing", BackupType.Existing), ("nil", BackupType.Existing), ("numbered", BackupType.Numbered), ("t", BackupType.Numbered),
    ];

    private static readonly (string Name, QuotingStyle Style)[] QuotingStyles =
    [
        ("literal", QuotingStyle.Literal), ("shell", QuotingStyle.Shell), ("shell-always", QuotingStyle.ShellAlways),
        ("shell-escape", QuotingStyle.ShellEscape), ("shell-escape-always", QuotingStyle.ShellEscapeAlways),
        ("c", QuotingStyle.C), ("c-maybe", QuotingStyle.CMaybe), ("escape", QuotingStyle.Escape), ("locale", QuotingStyle.Locale), ("clocale", QuotingStyle.CLocale),
    ];

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        try
        {
            PatchSettings settings = ReadSettings(context, out string? name, out string? patchName);
            var session = new PatchSession(context, settings, name);
            session.CreateOutput();
            return session.Run(ReadPatch(context, settings, patchName));
        }
        catch (UsageException problem)
        {
            throw new CommandException($"{(problem.Message.Length > 0 ? problem.Message + $"\n{context.Name}: " : "")}Try '{context.Name} --help' for more information.", Trouble);
        }
        catch (FileSystemException problem) when (problem.Path is not null)
        {
            throw new CommandException($"**** Can't write {problem.Path} : {problem.Description}", Trouble);
        }
    }

    private static PatchSettings ReadSettings(CommandContext context, out string? name, out string? patchName)
    {
        var settings = new PatchSettings { Directory = context.WorkingDirectory };
        string? versionControl = null;
        string versionContext = "--version-control or -V option";
        QuotingStyle? quoting = null;
        string? input = null;
        settings = settings with { SimpleSuffix = context.Environment.Get("SIMPLE_BACKUP_SUFFIX") is { Length: > 0 } simple ? simple : ".orig" };
        foreach ((string variable, _) in ((string, int)[])[("PATCH_VERSION_CONTROL", 0), ("VERSION_CONTROL", 0)])
        {
            if (versionControl is null && context.Environment.Get(variable) is { } control)
            {
                versionControl = control;
                versionContext = "$" + variable;
            }
        }

        ParsedArguments arguments = Declaration.Parse(context, use =>
        {
            Option option = use.Option;
            string value = use.Value ?? "";
            settings = option switch
            {
                _ when option == Strip => settings with { Strip = Number(value, "strip count") },
                _ when option == Fuzz => settings with { Fuzz = Number(value, "fuzz factor") },
                _ when option == IgnoreWhitespace => settings with { Canonicalize = true },
                _ when option == ContextKind => settings with { Kind = PatchKind.Context },
                _ when option == EdKind => settings with { Kind = PatchKind.Ed },
                _ when option == NormalKind => settings with { Kind = PatchKind.Normal },
                _ when option == UnifiedKind => settings with { Kind = PatchKind.Unified },
                _ when option == Forward => settings with { Forward = true },
                _ when option == Reverse => settings with { Reverse = true },
                _ when option == Output => value.Length > 0 ? settings with { Output = value } : throw Fatal("Can't create file '' : No such file or directory"),
                _ when option == RejectFile => settings with { RejectFile = value },
                _ when option == IfDef => settings with { IfDef = value },
                _ when option == RemoveEmpty => settings with { RemoveEmpty = true },
                _ when option == SetUtc => settings with { SetUtc = true },
                _ when option == SetTime => settings with { SetTime = true },
                _ when option == Backup => settings with { Backup = true },
                _ when option == BackupIfMismatch => settings with { BackupIfMismatch = true },
                _ when option == NoBackupIfMismatch => settings with { BackupIfMismatch = false },
                _ when option == Prefix => value.Length > 0 ? settings with { BackupPrefix = value } : throw Fatal("backup prefix is empty"),
                _ when option == BasePrefix => value.Length > 0 ? settings with { BackupBasePrefix = value } : throw Fatal("backup basename prefix is empty"),
                _ when option == Suffix => value.Length > 0 ? settings with { BackupSuffix = value } : throw Fatal("backup suffix is empty"),
                _ when option == Batch => settings with { Batch = true },
                _ when option == Force => settings with { Force = true },
                _ when option == Quiet => settings with { Verbosity = PatchVerbosity.Silent },
                _ when option == Verbose => settings with { Verbosity = PatchVerbosity.Verbose },
                _ when option == DryRun => settings with { DryRun = true },
                _ when option == Posix => settings with { Posix = true },
                _ when option == Binary => settings with { Binary = true },
                _ when option == FollowSymlinks => settings with { FollowLinks = true },
                _ when option == Merge => settings with
                {
                    Merge = use.Value switch { null or "merge" => PatchMerge.Merge, "diff3" => PatchMerge.Diff3, _ => throw new UsageException("") },
                },
                _ when option == ReadOnly => settings with
                {
                    ReadOnly = value switch { "ignore" => ReadOnlyFiles.Ignore, "warn" => ReadOnlyFiles.Warn, "fail" => ReadOnlyFiles.Fail, _ => throw new UsageException("") },
                },
                _ when option == RejectFormat => settings with
                {
                    RejectFormat = value switch { "context" => PatchKind.NewContext, "unified" => PatchKind.Unified, _ => throw new UsageException("") },
                },
                _ => settings,
            };
            if (option == Version)
            {
                context.Output.Write(HelpText.Version(Declaration, context.Name));
                throw new CommandFinished(0);
            }

            if (option == Input)
            {
                input = value;
            }
            else if (option == VersionControl)
            {
                versionControl = value;
                versionContext = "--version-control or -V option";
            }
            else if (option == Quoting)
            {
                quoting = Style(value) ?? throw new UsageException($"invalid argument '{value}' for 'quoting style'");
            }
            else if (option == Get || option == Debug)
            {
                Number(value, option == Get ? "get option value" : "debugging option");
            }
            else if (option == Directory)
            {
                VirtualPath directory = settings.Directory.Combine(value);
                FileError error = context.Files.TryStat(directory, true, out FileMetadata metadata);
                error = error == FileError.None && !metadata.IsDirectory ? FileError.ENOTDIR : error;
                settings = error == FileError.None
                    ? settings with { Directory = directory }
                    : throw Fatal($"Can't change to directory {value} : {error.Describe()}");
            }
        });
        List<string> operands = arguments.Operands;
        if (operands.Count > 2)
        {
            throw new UsageException($"{operands[2]}: extra operand");
        }

        name = operands.Count > 0 ? operands[0] : null;
        patchName = operands.Count > 1 ? operands[1] : input;
        bool mayBackUp = settings.Backup || (settings.BackupIfMismatch ?? context.Environment.Get("POSIXLY_CORRECT") is null);
        return settings with
        {
            BackupIfMismatch = settings.BackupIfMismatch ?? context.Environment.Get("POSIXLY_CORRECT") is null,
            BackupType = mayBackUp ? Type(versionControl ?? "existing", versionContext) : BackupType.None,
            Quoting = quoting ?? (context.Environment.Get("QUOTING_STYLE") is { } style ? Style(style) : null) ?? QuotingStyle.Shell,
        };
    }

    private static CommandException Fatal(string message) => new($"**** {message}", Trouble);

    private static BackupType Type(string word, string option)
    {
        int found = Array.FindIndex(BackupTypes, t => t.Item1 == word);
        List<(string, BackupType)> starting = [.. BackupTypes.Where(t => t.Item1.StartsWith(word, StringComparison.Ordinal))];
        if (found >= 0 || (starting.Count > 0 && starting.TrueForAll(t => t.Item2 == starting[0].Item2)))
        {
            return found >= 0 ? BackupTypes[found].Item2 : starting[0].Item2;
        }

        throw new CommandException(
            $"{(starting.Count > 0 ? "ambiguous" : "invalid")} argument '{word}' for '{option}'\nValid arguments are:\n  - 'none', 'off'\n  - 'simple', 'never'\n  - 'existing', 'nil'\n  - 'numbered', 't'", Trouble);
    }

    private static QuotingStyle? Style(string word)
    {
        int at = Array.FindIndex(QuotingStyles, s => s.Name == word);
        return at < 0 ? null : QuotingStyles[at].Style;
    }

    private static int Number(string text, string what) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value : throw Fatal($"{what} {text} is {(text.Length > 0 && text.All(char.IsAsciiDigit) ? "too large" : "not a number")}");

    private static byte[] ReadPatch(CommandContext context, PatchSettings settings, string? name)
    {
        if (name is null or "-")
        {
            return WholeInput.Read(context.StandardInput, context.Cancellation).ToArray();
        }

        try
        {
            OpenFile file = name.StartsWith('/') ? context.OpenInput(name) : context.OpenInput(settings.Directory.Combine(name).Text, dashIsInput: false);
            try
            {
                return WholeInput.Read(file, context.Cancellation).ToArray();
            }
            finally
            {
                file.Release();
            }
        }
        catch (FileSystemException problem)
        {
            throw Fatal($"Can't open patch file {name} : {problem.Description}");
        }
    }
}
