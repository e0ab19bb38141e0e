namespace BashTool.PowerShell.Cmdlets;

/// <summary>Where the standard error of a script goes.</summary>
public enum StandardErrorMode
{
    /// <summary>To the host, as text: what a native program's standard error does. It ends no script, whatever <c>$ErrorActionPreference</c> says.</summary>
    Host,

    /// <summary>To the error stream, a record a line. <c>$ErrorActionPreference = 'Stop'</c> ends the caller's script at the first.</summary>
    Error,

    /// <summary>Among standard output, in the order it was written.</summary>
    Output,

    /// <summary>Nowhere.</summary>
    Discard,
}
