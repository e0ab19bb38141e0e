using System.Management.Automation;
using BashTool.Core.Syntax;

namespace BashTool.PowerShell.Cmdlets;

/// <summary>A syntax error of bash as an error record of PowerShell.</summary>
internal static class SyntaxFailure
{
    public static ErrorRecord Record(SyntaxErrorException error, object target)
    {
        string message = string.Join('\n', error.FormatLines("bash: -c: "));
        return new ErrorRecord(new BashSyntaxException(message, error) { Line = error.Line, Column = error.Column }, "BashSyntaxError", ErrorCategory.ParserError, target);
    }
}
