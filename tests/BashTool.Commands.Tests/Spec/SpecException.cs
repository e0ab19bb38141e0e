namespace BashTool.Commands.Tests.Spec;

/// <summary>A case file that does not follow the format of tests/spec/README.md.</summary>
public sealed class SpecException(string message) : Exception(message);
