namespace BashTool.Core.Limits;

/// <summary>What a runaway script meets. Ordinary work stays far below the standard ones.</summary>
public sealed partial record ExecutionLimits
{
    /// <summary>For a person: only what cannot be meant.</summary>
    public static ExecutionLimits Standard { get; } = new();

    /// <summary>For text that nobody has looked at.</summary>
    public static ExecutionLimits Hardened { get; } = new()
    {
        WallTime = WallTimeLimit.Hardened,
        ProcessorTime = ProcessorTimeLimit.Hardened,
        OutputBytes = OutputBytesLimit.Hardened,
        LoopIterations = LoopIterationsLimit.Hardened,
        RecursionDepth = RecursionDepthLimit.Hardened,
        ExpansionBytes = ExpansionBytesLimit.Hardened,
        ExpansionWords = ExpansionWordsLimit.Hardened,
        OpenFiles = OpenFilesLimit.Hardened,
        PipelineLength = PipelineLengthLimit.Hardened,
        SubshellDepth = SubshellDepthLimit.Hardened,
        CommandCount = CommandCountLimit.Hardened,
        ScriptBytes = ScriptBytesLimit.Hardened,
        NativePrograms = NativeProgramsLimit.Hardened,
        BackgroundJobs = BackgroundJobsLimit.Hardened,
        ValueMemory = ValueMemoryLimit.Hardened,
        FileSize = FileSizeLimit.Hardened,
        WrittenBytes = WrittenBytesLimit.Hardened,
        GlobResults = GlobResultsLimit.Hardened,
        Processes = ProcessesLimit.Hardened,
    };

    /// <summary>No bounds but the machine's.</summary>
    public static ExecutionLimits Unlimited { get; } = new()
    {
        WallTime = WallTimeLimit.Unlimited,
        ProcessorTime = ProcessorTimeLimit.Unlimited,
        OutputBytes = OutputBytesLimit.Unlimited,
        LoopIterations = LoopIterationsLimit.Unlimited,
        RecursionDepth = RecursionDepthLimit.Unlimited,
        ExpansionBytes = ExpansionBytesLimit.Unlimited,
        ExpansionWords = ExpansionWordsLimit.Unlimited,
        OpenFiles = OpenFilesLimit.Unlimited,
        PipelineLength = PipelineLengthLimit.Unlimited,
        SubshellDepth = SubshellDepthLimit.Unlimited,
        CommandCount = CommandCountLimit.Unlimited,
        ScriptBytes = ScriptBytesLimit.Unlimited,
        NativePrograms = NativeProgramsLimit.Unlimited,
        BackgroundJobs = BackgroundJobsLimit.Unlimited,
        ValueMemory = ValueMemoryLimit.Unlimited,
        FileSize = FileSizeLimit.Unlimited,
        WrittenBytes = WrittenBytesLimit.Unlimited,
        GlobResults = GlobResultsLimit.Unlimited,
        Processes = ProcessesLimit.Unlimited,
    };

    /// <summary>The three profiles by name; null for any other.</summary>
    public static ExecutionLimits? Find(string name) => name.ToLowerInvariant() switch
    {
        "standard" => Standard,
        "hardened" => Hardened,
        "unlimited" => Unlimited,
        _ => null,
    };

    /// <summary>The same limits with another for one of them, by its name (<c>loop iterations</c>, <c>loopIterations</c>); times in milliseconds.</summary>
    /// <exception cref="ArgumentException">There is no such limit.</exception>
    public ExecutionLimits With(string name, long value)
    {
        TimeSpan? time = value == Limit.None ? null : TimeSpan.FromMilliseconds(Math.Min(value, (long)TimeSpan.MaxValue.TotalMilliseconds));
        return name.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant() switch
        {
            "walltime" => this with { WallTime = new(time) },
            "processortime" or "cputime" => this with { ProcessorTime = new(time) },
            "outputbytes" => this with { OutputBytes = new(value) },
            "loopiterations" => this with { LoopIterations = new(value) },
            "recursiondepth" => this with { RecursionDepth = new(value) },
            "expansionbytes" => this with { ExpansionBytes = new(value) },
            "expansionwords" => this with { ExpansionWords = new(value) },
            "openfiles" => this with { OpenFiles = new(value) },
            "pipelinelength" => this with { PipelineLength = new(value) },
            "subshelldepth" => this with { SubshellDepth = new(value) },
            "commands" or "commandcount" => this with { CommandCount = new(value) },
            "scriptbytes" => this with { ScriptBytes = new(value) },
            "nativeprograms" => this with { NativePrograms = new(value) },
            "backgroundjobs" => this with { BackgroundJobs = new(value) },
            "valuememory" => this with { ValueMemory = new(value) },
            "filesize" => this with { FileSize = new(value) },
            "writtenbytes" => this with { WrittenBytes = new(value) },
            "globresults" => this with { GlobResults = new(value) },
            "processes" => this with { Processes = new(value) },
            _ => throw new ArgumentException($"no such limit: {name}", nameof(name)),
        };
    }

    public WallTimeLimit WallTime { get; init; } = WallTimeLimit.Standard;

    public ProcessorTimeLimit ProcessorTime { get; init; } = ProcessorTimeLimit.Standard;

    public OutputBytesLimit OutputBytes { get; init; } = OutputBytesLimit.Standard;

    public LoopIterationsLimit LoopIterations { get; init; } = LoopIterationsLimit.Standard;

    public RecursionDepthLimit RecursionDepth { get; init; } = RecursionDepthLimit.Standard;

    public ExpansionBytesLimit ExpansionBytes { get; init; } = ExpansionBytesLimit.Standard;

    public ExpansionWordsLimit ExpansionWords { get; init; } = ExpansionWordsLimit.Standard;

    public OpenFilesLimit OpenFiles { get; init; } = OpenFilesLimit.Standard;

    public PipelineLengthLimit PipelineLength { get; init; } = PipelineLengthLimit.Standard;

    public SubshellDepthLimit SubshellDepth { get; init; } = SubshellDepthLimit.Standard;

    public CommandCountLimit CommandCount { get; init; } = CommandCountLimit.Standard;

    public ScriptBytesLimit ScriptBytes { get; init; } = ScriptBytesLimit.Standard;

    public NativeProgramsLimit NativePrograms { get; init; } = NativeProgramsLimit.Standard;

    public BackgroundJobsLimit BackgroundJobs { get; init; } = BackgroundJobsLimit.Standard;

    public ValueMemoryLimit ValueMemory { get; init; } = ValueMemoryLimit.Standard;

    public FileSizeLimit FileSize { get; init; } = FileSizeLimit.Standard;

    public WrittenBytesLimit WrittenBytes { get; init; } = WrittenBytesLimit.Standard;

    public GlobResultsLimit GlobResults { get; init; } = GlobResultsLimit.Standard;

    public ProcessesLimit Processes { get; init; } = ProcessesLimit.Standard;

    /// <summary>All of them, in the order of their codes.</summary>
    public IReadOnlyList<Limit> All =>
    [
        WallTime, ProcessorTime, OutputBytes, LoopIterations, RecursionDepth, ExpansionBytes, ExpansionWords, OpenFiles, PipelineLength, SubshellDepth, CommandCount, ScriptBytes, NativePrograms, BackgroundJobs,
        ValueMemory, FileSize, WrittenBytes, GlobResults, Processes,
    ];
}
