namespace BashTool.Core.Limits;

/// <summary>What a runaway script meets. Ordinary work stays far below the standard ones.</summary>
public sealed record ExecutionLimits
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
    };

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

    /// <summary>All of them, in the order of their codes.</summary>
    public IReadOnlyList<Limit> All => [WallTime, ProcessorTime, OutputBytes, LoopIterations, RecursionDepth, ExpansionBytes, ExpansionWords, OpenFiles, PipelineLength, SubshellDepth, CommandCount, ScriptBytes, NativePrograms, BackgroundJobs];
}
