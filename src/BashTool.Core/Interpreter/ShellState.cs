using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Streams;

namespace BashTool.Core.Interpreter;

/// <summary>The state of one shell or subshell: what fork(2) would copy.</summary>
public sealed class ShellState
{
    private static readonly string[] NoParameters = [];

    public ShellState(ShellSession session)
    {
        Session = session;
        ProcessId = session.ProcessId;
        ShellProcessId = session.ProcessId;
    }

    public ShellSession Session { get; }

    public ShellVariables Variables { get; set; } = new();

    public ShellOptions Options { get; set; } = new();

    public FunctionTable Functions { get; set; } = new();

    public AliasTable Aliases { get; set; } = new();

    public TrapTable Traps { get; set; } = new();

    public JobTable Jobs { get; set; } = new();

    public CommandHash Hash { get; set; } = new();

    public HistoryList History { get; set; } = new();

    /// <summary>What <c>bind</c> keeps; made when it is asked for.</summary>
    public object? Bindings { get; set; }

    public CompletionTable Completions { get; set; } = new();

    public DescriptorTable Descriptors { get; set; } = new();

    /// <summary><c>$0</c>.</summary>
    public string ShellName { get; set; } = "bash";

    /// <summary>The positional parameters, <c>$1</c> first. Never changed in place.</summary>
    public string[] Parameters { get; set; } = NoParameters;

    /// <summary>Counts the <c>set --</c>: a sourced file that has set the parameters keeps them.</summary>
    public int ParametersSet { get; set; }

    /// <summary>The working directory with links as the user named them.</summary>
    public VirtualPath WorkingDirectory { get; set; }

    /// <summary>The path that a word names, seen from here.</summary>
    public VirtualPath Resolve(string word) => Operand.Resolve(Session.Files, WorkingDirectory, word);

    /// <summary>The directory stack below the working directory, the top one first.</summary>
    public List<string> DirectoryStack { get; set; } = [];

    /// <summary>Names of builtins switched off by <c>enable -n</c>; null if there are none.</summary>
    public HashSet<string>? DisabledBuiltins { get; set; }

    public int Umask { get; set; } = 0x12;

    /// <summary><c>$?</c></summary>
    public int LastStatus { get; set; }

    /// <summary>PIPESTATUS; null stands for the one element <see cref="LastStatus"/> had after the last pipeline.</summary>
    public int[] PipeStatus { get; set; } = [];

    /// <summary><c>$!</c>; 0 if nothing was started.</summary>
    public int LastBackgroundId { get; set; }

    /// <summary><c>$_</c></summary>
    public string LastArgument { get; set; } = "";

    /// <summary><c>$$</c>: of the shell, also in its subshells.</summary>
    public int ShellProcessId { get; set; }

    /// <summary>How deep in substitutions and evals: that often the trace repeats the first character of PS4.</summary>
    public int TraceDepth { get; set; } = 1;

    /// <summary>BASHPID.</summary>
    public int ProcessId { get; set; }

    /// <summary>BASH_SUBSHELL.</summary>
    public int SubshellDepth { get; set; }

    /// <summary>The line of the command being run.</summary>
    public int Line { get; set; }

    /// <summary>The line the ERR trap is told of: that of the last command that can fail by itself.</summary>
    public int FailureLine { get; set; }

    /// <summary><c>\#</c> of prompts: which command this is.</summary>
    public int CommandNumber { get; set; } = 1;

    /// <summary>Options that SHELLOPTS and BASHOPTS of the environment switch on; null without them.</summary>
    public List<ShellOption>? InheritedOptions { get; set; }

    /// <summary>Calls under way, the innermost last.</summary>
    public List<CallFrame> Frames { get; set; } = [];

    /// <summary>The file being read, for BASH_SOURCE and messages; null for <c>-c</c> and standard input.</summary>
    public string? SourceName { get; set; }

    /// <summary>Function calls under way.</summary>
    public int FunctionDepth { get; set; }

    /// <summary>Sourced files under way.</summary>
    public int SourceDepth { get; set; }

    /// <summary>Loops under way in this function.</summary>
    public int LoopDepth { get; set; }

