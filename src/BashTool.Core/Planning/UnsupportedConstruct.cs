namespace BashTool.Core.Planning;

/// <summary>Something bash has and this shell does not, found in a script.</summary>
/// <param name="Name">What it is, in a few words.</param>
/// <param name="Reason">Why it is not there.</param>
/// <param name="Text">The piece of the script.</param>
/// <param name="Line">Where it stands.</param>
public sealed record UnsupportedConstruct(string Name, string Reason, string Text, int Line);
