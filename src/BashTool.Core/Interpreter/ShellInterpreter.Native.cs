using BashTool.Core.Execution;
using BashTool.Core.Files;
using BashTool.Core.Planning;
using BashTool.Core.Sandbox;
using BashTool.Core.Sandbox.Hooks;
using BashTool.Core.Streams;

namespace BashTool.Core.Interpreter;

// Programs of the host.
public sealed partial class ShellInterpreter
{
    /// <summary>Runs a file that is no script.</summary>
    private int RunNative(string path, VirtualPath file, IReadOnlyList<string> words)
    {
        if (Session.Execution.Strategy == StrategyPolicy.InProcess)
        {
            ReportError($"{path}: not run, because the strategy is InProcess");
            return 126;
        }

        if (Session.Policy.NativePrograms.Check(file.FileName, Session.Policy.Profile, Session.Files.ToHost(file) ?? default) is { } denial)
        {
            return Refuse(path, denial, reports: true);
        }

        if (Session.Policy.CopyOnWrite && Session.Execution.TestMode is null)
        {
            return Refuse(path, SandboxCodes.BypassesOverlay(file.FileName), reports: true);
        }

        HostPath? program = Session.Files.ToHost(file) ?? Pretended(file);
        if (program is null)
        {
            ReportError($"{path}: Permission denied");
            return 126;
        }

        try
        {
            return Start(program.Value.Text, file.FileName, words, KindOf(file.FileName));
        }
        catch (FileSystemException e)
        {
            if (e.Error == FileError.ENOEXEC)
            {
                return RunScriptFile(path, file, words, null);
            }

            ReportError($"{path}: {(e.Error == FileError.ENOENT ? "cannot execute: required file not found" : e.Error.Describe())}");
            return e.Error == FileError.ENOENT ? 127 : 126;
        }
    }

    /// <summary>Runs a program that an executor found; <see cref="Declined"/> where it does not start.</summary>
    private int RunProgram(string program, string name, List<string> words, StageExecutor executor)
    {
        try
        {
            State.Descriptors.FlushAll();
            return Start(program, name, words, executor == StageExecutor.Native ? KindOf(name) : executor);
        }
        catch (FileSystemException e) when (e.Error is FileError.ENOENT or FileError.EACCES or FileError.ENOEXEC)
        {
            return Declined;
        }
    }

    private static StageExecutor KindOf(string name) => ProgramKinds.Of(name);

    private int Start(string program, string name, IReadOnlyList<string> words, StageExecutor executor)
    {
        HostPath? directory = Session.Files.ToHost(State.WorkingDirectory) ?? Pretended(State.WorkingDirectory);
        if (directory is null)
        {
            ReportError($"{words[0]}: a program of this machine cannot be run in {State.WorkingDirectory.Text}, which is not one of its directories");
            return 126;
        }

        IEnumerable<KeyValuePair<string, string>> variables = GivenEnvironment?.All ?? State.Variables.Exported.Append(new("_", program));
        var form = new HostForm(Session.Translator, Session.Policy.Profile, variables);
        if (executor == StageExecutor.Python && FindPythonEnvironment(name, directory.Value, form) is { } python)
        {
            program = python.Interpreter ?? program;
            form.Activate(python);
        }
        else if (executor == StageExecutor.Bash)
        {
            form.PutBeforePath(Path.GetDirectoryName(program));
        }

        var descriptors = new List<(int, OpenFile)>();
        List<TranslatedOutput>? translated = null;
        foreach (int number in State.Descriptors.Open)
        {
            OpenFile file = State.Descriptors[number]!;
            if (number is 1 or 2 && form.TranslatesOutput && !file.IsTerminal)
            {
                TranslatedOutput? same = translated?.Find(output => output.Target == file);
                if (same is null)
                {
                    same = new TranslatedOutput(file, Session.Translator!);
                    (translated ??= []).Add(same);
                }

                file = same;
            }

            descriptors.Add((number, file));
        }

        long began = Session.Clock.GetTimestamp();
        int? status = null;
        ProcessEvent? admitted = null;
        try
        {
            IReadOnlyList<string> arguments = form.Arguments(words, program);
            admitted = AdmitProcess(words[0], HostPath.OfThisMachine(program), arguments, form.Variables, directory.Value);
            if (admitted is null)
            {
                return 126;
            }

            Session.Meter.AddNativeProgram();
            INativeProcess process = Session.Launcher.Start(new NativeProgram
            {
                Path = admitted.Program,
                Arguments = admitted.Arguments,
                CalledWith = arguments == words ? null : [.. words.Skip(1)],
                Name = name,
                Environment = admitted.Environment,
                WorkingDirectory = directory.Value,
                Descriptors = descriptors,
                Executor = executor,
                Umask = State.Umask == HostEnvironment.Umask ? null : State.Umask,
            });
            INativeProcess? outer = Process.Native;
            Process.Native = process;
            bool outerAlone = Process.IsNativeAlone;
            Process.IsNativeAlone = Process.Shell == this
                && (IsReplaced || (forked is not null && State.FunctionDepth == 0 && !finalRedirections.IsDefault));
            admitted.ProcessId = process.Id;
            Session.Meter.StartProcess();
            try
            {
                status = process.Wait(Cancellation);
                translated?.ForEach(output => output.Finish(Cancellation));
                return status.Value;
            }
            finally
            {
                Session.Meter.EndProcess();
                Process.Native = outer;
                Process.IsNativeAlone = outerAlone;
                Session.RecordStart(new StartedProgram(name, program, executor, status, Session.Clock.GetElapsedTime(began)));
            }
        }
        catch (BrokenPipeException)
        {
            return 128 + Signals.Pipe;
        }
        finally
        {
            if (admitted is not null)
            {
                AfterProcess(admitted, status);
            }
        }
    }

