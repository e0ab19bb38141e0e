using System.Management.Automation;

namespace BashTool.PowerShell.Cmdlets;

/// <summary>Takes a path as text, or as a file object; anything else is refused instead of being turned into some text.</summary>
internal sealed class PathTextAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => TextOf(inputData) is { } text
        ? text
        : throw new ArgumentTransformationMetadataException($"A path is a string or a file object; this is a {Kind(inputData)}.");

    /// <summary>The text of a path; null where the object is none.</summary>
    public static string? TextOf(object? path) => path switch
    {
        PSObject wrapped => TextOf(wrapped.BaseObject),
        string text => text,
        FileSystemInfo file => file.FullName,
        PathInfo location => location.ProviderPath,
        object[] { Length: 1 } one => TextOf(one[0]),
        _ => null,
    };

    public static string Kind(object? value) => value switch
    {
        null => "null",
        PSObject wrapped => wrapped.BaseObject.GetType().Name,
        _ => value.GetType().Name,
    };
}
