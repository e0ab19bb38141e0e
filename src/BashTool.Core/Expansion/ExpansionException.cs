namespace BashTool.Core.Expansion;

/// <summary>How far an error of an expansion reaches in a shell that is not interactive.</summary>
public enum ExpansionSeverity
{
    /// <summary>The command at hand fails.</summary>
    Fail,

    /// <summary>The current complete command is abandoned; the nearest reader of commands (script, eval, source, -c) goes on with its next.</summary>
    Discard,

    /// <summary>As <see cref="Discard"/>, but eval, source and the text of -c are left too: only a script being read from a file goes on.</summary>
    TopLevel,

    /// <summary>The shell exits.</summary>
    Exit,
}

/// <summary>An expansion, arithmetic evaluation or assignment failed; the message is what follows <c>bash: line N: </c>.</summary>
public sealed class ExpansionException(string message, ExpansionSeverity severity = ExpansionSeverity.Discard, int status = 1)
    : Exception(message)
{
    public ExpansionSeverity Severity { get; } = severity;

    /// <summary>The exit status. Where the shell exits it is 127 as for <c>bash -c</c>; a subshell and a script's file give 1 instead.</summary>
    public int Status { get; } = status;

    /// <summary>The message was printed already, where the redirections of the failing command were still in place.</summary>
    public bool IsReported { get; set; }
}
