namespace BashTool.Core.Interpreter;

/// <summary>A piece of a pipeline that runs on one thread: a single stage, or several that a fused form runs as one.</summary>
internal sealed record PipelineUnit(int First, int Last)
{
    /// <summary>Whether the first stage only passes a file or a text on.</summary>
    public bool HasDirectInput { get; init; }

    /// <summary>Whether the last stage only counts.</summary>
    public bool HasCountedOutput { get; init; }

    /// <summary>The fused form of the stages between; null for a single stage that runs as it is.</summary>
    public string? Form { get; init; }

    /// <summary>Whether everything it writes is kept before the next unit starts.</summary>
    public bool CollectsOutput { get; init; }

    /// <summary>The first stage that is run.</summary>
    public int CoreFirst => HasDirectInput ? First + 1 : First;

    public int CoreLast => HasCountedOutput ? Last - 1 : Last;

    public bool IsFused => HasDirectInput || HasCountedOutput || Form is not null;
}
