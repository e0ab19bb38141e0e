namespace BashTool.Commands.Awk;

/// <summary>Ends the program with a message and status 2; it may hold the whole message after the name.</summary>
internal sealed class AwkFatalException(string message) : Exception(message);
