namespace BashTool.Commands.Ripgrep;

/// <summary>A pattern is wrong; the message is printed as it is.</summary>
internal sealed class RgPatternException(string message) : CommandException(message, RgCommand.Trouble);
