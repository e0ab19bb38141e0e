using System.Management.Automation;
using BashTool.Core.Files;

namespace BashTool.PowerShell.Cmdlets;

/// <summary><c>ConvertTo-WindowsPath</c>: writes a path of a script as Windows writes it, by its text alone and so alike on every system.</summary>
[Cmdlet(VerbsData.ConvertTo, "WindowsPath")]
[OutputType(typeof(string))]
public sealed class ConvertToWindowsPathCmdlet : PathConversionCmdlet
{
    /// <inheritdoc/>
    private protected override string? Convert(WindowsPathTable table, string path, out string problem) => table.Convert(path, out problem, Literal);

    /// <inheritdoc/>
    private protected override string ConvertText(WindowsPathTable table, string text) => table.ConvertText(text);

    /// <inheritdoc/>
    private protected override string ErrorId => "NoWindowsPath";
}
