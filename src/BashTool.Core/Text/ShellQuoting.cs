namespace BashTool.Core.Text;

/// <summary>The ways bash itself quotes a string so that it can be read back.</summary>
public static class ShellQuoting
{
    /// <summary><c>printf %q</c>: backslashes, <c>''</c> for nothing, <c>$'...'</c> when there are control characters.</summary>
    public static string Backslash(string text) => throw new NotImplementedException();

    /// <summary><c>${x@Q}</c>, <c>alias</c>, <c>trap -p</c>: <c>'...'</c>, or <c>$'...'</c> when there are control characters.</summary>
    public static string Quote(string text) => throw new NotImplementedException();

    /// <summary>Always <c>'...'</c>, with <c>'\''</c> for a quote.</summary>
    public static string SingleQuote(string text) => throw new NotImplementedException();

    /// <summary>The value in <c>declare -p</c>: <c>"..."</c> with backslashes, or <c>$'...'</c>.</summary>
    public static string DeclareValue(string text) => throw new NotImplementedException();

    /// <summary>A word in the trace of <c>set -x</c>: as it is, or quoted where the shell would need it.</summary>
    public static string TraceWord(string text) => throw new NotImplementedException();

    /// <summary><c>$'...'</c>.</summary>
    public static string AnsiC(string text) => throw new NotImplementedException();
}
