namespace BashTool.Core.Planning;

/// <summary>What a script is made of, as far as its text tells.</summary>
public sealed record PipelineAnalysis
{
    /// <summary>Commands joined by <c>|</c>.</summary>
    public bool HasPipeline { get; init; }

    /// <summary>Commands joined by <c>&amp;&amp;</c> or <c>||</c>, or following one another.</summary>
    public bool HasChain { get; init; }

    public bool HasRedirection { get; init; }

    /// <summary><c>2></c>, <c>2>&amp;1</c>, <c>&amp;></c>, <c>|&amp;</c>.</summary>
    public bool HasStandardErrorRedirection { get; init; }

    public bool HasHereDocument { get; init; }

    public bool HasProcessSubstitution { get; init; }

    public bool HasCommandSubstitution { get; init; }

    /// <summary>Something runs beside the rest: <c>&amp;</c> or a coprocess.</summary>
    public bool HasBackground { get; init; }

    /// <summary>Loops and conditions.</summary>
    public bool HasControlFlow { get; init; }

    public bool HasFunction { get; init; }

    /// <summary>Some command runs text that only exists then: <c>eval</c>, <c>source</c>, a name in a variable.</summary>
    public bool RunsUnknownText { get; init; }

    /// <summary>The pattern it follows; null for none that is known.</summary>
    public CommandPattern? Pattern { get; init; }

    /// <summary>The name of that pattern.</summary>
    public string? MatchedPattern => Pattern?.Name;

    public ComplexityLevel Complexity { get; init; }

    public int CommandCount { get; init; }

    /// <summary>The names of the commands, each once, in the order of the text.</summary>
    public IReadOnlyList<string> CommandNames { get; init; } = [];

    /// <summary>The constructs it has, in words.</summary>
    public IReadOnlyList<string> Features
    {
        get
        {
            List<string> features = [];
            void Add(bool has, string name)
            {
                if (has)
                {
                    features.Add(name);
                }
            }

            Add(HasPipeline, "pipeline");
            Add(HasChain, "chain");
            Add(HasRedirection, "redirection");
            Add(HasStandardErrorRedirection, "stderr redirection");
            Add(HasHereDocument, "here-document");
            Add(HasProcessSubstitution, "process substitution");
            Add(HasCommandSubstitution, "command substitution");
            Add(HasBackground, "background");
            Add(HasControlFlow, "control flow");
            Add(HasFunction, "function");
            Add(RunsUnknownText, "text known only when it runs");
            return features;
        }
    }
}
