namespace BashTool.Commands.Text;

/// <summary>What a line of <c>md5sum</c>, <c>sha256sum</c> and their like shows.</summary>
public sealed record FileDigest(string Algorithm, string Hash, string Path, string? FullName);
