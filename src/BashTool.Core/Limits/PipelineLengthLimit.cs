namespace BashTool.Core.Limits;

/// <summary>How many stages one pipeline may have.</summary>
public sealed class PipelineLengthLimit(long value) : Limit("BT-LIM-009", "pipeline length", value)
{
    public static PipelineLengthLimit Standard { get; } = new(1_000);

    public static PipelineLengthLimit Hardened { get; } = new(64);

    public static PipelineLengthLimit Unlimited { get; } = new(None);
}
