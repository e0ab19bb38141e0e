namespace BashTool.Core.CommandModel;

/// <summary>Ends a command early and quietly with a status, as <c>--help</c> does.</summary>
public sealed class CommandFinished(int status) : Exception
{
    public int Status { get; } = status;
}
