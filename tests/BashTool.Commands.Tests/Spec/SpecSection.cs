namespace BashTool.Commands.Tests.Spec;

/// <summary>One section of a case: a block of bytes, or a `key: value` line.</summary>
/// <param name="Key">What the section is: script, file, env...</param>
/// <param name="Value">What follows the colon; null for a block.</param>
/// <param name="Words">The words after a block's key, without `escaped`; or those of the value.</param>
/// <param name="Content">A block's bytes, escapes resolved.</param>
/// <param name="Line">The line it starts on, counted from 1.</param>
public sealed record SpecSection(string Key, string? Value, IReadOnlyList<string> Words, byte[] Content, int Line)
{
    public bool IsBlock => Value is null;
}