    /// <summary>Above zero where a failing command does not end the shell: in conditions, behind <c>!</c>, left of <c>&amp;&amp;</c>.</summary>
    public int IgnoreErrors { get; set; }

    /// <summary>Resource limits as <c>ulimit</c> shows and sets them, by option letter; of the shell's own keeping.</summary>
    public Dictionary<char, (string Soft, string Hard)>? ResourceLimits { get; set; }

    /// <summary>Where <c>getopts</c> stands inside the current argument; 0 at its start.</summary>
    public int OptionCharacter { get; set; }

    public bool IsInteractive { get; set; }

    public bool IsLogin { get; set; }

    /// <summary>The script comes on standard input: <c>s</c> in <c>$-</c>.</summary>
    public bool ReadsStandardInput { get; set; }

    /// <summary>The text of <c>-c</c>, for BASH_EXECUTION_STRING.</summary>
    public string? CommandString { get; set; }

    /// <summary>The state a subshell starts with that runs while this shell waits: nothing is copied before it is changed.</summary>
    public ShellState ForSubshell() => Copy(Variables.Overlay());

    /// <summary>The state of a subshell that runs beside this one.</summary>
    public ShellState ForBackground() => Copy(Variables.Clone());

    /// <summary>A copy that is a shell of its own and not a subshell: for going back and for branching off. Open files and jobs are not part of it.</summary>
    internal ShellState Duplicate(ShellSession session) => new(session)
    {
        Variables = Variables.Clone(),
        Options = Options.Clone(),
        Functions = Functions.Clone(),
        Aliases = Aliases.Clone(),
        Traps = Traps.Clone(),
        History = History.Clone(),
        Completions = Completions.Clone(),
        ShellName = ShellName,
        Parameters = Parameters,
        WorkingDirectory = WorkingDirectory,
        DirectoryStack = [.. DirectoryStack],
        DisabledBuiltins = DisabledBuiltins is null ? null : [.. DisabledBuiltins],
        Umask = Umask,
        LastStatus = LastStatus,
        PipeStatus = PipeStatus,
        LastArgument = LastArgument,
        ResourceLimits = ResourceLimits is null ? null : new(ResourceLimits),
        OptionCharacter = OptionCharacter,
        IsInteractive = IsInteractive,
        IsLogin = IsLogin,
        ReadsStandardInput = ReadsStandardInput,
    };

    private ShellState Copy(ShellVariables variables) => new(Session)
    {
        Variables = variables,
        Options = Options.Clone(),
        Functions = Functions.Clone(),
        Aliases = Aliases.Clone(),
        Traps = Traps.ForSubshell(Options.ErrTrace, Options.FuncTrace),
        Jobs = Jobs.ForSubshell(),
        Hash = Hash,
        History = History.Count == 0 ? new HistoryList() : History.Clone(),
        Bindings = Bindings,
        Completions = Completions.Clone(),
        Descriptors = Descriptors.Clone(),
        ShellName = ShellName,
        Parameters = Parameters,
        WorkingDirectory = WorkingDirectory,
        DirectoryStack = DirectoryStack.Count == 0 ? [] : [.. DirectoryStack],
        DisabledBuiltins = DisabledBuiltins is null ? null : [.. DisabledBuiltins],
        Umask = Umask,
        LastStatus = LastStatus,
        PipeStatus = PipeStatus,
        LastBackgroundId = LastBackgroundId,
        LastArgument = LastArgument,
        ProcessId = 0,
        ShellProcessId = ShellProcessId,
        TraceDepth = TraceDepth,
        SubshellDepth = SubshellDepth + 1,
        Line = Line,
        FailureLine = FailureLine,
        CommandNumber = CommandNumber,
        Frames = Frames.Count == 0 ? [] : [.. Frames],
        SourceName = SourceName,
        FunctionDepth = FunctionDepth,
        SourceDepth = SourceDepth,
        IgnoreErrors = IgnoreErrors,
        ResourceLimits = ResourceLimits,
        IsLogin = IsLogin,
        ReadsStandardInput = ReadsStandardInput,
        CommandString = CommandString,
    };
}
