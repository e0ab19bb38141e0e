namespace BashTool.Help;

/// <summary>An example of the help.</summary>
internal sealed record ExampleText(string Title, string Code, List<string> Remarks);

/// <summary>A parameter of the help.</summary>
internal sealed record ParameterText(string Name, List<string> Description, ParameterFacts Facts);

/// <summary>The help of one cmdlet, as its markdown has it.</summary>
internal sealed class CmdletPage
{
    public required string Name { get; init; }

    public required List<string> Synopsis { get; init; }

    public required List<string> Description { get; init; }

    public required List<string> Notes { get; init; }

    public List<ExampleText> Examples { get; } = [];

    public List<ParameterText> Parameters { get; } = [];

    public List<(string Type, List<string> Text)> Inputs { get; } = [];

    public List<(string Type, List<string> Text)> Outputs { get; } = [];

    public List<string> Links { get; } = [];

    public string Verb => Name[..Name.IndexOf('-')];

    public string Noun => Name[(Name.IndexOf('-') + 1)..];

    /// <summary>The names of the parameter sets, in the order of the syntax.</summary>
    public List<string> Sets { get; } = [];

    public static CmdletPage Parse(string name, string text)
    {
        Dictionary<string, string> sections = Markdown.Sections(Markdown.WithoutFrontMatter(text), 2).ToDictionary(static s => s.Title, static s => s.Body, StringComparer.Ordinal);
        string Section(string title) => sections.GetValueOrDefault(title, "");
        var page = new CmdletPage
        {
            Name = name,
            Synopsis = Markdown.Paragraphs(Section("SYNOPSIS")),
            Description = Markdown.Paragraphs(Section("DESCRIPTION")),
            Notes = Markdown.Paragraphs(Section("NOTES")),
        };
        foreach ((string title, string body) in Markdown.Sections(Section("EXAMPLES"), 3))
        {
            page.Examples.Add(ParseExample(title, body));
        }

        foreach ((string title, _) in Markdown.Sections(Section("SYNTAX"), 3))
        {
            page.Sets.Add(title.Replace(" (Default)", "", StringComparison.Ordinal));
        }

        foreach ((string title, string body) in Markdown.Sections(Section("PARAMETERS"), 3))
        {
            if (title.StartsWith('-'))
            {
                int yaml = body.IndexOf("```yaml\n", StringComparison.Ordinal);
                if (yaml < 0)
                {
                    throw new InvalidDataException($"{name}: {title} has no facts.");
                }

                string facts = body[(yaml + 8)..body.IndexOf("\n```", yaml + 8, StringComparison.Ordinal)];
                page.Parameters.Add(new ParameterText(title[1..], Markdown.Paragraphs(body[..yaml]), ParameterFacts.Parse(facts)));
            }
        }

        foreach ((string title, string body) in Markdown.Sections(Section("INPUTS"), 3))
        {
            page.Inputs.Add((title, Markdown.Paragraphs(body)));
        }

        foreach ((string title, string body) in Markdown.Sections(Section("OUTPUTS"), 3))
        {
            page.Outputs.Add((title, Markdown.Paragraphs(body)));
        }

        foreach (string line in Section("RELATED LINKS").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            page.Links.Add(Markdown.Plain(line.TrimStart('-', ' ')));
        }

        return page;
    }

    // The first block is the code, the second what it gives.
    private static ExampleText ParseExample(string title, string body)
    {
        int start = body.IndexOf("```", StringComparison.Ordinal);
        int codeStart = body.IndexOf('\n', start) + 1;
        int codeEnd = body.IndexOf("\n```", codeStart, StringComparison.Ordinal);
        string rest = body[(codeEnd + 4)..];
        int colon = title.IndexOf(": ", StringComparison.Ordinal);
        return new ExampleText(colon < 0 ? title : title[(colon + 2)..], body[codeStart..codeEnd], Markdown.Paragraphs(rest));
    }
}
