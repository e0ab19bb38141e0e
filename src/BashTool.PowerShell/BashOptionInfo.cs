// The name users see: BashTool.BashOptionInfo.
namespace BashTool;

/// <summary>An option of a bash command.</summary>
/// <param name="Names">All spellings, with their dashes.</param>
/// <param name="Value">What its value is called; null where it takes none.</param>
/// <param name="IsValueOptional">Whether the value may be left out.</param>
/// <param name="Description">What it does.</param>
/// <param name="Unsupported">Why it is recognised but not implemented; null where it is.</param>
public sealed record BashOptionInfo(string[] Names, string? Value, bool IsValueOptional, string Description, string? Unsupported)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Names) + (Value is null ? "" : IsValueOptional ? $"[={Value}]" : $" {Value}");
}
