namespace BashTool.Core.CommandModel;

/// <summary>Ends a command: <c>NAME: MESSAGE</c> goes to its standard error, <see cref="Status"/> is its exit status.</summary>
public class CommandException(string message, int status = 1) : Exception(message)
{
    public int Status { get; } = status;
}
