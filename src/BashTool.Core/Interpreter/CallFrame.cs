namespace BashTool.Core.Interpreter;

/// <summary>One entry of the call stack: FUNCNAME, BASH_SOURCE and BASH_LINENO are read from these.</summary>
public sealed class CallFrame(string functionName, string source, int callLine)
{
    /// <summary>The function's name; <c>source</c> for a sourced script, <c>main</c> for the script itself.</summary>
    public string FunctionName { get; } = functionName;

    /// <summary>The file the function was defined in.</summary>
    public string Source { get; } = source;

    /// <summary>The line it was called at.</summary>
    public int CallLine { get; } = callLine;

    public bool IsFunction { get; init; }

    /// <summary>Its arguments, kept for BASH_ARGV under extdebug.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
