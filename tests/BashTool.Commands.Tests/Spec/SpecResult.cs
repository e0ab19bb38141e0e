namespace BashTool.Commands.Tests.Spec;

/// <summary>What a script wrote and how it ended, with the case's directory replaced by <see cref="SpecWorkspace.Token"/>.</summary>
public sealed record SpecResult(byte[] Stdout, byte[] Stderr, int Status);
