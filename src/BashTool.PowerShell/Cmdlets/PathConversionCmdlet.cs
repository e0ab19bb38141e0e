using System.Management.Automation;
using BashTool.Core.Files;

namespace BashTool.PowerShell.Cmdlets;

/// <summary>What the two conversions of paths have in common.</summary>
public abstract class PathConversionCmdlet : PSCmdlet
{
    private WindowsPathTable? table;

    /// <summary>The paths, or with -InText the texts.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    [Alias("FullName")]
    public object[] Path { get; set; } = [];

    /// <summary>The workspace in whose world the path is meant, as Windows writes it.</summary>
    [Parameter]
    [PathText]
    [ValidateNotNullOrEmpty]
    public string? Workspace { get; set; }

    /// <summary>Takes every character as it is: <c>~</c>, <c>file://</c> and <c>%20</c> mean nothing.</summary>
    [Parameter]
    public SwitchParameter Literal { get; set; }

    /// <summary>Converts the absolute paths within text, and leaves the rest as it is.</summary>
    [Parameter]
    public SwitchParameter InText { get; set; }

    private protected abstract string ErrorId { get; }

    private protected abstract string? Convert(WindowsPathTable table, string path, out string problem);

    private protected abstract string ConvertText(WindowsPathTable table, string text);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Literal && InText)
        {
            var exception = new ArgumentException("-Literal and -InText exclude each other: a text is looked through, a literal path is not.");
            ThrowTerminatingError(new ErrorRecord(exception, "LiteralInText", ErrorCategory.InvalidArgument, null));
        }

        string workspace = Workspace ?? "";
        if (workspace.Length > 0 && !WindowsPath.IsAbsolute(workspace))
        {
            // A workspace named in Unix form is one on a drive.
            workspace = WindowsPath.TryToVirtual(workspace, "/", out string text) == WindowsNameProblem.None ? WindowsPath.ToHost(text) ?? "" : "";
            if (workspace.Length == 0)
            {
                var exception = new ArgumentException($"{Workspace} is not an absolute path of Windows.");
                ThrowTerminatingError(new ErrorRecord(exception, "WorkspaceNotAbsolute", ErrorCategory.InvalidArgument, Workspace));
            }
        }

        table = new WindowsPathTable(workspace, UserName());
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (object? item in Path ?? [null!])
        {
            if ((PathTextAttribute.TextOf(item) ?? Named(item)) is not { } path)
            {
                var exception = new ArgumentException($"A path is a string or a file object; this is a {PathTextAttribute.Kind(item)}.");
                WriteError(new ErrorRecord(exception, "PathNotText", ErrorCategory.InvalidType, item));
            }
            else if (InText)
            {
                WriteObject(ConvertText(table!, path));
            }
            else if (Convert(table!, path, out string problem) is { } converted)
            {
                WriteObject(converted);
            }
            else
            {
                WriteError(new ErrorRecord(new ArgumentException($"{path}: {problem}."), ErrorId, ErrorCategory.InvalidArgument, path));
            }
        }
    }

    // An object that has a path is as good as the path: what Get-ChildItem gives, or Import-Csv.
    private static string? Named(object? item) => item is PSObject { BaseObject: PSCustomObject } some
        ? (some.Properties["FullName"] ?? some.Properties["Path"])?.Value as string
        : null;

    private static string UserName() => System.Environment.UserName is { Length: > 0 } name ? name : "claude";
}
