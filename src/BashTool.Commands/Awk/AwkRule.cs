namespace BashTool.Commands.Awk;

/// <summary>A pattern and what is done for records that it picks.</summary>
internal sealed class AwkRule
{
    public AwkExpression? Pattern { get; init; }

    /// <summary>The last record's pattern of a range.</summary>
    public AwkExpression? Last { get; init; }

    /// <summary>Null prints the record.</summary>
    public AwkStatement? Body { get; init; }

    public int Line { get; init; }

    public bool InRange { get; set; }
}
