using System.Management.Automation;
using BashTool.Core.Files;

namespace BashTool.PowerShell.Cmdlets;

/// <summary><c>ConvertFrom-WindowsPath</c>: writes a path of Windows as a script writes it, by its text alone and so alike on every system.</summary>
[Cmdlet(VerbsData.ConvertFrom, "WindowsPath")]
[OutputType(typeof(string))]
public sealed class ConvertFromWindowsPathCmdlet : PathConversionCmdlet
{
    /// <inheritdoc/>
    private protected override string? Convert(WindowsPathTable table, string path, out string problem) => table.ConvertBack(path, out problem, Literal);

    /// <inheritdoc/>
    private protected override string ConvertText(WindowsPathTable table, string text) => table.ConvertTextBack(text);

    /// <inheritdoc/>
    private protected override string ErrorId => "NoVirtualPath";
}
