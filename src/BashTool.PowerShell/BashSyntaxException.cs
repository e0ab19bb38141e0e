using System.Management.Automation;

// The name users see: BashTool.BashSyntaxException.
namespace BashTool;

/// <summary>A text is no bash; the message is bash's.</summary>
public sealed class BashSyntaxException : ParseException
{
    internal BashSyntaxException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>The line that bash reports, from 1.</summary>
    public int Line { get; init; }

    /// <summary>The column of the mistake, from 1.</summary>
    public int Column { get; init; }
}
