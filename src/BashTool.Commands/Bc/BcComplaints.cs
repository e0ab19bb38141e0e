namespace BashTool.Commands.Bc;

/// <summary>What bc says about a program: errors with the line, and warnings where they are wanted.</summary>
internal sealed class BcComplaints(CommandContext context)
{
    private BcSource? source;

    /// <summary><c>-s</c>: extensions are errors.</summary>
    public bool StandardOnly { get; init; }

    /// <summary><c>-w</c>: extensions are warned of.</summary>
    public bool Warns { get; init; }

    /// <summary>What was read since the last line was run has an error.</summary>
    public bool HadError { get; set; }

    public void ReadsFrom(BcSource from) => source = from;

    public void Error(string message)
    {
        Plain($"{source!.Name} {source.Line}: {message}");
        HadError = true;
    }

    public void Warn(string message)
    {
        if (StandardOnly)
        {
            Error("Error: " + message);
        }
        else if (Warns)
        {
            Plain($"{source!.Name} {source.Line}: (Warning) {message}");
        }
    }

    public void Plain(string message)
    {
        context.Output.FlushThrough();
        context.Error.WriteLine(message);
        context.Error.FlushThrough();
    }
}
