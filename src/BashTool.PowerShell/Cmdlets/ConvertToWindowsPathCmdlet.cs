using System.Management.Automation;
using BashTool.Core.Files;

namespace BashTool.PowerShell.Cmdlets;

/// <summary><c>ConvertTo-WindowsPath</c>: writes a path of a script as Windows writes it, by its text alone and so alike on every system.</summary>
[Cmdlet(VerbsData.ConvertTo, "WindowsPath")]
[OutputType(typeof(string))]
public sealed class ConvertToWindowsPathCmdlet : PSCmdlet
{
    private WindowsPathTable? table;

    /// <summary>The path: <c>/c/x</c>, <c>/mnt/c/x</c>, <c>/home/claude/x</c>, <c>~/x</c>, <c>//server/share</c>, <c>file:///c/x</c>, or relative.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [Alias("FullName")]
    public string[] Path { get; set; } = [];

    /// <summary>The workspace in whose world the path is meant, as Windows writes it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Workspace { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
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
        foreach (string path in Path)
        {
            string? converted = table!.Convert(path, out string problem);
            if (converted is not null)
            {
                WriteObject(converted);
            }
            else
            {
                WriteError(new ErrorRecord(new ArgumentException($"{path}: {problem}."), "NoWindowsPath", ErrorCategory.InvalidArgument, path));
            }
        }
    }

    private static string UserName() => System.Environment.UserName is { Length: > 0 } name ? name : "claude";
}
