using System.Diagnostics.CodeAnalysis;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Limits;
using BashTool.Core.Sandbox;
using BashTool.Core.Sandbox.Hooks;
using BashTool.Core.Sandbox.Native;

namespace BashTool.Core.Interpreter;

// What the policy, the hooks and the limits have to say before something is run.
public sealed partial class ShellInterpreter
{
    private int commandsLeft;
    private int commandsTaken;
    private int textDepth;

    private void TakeCommands()
    {
        ExecutionMeter meter = Session.Meter;
        meter.AddCommands(commandsTaken);
        commandsTaken = meter.CommandsLeft(Lot);
        commandsLeft = commandsTaken - 1;
        if (commandsLeft < 0)
        {
            commandsTaken = commandsLeft = 0;
            meter.Fail(meter.Limits.CommandCount);
        }
    }

    /// <summary>Hands what this shell has counted to the meter.</summary>
    private void SettleCounts()
    {
        ExecutionMeter meter = Session.Meter;
        if (loopsTaken > 0)
        {
            meter.AddLoopsQuietly(loopsTaken - loopsLeft);
        }

        if (commandsTaken > 0)
        {
            meter.AddCommandsQuietly(commandsTaken - commandsLeft);
        }

        loopsTaken = loopsLeft = commandsTaken = commandsLeft = 0;
    }

    private static void RequireDepth(ShellState state)
    {
        ExecutionMeter meter = state.Session.Meter;
        if (state.SubshellDepth > meter.Limits.SubshellDepth.Value)
        {
            meter.Fail(meter.Limits.SubshellDepth);
        }
    }

    /// <summary>The text of a script or of eval may be too long.</summary>
    internal void RequireScript(long characters) => Session.Meter.Require(Session.Meter.Limits.ScriptBytes, characters);

    private void EnterText()
    {
        if (++textDepth > Session.Meter.Limits.RecursionDepth.Value)
        {
            Session.Meter.Fail(Session.Meter.Limits.RecursionDepth);
        }
    }

    /// <summary>Runs a command that the policy or a hook may refuse or rewrite.</summary>
    private int RunGuarded(List<string> words, CommandSort sort, bool reports, Func<List<string>, int> run)
    {
        AccessDenial? denial = sort == CommandSort.Function ? null : Session.Policy.Commands.Check(words[0]);
        if (!Session.Hooks.SeesCommands)
        {
            return denial is null ? run(words) : Refuse(words[0], denial, reports);
        }

        var command = new CommandEvent
        {
            Words = words.ToArray(),
            Sort = sort,
            WorkingDirectory = State.WorkingDirectory,
            Line = State.Line,
            Time = Session.Clock.GetUtcNow(),
            CorrelationId = Session.CorrelationId,
        };
        if (denial is not null)
        {
            command.Deny(denial);
        }

        IReadOnlyList<string> before = command.Words;
        Session.Hooks.Before(command);
        try
        {
            if (command.Denial is null && !ReferenceEquals(command.Words, before))
            {
                if (command.Words.Count == 0)
                {
                    command.ExitCode = 0;
                    return 0;
                }

                // Another command altogether: it is looked for again, but no hook is asked twice.
                string name = words[0];
                words = [.. command.Words];
                if (words[0] != name)
                {
                    if (Session.Policy.Commands.Check(words[0]) is { } second)
                    {
                        command.Deny(second);
                    }

                    run = Resolver.FindBuiltin(words[0]) is { } builtin
                        ? list => RunBuiltinNow(builtin, list, 0, null)
                        : list => RunExternalNow(list, null, null);
                }
            }

            command.ExitCode = command.Denial is null ? run(words) : Refuse(words[0], command.Denial, reports);
            return command.ExitCode.Value;
        }
        finally
        {
            command.Duration = Session.Clock.GetUtcNow() - command.Time;
            Session.Hooks.After(command);
        }
    }

    private int Refuse(string name, AccessDenial denial, bool reports)
    {
        if (reports)
        {
            ReportError($"{name}: {denial.Error.Describe()} ({denial})");
        }

        return 126;
    }

    private CommandSort SortOf(string name) => Session.Commands.Find(name[(name.LastIndexOf('/') + 1)..]) is null ? CommandSort.File : CommandSort.InProcess;

    /// <summary>Whether a program of the host may be started, as a hook wants it; null where it may not, which is reported.</summary>
    private ProcessEvent? AdmitProcess(
        string path, HostPath program, IReadOnlyList<string> words, IEnumerable<KeyValuePair<string, string>> environment, HostPath directory)
    {
        var process = new ProcessEvent
        {
            Program = program,
            Arguments = words,
            Environment = [.. environment],
            WorkingDirectory = directory,
            Time = Session.Clock.GetUtcNow(),
            CorrelationId = Session.CorrelationId,
        };
        if (CheckProcess(process) is { } denial)
        {
            process.Deny(denial);
        }

        if (Session.Hooks.SeesProcesses)
        {
            IReadOnlyList<string> before = process.Arguments;
            Session.Hooks.Before(process);
            if (process.Denial is null && (process.Program != program || !ReferenceEquals(before, process.Arguments)) && CheckProcess(process) is { } second)
            {
                process.Deny(second);
            }
        }

        if (process.Denial is { } refused)
        {
            process.ExitCode = Refuse(path, refused, reports: true);
            Session.Hooks.After(process);
            return null;
        }

        return process;
    }

    private AccessDenial? CheckProcess(ProcessEvent process) =>
        Session.Policy.NativePrograms.Check(process.Program.FileName, Session.Policy.Profile, process.Program)
        ?? NativeCallPolicy.Check(
            Session.Policy.NativePrograms, Session.Policy.Profile, process.Program.FileName, [.. process.Arguments.Skip(1)], IsWritableTarget);

    /// <summary>Whether the script itself may change what an argument of a program names.</summary>
    private bool IsWritableTarget(string text)
    {
        bool isDrive = text.Length >= 2 && char.IsAsciiLetter(text[0]) && text[1] == ':';
        bool isHost = isDrive || text.StartsWith(@"\\", StringComparison.Ordinal) || Path.IsPathRooted(text);
        VirtualPath? path = isHost ? HostPath.CurrentStyle == PathStyle.Windows || !isDrive ? Session.Files.ToVirtual(HostPath.OfThisMachine(text)) : null
            : State.WorkingDirectory.Combine(HostPath.CurrentStyle == PathStyle.Windows ? text.Replace('\\', '/') : text);
        if (path is not { } target)
        {
            return false;
        }

        // What is not there yet is made in the nearest directory that is.
        target = target.ResolveLexically();
        while (true)
        {
            FileError error = Session.Files.Access(target, FileAccessRights.Write);
            if (error != FileError.ENOENT || target.IsRoot)
            {
                return error == FileError.None;
            }

            target = target.Parent;
        }
    }

    private void AfterProcess(ProcessEvent process, int? status)
    {
        process.ExitCode = status;
        process.Duration = Session.Clock.GetUtcNow() - process.Time;
        Session.Hooks.After(process);
    }
}
