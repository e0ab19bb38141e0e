namespace BashTool.Core.CommandModel;

/// <summary>Arguments that the command's spec does not allow. The spec's status and "Try --help" line go with it.</summary>
public sealed class UsageException(string message) : Exception(message)
{
    /// <summary>The arguments are right for the real command; this one does not have the option.</summary>
    public bool IsUnsupported { get; init; }
}
