using System.Management.Automation;
using BashTool.Core.Planning;
using BashTool.Core.Text;
using BashTool.PowerShell.Engine;

namespace BashTool.PowerShell.Cmdlets;

/// <summary><c>Test-BashSandbox</c>: says what a sandbox would refuse of a script, and runs nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "BashSandbox", DefaultParameterSetName = CommandSet)]
[OutputType(typeof(SandboxFinding), typeof(SandboxVerdict), typeof(bool))]
public sealed class TestBashSandboxCmdlet : SandboxCmdlet
{
    private const string CommandSet = "Command";
    private const string FileSet = "File";

    /// <summary>The command line; several strings are the lines of one script.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = CommandSet)]
    [AllowEmptyString]
    public string[] Command { get; set; } = [];

    /// <summary>A file that holds the script.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    public string File { get; set; } = "";

    /// <summary>Only whether nothing would be refused.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string text = ParameterSetName == FileSet ? Read(ResolveFile(File)) : string.Join('\n', Command);
        EngineSession engine = RentEngine(out _);
        SandboxVerdict verdict;
        try
        {
            verdict = new SandboxValidator(engine.Sandbox, engine.NewCapabilities()).Validate(text);
        }
        finally
        {
            EnginePool.Return(engine);
        }

        if (Quiet)
        {
            WriteObject(verdict.IsAllowed);
            return;
        }

        WriteObject(verdict.Findings, enumerateCollection: true);
        WriteObject(verdict);
    }

    private static string Read(string file)
    {
        try
        {
            return EscapedUtf8.Decode(System.IO.File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(e, "ScriptNotRead", e is FileNotFoundException or DirectoryNotFoundException ? ErrorCategory.ObjectNotFound : ErrorCategory.ReadError, file);
        }
    }
}
