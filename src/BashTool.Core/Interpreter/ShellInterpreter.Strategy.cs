using BashTool.Core.CommandModel;
using BashTool.Core.Execution;
using BashTool.Core.Files;
using BashTool.Core.Planning;
using BashTool.Core.Sandbox;
using BashTool.Core.Streams;

namespace BashTool.Core.Interpreter;

// Which executor runs an external command: the chain of the strategy, tried in order until one starts.
public sealed partial class ShellInterpreter
{
    /// <summary>No executor has such a command.</summary>
    private const int NotFound = -1;

    /// <summary>An executor that has not done anything yet leaves the command to the next.</summary>
    private const int Declined = -2;

    private static readonly TimeSpan Unmeasured = TimeSpan.Zero;

    /// <summary>Runs what a name led to, by the strategy; <see cref="NotFound"/> where nothing can.</summary>
    private int RunLocated(CommandLocation? location, List<string> words, IReadOnlyList<string>? arguments)
    {
        string name = words[0];
        string shortName = VirtualPath.IsPlace(name) ? Path.GetFileName(name) : name;
        ExecutionSettings settings = Session.Execution;
        if (location is { Kind: CommandLocationKind.File })
        {
            return RunFile(location.Path!, arguments ?? words);
        }

        if (location?.Command is ShellCommand shell)
        {
            return RunCommand(shell, shortName, arguments is not null ? [.. arguments] : words);
        }

        if (location is null && VirtualPath.IsPlace(name))
        {
            return NotFound;
        }

        if (location?.Command is { } own && settings is { Strategy: StrategyPolicy.Auto or StrategyPolicy.InProcess, TestMode: null, Statistics: null })
        {
            int status = RunOwn(own, shortName, words, out UsageException? missing);
            return missing is null ? status : RunInstead(location, shortName, words, missing, settings);
        }

        return RunByChain(location, shortName, words, settings);
    }

    private int RunByChain(CommandLocation? location, string name, List<string> words, ExecutionSettings settings)
    {
        CommandSpec? spec = location?.Command?.Spec;
        IReadOnlyList<StageExecutor> chain = ExecutorChain.For(settings.Strategy, name, spec);
        SizeClass size = SizeClass.Unknown;
        if (settings.Statistics is { } statistics)
        {
            size = ExecutionStatistics.Classify(InputSize(words));
            if (settings.Strategy == StrategyPolicy.Adaptive)
            {
                chain = statistics.Reorder(chain, name, size);
            }
        }

        // A program that a test answers for goes before our own command of that name.
        if (settings.TestMode is { } test && test.HasAnswer(name))
        {
            return RunProgram(TestMode.PathOf(name), name, words, StageExecutor.Native);
        }

        UsageException? missing = null;
        foreach (StageExecutor executor in chain)
        {
            long start = settings.Statistics is null ? 0 : Session.Clock.GetTimestamp();
            int status = Try(executor, location, name, words, ref missing);
            if (status == Declined)
            {
                continue;
            }

            if (settings.Statistics is { } kept)
            {
                bool ran = status is not (126 or 127) && status < 128;
                kept.Record(name, executor, size, ran, settings.Statistics is null ? Unmeasured : Session.Clock.GetElapsedTime(start));
            }

            return status;
        }

        return missing is null ? NotFound : ReportMissing(location!.Command!, name, words, missing);
    }

    private int Try(StageExecutor executor, CommandLocation? location, string name, List<string> words, ref UsageException? missing)
    {
        switch (executor)
        {
            case StageExecutor.InProcess when location?.Command is { } own:
                int status = RunOwn(own, name, words, out UsageException? lacks);
                missing ??= lacks;
                return lacks is null ? status : Declined;
            case StageExecutor.Native:
                return FindNative(location, name) is { } program ? RunProgram(program, name, words, StageExecutor.Native) : Declined;
            case StageExecutor.Bash:
                return FindBashTool(location, name) is { } tool ? RunProgram(tool, name, words, StageExecutor.Bash) : Declined;
            case StageExecutor.PowerShell when location is null:
                return RunPowerShell(name, words);
            default:
                return Declined;
        }
    }

    // The first choice lacks an option and has done nothing yet: the rest of the chain is asked.
    private int RunInstead(CommandLocation location, string name, List<string> words, UsageException missing, ExecutionSettings settings)
    {
        if (settings.Strategy != StrategyPolicy.InProcess)
        {
            foreach (StageExecutor executor in ExecutorChain.For(settings.Strategy, name, location.Command!.Spec))
            {
                UsageException? ignored = missing;
                int status = executor == StageExecutor.InProcess ? Declined : Try(executor, location, name, words, ref ignored);
                if (status != Declined)
                {
                    return status;
                }
            }
        }

        return ReportMissing(location.Command!, name, words, missing);
    }

    private int RunOwn(BashCommand command, string name, List<string> words, out UsageException? missing) =>
        CommandRunner.Run(command, NewContext(name, words), out missing);

    private int ReportMissing(BashCommand command, string name, List<string> words, UsageException missing) =>
        CommandRunner.Report(command, NewContext(name, words), missing);

    /// <summary>The program of the host that stands where the script found our own command, or that the policy names; null if there is none.</summary>
    private string? FindNative(CommandLocation? location, string name)
    {
        if (Session.Execution.TestMode is not null)
        {
            return location is null ? TestMode.PathOf(name) : null;
        }

        // Where the script's own PATH led nowhere, only a program that the policy allows by name is looked for elsewhere.
        if (location is null && !Session.Policy.NativePrograms.IsAllowedByName(name))
        {
            return null;
        }

        return Session.Policy.NativePrograms.Check(name, Session.Policy.Profile) is null ? Session.Capabilities.FindProgram(name) : null;
    }

    private string? FindBashTool(CommandLocation? location, string name)
    {
        bool isHidden = location is null && !OperatingSystem.IsWindows() && !Session.Policy.NativePrograms.IsAllowedByName(name);
        return isHidden || Session.Policy.NativePrograms.Check(name, Session.Policy.Profile) is not null ? null : Session.Capabilities.FindInBash(name);
    }

    // What the command will read, as far as that can be told beforehand: files among its words, else what stands at its input.
    private long InputSize(List<string> words)
    {
        const int mostWords = 16;
        long total = -1;
        for (int i = 1; i < words.Count && i <= mostWords; i++)
        {
            if (words[i].Length > 0 && words[i][0] != '-'
                && Session.Files.TryStat(State.Resolve(words[i]), followLinks: true, out FileMetadata metadata) == FileError.None && metadata.IsRegular)
            {
                total = Math.Max(total, 0) + metadata.Size;
            }
        }

        return total >= 0 ? total
            : State.Descriptors[0] switch
            {
                MemoryInput memory => memory.Buffered.Length,
                OpenedFile { Handle: { } handle } => handle.GetMetadata() is { IsRegular: true } file ? file.Size : -1,
                _ => -1,
            };
    }
}
