namespace BashTool.Commands.Text;

/// <summary>What a line of <c>wc</c> shows; what was not counted is null.</summary>
/// <param name="Path">The file as it was named, <c>total</c>, or null for standard input.</param>
public sealed record WordCount(string? Path, long? Lines, long? Words, long? Characters, long? Bytes, long? MaxLineLength);
