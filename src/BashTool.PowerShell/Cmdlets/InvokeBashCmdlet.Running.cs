using System.Collections;
using System.Diagnostics;
using System.Management.Automation;
using BashTool.Core;
using BashTool.Core.Execution;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Interpreter;
using BashTool.Core.Limits;
using BashTool.Core.Planning;
using BashTool.Core.Streams;
using BashTool.Core.Syntax;
using BashTool.Core.Text;
using BashTool.PowerShell.Engine;
using BashTool.PowerShell.Pump;
using BashTool.PowerShell.Stages;

namespace BashTool.PowerShell.Cmdlets;

// What runs, and what it came to.
public sealed partial class InvokeBashCmdlet
{
    private const int ProgressAfter = 1000;
    private const int ProgressEvery = 500;

    private long progressShown;
    private long linesGiven;
    private Action? pass;
    private PowerShellCommands? stages;
    private int startedBefore;
    private Action? quick;
    private MessagePump[] leftovers = [];

    // What the shell asks the caller's session for.
    private void Prepare()
    {
        ShellSession world = shell!.Session;
        RegisteredCommands registered = RegisteredCommands.Current;
        PowerShellCommands commands = InSession ? Session!.Commands : stages!;
        commands.Attach(pump!, pass ??= Drain, SessionState, registered);
        world.RegisteredCommands = registered.IsEmpty ? null : commands.FindRegistered;
        world.CarriesObjects = AsObject || MentionsCmdlet();
        world.SyntaxErrorTaken = Collects && !isSimulation ? null : error =>
        {
            syntaxError = error;
            return true;
        };
        if (InSession && (Environment is not null || ExportVariable is not null))
        {
            foreach ((string name, string? value) in Changes())
            {
                if (value is null)
                {
                    shell.State.Variables.Unset(name);
                    continue;
                }

                shell.State.Variables.Set(name, value);
                shell.State.Variables.GetOrCreate(name).Attributes |= VariableAttributes.Exported;
            }
        }

        startedBefore = world.StartedPrograms.Count;
        Explain();
    }

    // How what is not the shell itself runs.
    private ExecutionSettings Execution() => ExecutionSettings.Default with
    {
        Strategy = Strategy,
        PowerShell = stages = new PowerShellCommands(),
        Statistics = MyInvocation.BoundParameters.ContainsKey(nameof(Strategy)) ? EngineSession.Statistics : null,
    };