    private PythonEnvironment? FindPythonEnvironment(string name, HostPath directory, HostForm form) =>
        !string.IsNullOrEmpty(form.Variable(PythonEnvironment.Switch)) || Session.Execution.TestMode is not null ? null
        : PythonEnvironment.Find(name, directory, form.Variable("VIRTUAL_ENV"), place => Session.Files.ToVirtual(place) is not null);

    // In test mode nothing is started, and so any directory will do.
    private HostPath? Pretended(VirtualPath directory) => Session.Execution.TestMode is null ? null : HostPath.OfThisMachine(directory.Text);

    /// <summary>Runs a command of PowerShell: by the session that asks for it, else by <c>pwsh</c>.</summary>
    private int RunPowerShell(string name, List<string> words)
    {
        ExecutionSettings settings = Session.Execution;
        if (Session.Policy.NativePrograms.Check(name, Session.Policy.Profile) is { } denial)
        {
            if (settings.PowerShell?.HasCommand(name) != true)
            {
                return Declined;
            }

            const int notAllowed = 126;
            ReportError($"{name}: Permission denied ({denial})");
            return notAllowed;
        }

        if (settings.PowerShell is { } runner)
        {
            if (!runner.HasCommand(name))
            {
                return Declined;
            }

            // In the caller's own process the session's location counts, not this.
            HostPath directory = Session.Files.ToHost(State.WorkingDirectory) ?? default;

            long began = Session.Clock.GetTimestamp();
            int status = runner.Run(new PowerShellInvocation
            {
                Words = [.. words],
                Input = State.Descriptors[0] ?? ClosedFile.Instance,
                Output = State.Descriptors[1] ?? ClosedFile.Instance,
                Error = State.Descriptors[2] ?? ClosedFile.Instance,
                HasInput = State.Descriptors[0] is not (null or HostDescriptor or HostStream),
                WorkingDirectory = directory,
                Cancellation = Cancellation,
            });
            Session.RecordStart(new StartedProgram(name, name, StageExecutor.PowerShell, status, Session.Clock.GetElapsedTime(began)));
            return status;
        }

        if (!settings.UsePowerShellCommands || !PowerShellCommandLine.LooksLikeCmdlet(name) || Session.Capabilities.PowerShell is not { } pwsh)
        {
            return Declined;
        }

        return RunProgram(pwsh, name, [words[0], .. PowerShellCommandLine.Arguments(words)], StageExecutor.PowerShell);
    }
}
