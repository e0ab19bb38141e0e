using BashTool.Core.CommandModel;
using BashTool.Core.Files;
using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Planning;

/// <summary>Says how a script would be run. It looks at the tree and never executes.</summary>
public sealed class PipelinePlanner
{
    private readonly ICapabilities capabilities;
    private readonly StrategyPolicy policy;
    private readonly IReadOnlyList<StageExecutor>? order;
    private readonly Func<IReadOnlyList<StageExecutor>, string, IReadOnlyList<StageExecutor>>? reorder;

    /// <param name="capabilities">What there is to run commands with.</param>
    /// <param name="order">Which executors are asked first, for every command; null for those of the policy Auto.</param>
    public PipelinePlanner(ICapabilities capabilities, IReadOnlyList<StageExecutor>? order = null)
    {
        this.capabilities = capabilities;
        this.order = order;
    }

    /// <param name="capabilities">What there is to run commands with.</param>
    /// <param name="policy">Which executors are asked first.</param>
    /// <param name="reorder">What experience makes of the order for a command, under Adaptive; null for nothing.</param>
    public PipelinePlanner(
        ICapabilities capabilities, StrategyPolicy policy, Func<IReadOnlyList<StageExecutor>, string, IReadOnlyList<StageExecutor>>? reorder = null)
    {
        this.capabilities = capabilities;
        this.policy = policy;
        this.reorder = policy == StrategyPolicy.Adaptive ? reorder : null;
    }

    /// <summary>Plans a text.</summary>
    /// <exception cref="SyntaxErrorException">It is not bash.</exception>
    public ExecutionStrategy Plan(string text) => Plan(Parser.ParseAll(text), text);

    /// <summary>Plans a parsed script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="text">The text it was read from.</param>
    public ExecutionStrategy Plan(Script script, string text)
    {
        var analyzer = new PipelineAnalyzer(text);
        analyzer.VisitScript(script);
        List<PlannedStage> stages = [];
        foreach (CommandUse use in analyzer.Uses)
        {
            stages.Add(PlanStage(use, analyzer.Functions, text));
        }

        (StrategyType type, string reason) = Summarize(stages, fallback: false);
        StrategyType? second = stages.Exists(static stage => stage.Fallback != StageExecutor.None) ? Summarize(stages, fallback: true).Type : null;
        if (analyzer.Unsupported is [{ } construct, ..])
        {
            (second, type) = (type, StrategyType.BashRequired);
            reason = $"{construct.Name} is not supported in process: {construct.Reason}";
            if (capabilities.FindInBash("bash") is null && capabilities.FindProgram("bash") is null)
            {
                (second, type) = (null, StrategyType.Fail);
                reason += "; and there is no real bash";
            }
        }

        return new ExecutionStrategy
        {
            Type = type,
            Reason = reason,
            Analysis = analyzer.Analysis(),
            Stages = stages,
            Policy = policy,
            Fallback = second == type ? null : second,
            SplitPoints = [.. analyzer.Splits.Select(split => new SplitPoint(
                split.Position, split.Before, split.After, Side(stages[split.Before].Executor) != Side(stages[split.After].Executor)))],
            Unsupported = analyzer.Unsupported,
            Fusions = PatternMatcher.Fusions(analyzer.Pipelines, stages),
        };
    }

    // Everything that is no process is one side.
    private static StageExecutor Side(StageExecutor executor) =>
        executor is StageExecutor.Shell or StageExecutor.Function ? StageExecutor.InProcess : executor;

