namespace BashTool.Core.Streams;

/// <summary>A write to a pipe that nobody reads: what SIGPIPE is to a process (status 141).</summary>
public sealed class BrokenPipeException : IOException
{
    public BrokenPipeException()
        : base("Broken pipe")
    {
    }
}
