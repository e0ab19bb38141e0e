namespace BashTool.Commands.System;

/// <summary>A variable that <c>env</c> or <c>printenv</c> shows.</summary>
public sealed record EnvironmentEntry(string Name, string Value);
