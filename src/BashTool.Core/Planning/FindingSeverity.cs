namespace BashTool.Core.Planning;

/// <summary>What a finding means for the script.</summary>
public enum FindingSeverity
{
    /// <summary>Cannot be told before it runs.</summary>
    Information,

    /// <summary>Probably fails, or is probably not meant.</summary>
    Warning,

    /// <summary>Would be refused.</summary>
    Error,
}