    private PlannedStage PlanStage(CommandUse use, IReadOnlySet<string> functions, string text)
    {
        var position = new SourcePosition(text, use.Span);
        var stage = new PlannedStage
        {
            Command = use.Name ?? use.NameWord.Text,
            Text = position.Excerpt,
            Through = use.Through,
            Position = use.Span.Start,
            Line = position.Line,
            Column = position.Column,
            Executor = StageExecutor.None,
            Reason = "",
        };
        if (use.Name is not { } name)
        {
            return stage with { Executor = StageExecutor.Shell, Reason = "its name is known only when it runs" };
        }

        // A child of xargs or env is no function of the shell.
        if (functions.Contains(name) && use.Through is null)
        {
            return stage with { Executor = StageExecutor.Function, Reason = "a function that the script defines" };
        }

        if (capabilities.IsBuiltin(name) && (use.Through is null or "builtin" or "command" || capabilities.FindCommand(BaseName(name)) is null))
        {
            return stage with { Executor = StageExecutor.Shell, Reason = "a builtin of the shell" };
        }

        return Choose(stage, use, name);
    }

    private PlannedStage Choose(PlannedStage stage, CommandUse use, string name)
    {
        PlannedStage? chosen = null;
        string? complaint = null;
        AccessDenial? denial = null;
        foreach (StageExecutor executor in Order(name))
        {
            PlannedStage? candidate = executor switch
            {
                StageExecutor.InProcess => InProcess(stage, use, name, ref complaint),
                StageExecutor.Native => Native(stage, name, ref denial),
                StageExecutor.Bash => FromBash(stage, name, ref denial),
                StageExecutor.PowerShell => FromPowerShell(stage, name),
                _ => null,
            };
            if (candidate is null)
            {
                continue;
            }

            if (chosen is not null)
            {
                return chosen with { Fallback = candidate.Executor };
            }

            chosen = complaint is null || executor == StageExecutor.InProcess ? candidate : candidate with { Reason = $"{candidate.Reason}; in process {complaint}" };
        }

        if (chosen is not null)
        {
            return chosen;
        }

        string reason = denial is not null ? denial.Reason : complaint ?? "command not found";
        return stage with { Reason = reason, Denial = denial };
    }

    private IReadOnlyList<StageExecutor> Order(string name)
    {
        if (order is not null)
        {
            return order;
        }

        string command = BaseName(name);
        IReadOnlyList<StageExecutor> chain = ExecutorChain.For(policy, command, capabilities.FindCommand(command));
        return reorder is null ? chain : reorder(chain, command);
    }

    private PlannedStage? InProcess(PlannedStage stage, CommandUse use, string name, ref string? complaint)
    {
        if (name.Contains('/') && !name.StartsWith("/bin/", StringComparison.Ordinal) && !name.StartsWith("/usr/bin/", StringComparison.Ordinal))
        {
            return null;
        }

        if (capabilities.FindCommand(BaseName(name)) is not { } spec)
        {
            return null;
        }

        if (UnsupportedOption(spec, use) is { } option)
        {
            complaint = $"{option.Display} is not supported: {option.Unsupported}";
            return null;
        }

        return stage with
        {
            Executor = StageExecutor.InProcess,
            Reason = policy != StrategyPolicy.Classic ? "one of BashTool's own commands"
                : ExecutorChain.IsLong(BaseName(name), spec) ? "BashTool's own command, a long emulation" : "BashTool's own command, a short emulation",
        };
    }

    private PlannedStage? Native(PlannedStage stage, string name, ref AccessDenial? denial)
    {
        if (capabilities.FindProgram(name) is not { } program)
        {
            return null;
        }

        if (capabilities.CheckProgram(name) is { } refusal)
        {
            denial = refusal;
            return null;
        }

        StageExecutor executor = ProgramKinds.Of(BaseName(name));
        string reason = executor switch
        {
            StageExecutor.Python => "a Python interpreter of this machine",
            StageExecutor.Cmd when BaseName(name) is "cmd" or "cmd.exe" => "the Windows command interpreter",
            StageExecutor.Cmd => "a batch file",
            StageExecutor.PowerShell => "PowerShell",
            _ when name.Contains('/') => "a file; a shell script is run in process",
            _ => "a program of this machine",
        };
        return stage with { Executor = executor, Reason = reason, Program = program };
    }