    // Whether the text has a word of the form Verb-Noun, between whose stages objects go along.
    private bool MentionsCmdlet()
    {
        foreach (string text in Command)
        {
            for (int i = 1; i + 1 < text.Length; i++)
            {
                if (text[i] == '-' && char.IsAsciiLetterUpper(text[i + 1]) && char.IsAsciiLetter(text[i - 1]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Explain()
    {
        if (!MyInvocation.BoundParameters.ContainsKey("Verbose") && !MyInvocation.BoundParameters.ContainsKey("Debug"))
        {
            return;
        }

        string host = shell!.Session.Files.ToHost(shell.State.WorkingDirectory)?.Text ?? "nowhere on this machine";
        WriteVerbose($"Sandbox {engine!.Key.Profile}; {shell.State.WorkingDirectory.Text} is {host}.");
        if (ParameterSetName == FileSet)
        {
            WriteVerbose($"Script {File}.");
            return;
        }

        try
        {
            ExecutionStrategy plan = engine.Plan(string.Join('\n', Command), SessionState, Strategy, Session?.TestMode);
            WriteVerbose($"Strategy {plan.Type}: {plan.Reason}");
            foreach (PlannedStage stage in plan.Stages)
            {
                WriteVerbose($"{stage.Line}:{stage.Column} {stage.Command}: {stage.Executor}, {stage.Reason}");
            }
        }
        catch (SyntaxErrorException e)
        {
            WriteVerbose($"No strategy: {e.Message}");
        }
    }

    private void Start(string? script)
    {
        MessagePump current = pump!;
        BashShell running = shell!;
        bool isSession = InSession;
        if (isSession && Session is { } session)
        {
            leftovers = session.TakeLeftovers();
            TakeOver();
        }

        CancellationToken token = cancellation!.Token;
        OpenFile input = current.Input is { } fed ? fed : new MemoryInput(default);
        OpenFile output = current.Output;
        OpenFile error = StandardError switch
        {
            StandardErrorMode.Output when !Collects => output.AddReference(),
            StandardErrorMode.Discard when !Collects => new NullFile(),
            _ => current.Error,
        };
        if (error != current.Error)
        {
            current.Error.Release();
        }

        string[]? arguments = ArgumentList is null && isSession ? null : Array.ConvertAll(ArgumentList ?? [], static a => a ?? "");
        string text = script is not null && isSession ? $". {ShellQuoting.Quote(script)}" : Command.Length == 1 ? Command[0] : string.Join('\n', Command);
        void Run()
        {
            try
            {
                int status = isSession ? running.RunLine(text, input, output, error, arguments, token)
                    : script is null ? running.Run(text, input, output, error, arguments, token)
                    : running.RunProgram(ShellCommandLine.Parse(["--", script, .. arguments!], new ShellOptions()), "bash", input, output, error, token);
                current.End(status);
            }
            catch (Exception e)
            {
                // What it held open is lost with it.
                current.Stop();
                current.End(2, e);
            }
        }

        if (!isSession && script is null && current.Input is null && Strategy == StrategyPolicy.Auto && !isSimulation && QuickScript.Is(text))
        {
            quick = Run;
        }
        else
        {
            EngineThread.Run(Run);
        }
    }

    // What the jobs of earlier calls have written meanwhile.
    private void TakeOver()
    {
        foreach (MessagePump earlier in leftovers)
        {
            TakeOver(earlier);
        }
    }

    private void TakeOver(MessagePump earlier)
    {
        if (earlier.Output.HasBytes)
        {
            int count = earlier.Output.Take(ref engine!.OutputArray);
            WriteOutput(engine.OutputArray.AsSpan(0, count));
        }

        if (earlier.Error.HasBytes)
        {
            int count = earlier.Error.Take(ref engine!.ErrorArray);
            WriteErrors(engine.ErrorArray.AsSpan(0, count));
        }
    }

    private string ScriptPath()
    {
        // A path that only the script's world knows is taken as it is.
        if (VirtualPath.TryParse(File, out VirtualPath inside) && engine!.Sandbox.Files.TryStat(inside, followLinks: true, out _) == FileError.None)
        {
            return inside.Text;
        }

        string file = ResolveFile(File);
        VirtualPath? shown = engine!.Sandbox.Files.ToVirtual(HostPath.OfThisMachine(file));
        return shown?.Text
            ?? throw Failure(new FileNotFoundException($"{File}: the sandbox does not show it."), "ScriptNotFound", ErrorCategory.ObjectNotFound, File);
    }

    private List<KeyValuePair<string, string>> Variables()
    {
        List<KeyValuePair<string, string>> variables = engine!.Variables();
        if (Environment is null && ExportVariable is null)
        {
            return variables;
        }

        foreach ((string name, string? value) in Changes())
        {
            variables.RemoveAll(v => v.Key == name);
            if (value is not null)
            {
                variables.Add(new(name, value));
            }
        }

        return variables;
    }

    private IEnumerable<(string Name, string? Value)> Changes()
    {
        foreach (string pattern in ExportVariable ?? [])
        {
            var wanted = new WildcardPattern(pattern, WildcardOptions.IgnoreCase);
            foreach (PSVariable variable in SessionState.InvokeProvider.Item.Get("Variable:*").Select(static item => item.BaseObject).OfType<PSVariable>())
            {
                if (wanted.IsMatch(variable.Name) && ShellVariables.IsName(variable.Name) && variable.Value is not null)
                {
                    yield return (variable.Name, LanguagePrimitives.ConvertTo<string>(variable.Value));
                }
            }
        }

        foreach (DictionaryEntry entry in Environment ?? new Hashtable())
        {
            yield return (LanguagePrimitives.ConvertTo<string>(entry.Key), entry.Value is null ? null : LanguagePrimitives.ConvertTo<string>(entry.Value));
        }
    }

    // How long the caller may wait before progress is due; 0 for as long as it takes.
    private int ProgressDue() => progressShown > 0 ? ProgressEvery : Math.Max(1, ProgressAfter - (int)Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds);

    private void ShowProgress()
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(startedAt);
        if (elapsed.TotalMilliseconds < ProgressAfter || (progressShown > 0 && Stopwatch.GetElapsedTime(progressShown).TotalMilliseconds < ProgressEvery))
        {
            return;
        }

        progressShown = Stopwatch.GetTimestamp();
        string what = ParameterSetName == FileSet ? File : Command.Length > 0 ? Command[0] : "";
        WriteProgress(new ProgressRecord(ProgressId, "bash", $"{elapsed.TotalSeconds:0} s, {linesGiven} lines")
        {
            CurrentOperation = what.Length > 70 ? what[..70] : what.Length > 0 ? what : null,
        });
    }

    private void EndProgress()
    {
        if (progressShown > 0)
        {
            WriteProgress(new ProgressRecord(ProgressId, "bash", "done") { RecordType = ProgressRecordType.Completed });
        }
    }

    private const int ProgressId = 0x42415348;

    private void Finish()
    {
        MessagePump current = pump!;
        int status = current.Status;
        timedOut = TimeoutSec > 0 && cancellation!.IsCancellationRequested && !current.IsStopped;
        if (timedOut)
        {
            status = LimitReached;
            WriteErrorLine($"bash: limit wall-time ({TimeoutSec} s) reached");
        }

        EndProgress();
        string directory = shell!.State.WorkingDirectory.Text;
        TimeSpan duration = Stopwatch.GetElapsedTime(startedAt);
        Close(status);
        WriteDebug($"Exit status {status} after {duration.TotalMilliseconds:0.0} ms.");
        if (current.Failure is { } failure)
        {
            throw Failure(failure, "BashEngineFailed", ErrorCategory.InvalidOperation, Command);
        }

        if (isSimulation)
        {
            WriteObject(Simulation(status));
        }
        else if (AsResult)
        {
            WriteObject(Result(status, duration, directory));
        }

        if (syntaxError is not null)
        {
            ThrowTerminatingError(SyntaxFailure.Record(syntaxError, ParameterSetName == FileSet ? File : string.Join('\n', Command)));
        }

        if (ErrorOnNonZero && status != 0)
        {
            var exception = new InvalidOperationException(timedOut ? $"The script was ended after {TimeoutSec} seconds." : $"The script ended with exit status {status}.");
            WriteError(new ErrorRecord(exception, timedOut ? "BashTimeout" : "BashExitStatus", timedOut ? ErrorCategory.OperationTimeout : ErrorCategory.InvalidResult, status));
        }
    }

    private BashResult Result(int status, TimeSpan duration, string directory)
    {
        StrategyType? strategy = null;
        string command = ParameterSetName == FileSet ? File : string.Join('\n', Command);
        if (ParameterSetName == CommandSet)
        {
            try
            {
                strategy = engine!.Plan(command, SessionState, Strategy, Session?.TestMode).Type;
            }
            catch (SyntaxErrorException)
            {
                // There is none for what is no command.
            }
        }

        return new BashResult
        {
            Command = command,
            ExitCode = status,
            Output = TakeResult(ref resultOutput),
            Error = TakeResult(ref resultError),
            Duration = duration,
            TimedOut = timedOut,
            Strategy = strategy,
            OutputTruncated = outputTruncated,
            ErrorTruncated = errorTruncated,
            Limit = shell!.ReachedLimit ?? (timedOut ? new WallTimeLimit(TimeSpan.FromSeconds(TimeoutSec)).Report : null),
            Uncontained = shell.Session.StartedPrograms.Skip(startedBefore).Select(static program => program.Name).Distinct().ToArray(),
            WorkingDirectory = directory,
            Session = Session?.Name,
            CorrelationId = CorrelationId ?? Guid.NewGuid().ToString("D"),
        };
    }
}