    private PlannedStage? FromBash(PlannedStage stage, string name, ref AccessDenial? denial)
    {
        if (capabilities.FindInBash(name) is not { } program)
        {
            return null;
        }

        if (capabilities.CheckProgram(name) is { } refusal)
        {
            denial = refusal;
            return null;
        }

        return stage with { Executor = StageExecutor.Bash, Reason = "a tool that comes with the real bash of this machine", Program = program };
    }

    private PlannedStage? FromPowerShell(PlannedStage stage, string name) => capabilities.HasPowerShellCommand(name)
        ? stage with { Executor = StageExecutor.PowerShell, Reason = "a command of the PowerShell session" }
        : null;

    /// <summary>The first option among the arguments that the command declares and does not have; null if there is none.</summary>
    private static Option? UnsupportedOption(CommandSpec spec, CommandUse use)
    {
        if (spec.ParsesOwnArguments)
        {
            return null;
        }

        foreach (Word word in use.Arguments)
        {
            string text = word.LiteralText ?? word.Text;
            if (text == "--")
            {
                return null;
            }

            if (text.Length < 2 || text[0] != '-')
            {
                if (!spec.Permutes)
                {
                    return null;
                }

                continue;
            }

            if (FindUnsupported(spec, text) is { } option)
            {
                return option;
            }
        }

        return null;
    }

    private static Option? FindUnsupported(CommandSpec spec, string text)
    {
        if (text[1] == '-')
        {
            int equals = text.IndexOf('=');
            string longName = equals < 0 ? text[2..] : text[2..equals];
            return spec.FindLongName(longName) is { Unsupported: not null } option ? option : null;
        }

        for (int i = 1; i < text.Length; i++)
        {
            Option? option = spec.FindLetter(text[i]);
            if (option?.Unsupported is not null)
            {
                return option;
            }

            if (option is null || option.Value != OptionValue.None)
            {
                return null;
            }
        }

        return null;
    }

    private static (StrategyType Type, string Reason) Summarize(List<PlannedStage> stages, bool fallback)
    {
        int shell = 0, native = 0, bash = 0, powerShell = 0, cmd = 0, python = 0, bashOnly = 0;
        foreach (PlannedStage stage in stages)
        {
            switch (fallback && stage.Fallback != StageExecutor.None ? stage.Fallback : stage.Executor)
            {
                case StageExecutor.None:
                    return (StrategyType.Fail, $"{stage.Command}: {stage.Reason}");
                case StageExecutor.Native:
                    native++;
                    break;
                case StageExecutor.Bash:
                    bash++;
                    bashOnly += stage.Fallback == StageExecutor.None ? 1 : 0;
                    break;
                case StageExecutor.PowerShell:
                    powerShell++;
                    break;
                case StageExecutor.Cmd:
                    cmd++;
                    break;
                case StageExecutor.Python:
                    python++;
                    break;
                default:
                    shell++;
                    break;
            }
        }

        int count = stages.Count;
        return (count, bash) switch
        {
            _ when bashOnly > 0 => (StrategyType.BashRequired, "a command is there in the real bash's tools alone"),
            (_, > 0) => (StrategyType.BashPreferred, "the policy prefers the real bash's tools"),
            (1, _) when shell == 1 => (StrategyType.Single, "one command, in process"),
            _ when shell == count => (StrategyType.InProcess, "everything runs in process"),
            _ when native == count => (StrategyType.Native, count == 1 ? "a program of this machine" : "programs of this machine alone"),
            _ when powerShell == count => (StrategyType.PowerShell, "commands of the PowerShell session alone"),
            _ when cmd == count => (StrategyType.Cmd, "the Windows command interpreter alone"),
            _ when python == count => (StrategyType.Python, "a Python interpreter alone"),
            _ => (StrategyType.Hybrid, shell == 0 ? "programs of several kinds" : "partly in process, partly programs of this machine"),
        };
    }

    private static string BaseName(string name) => name[(name.LastIndexOf('/') + 1)..];
}
