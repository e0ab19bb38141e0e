namespace BashTool.Help;

/// <summary>How a parameter stands in one parameter set.</summary>
internal sealed record ParameterPlace(string Set, string Position, bool IsRequired, string PipelineInput);

/// <summary>The facts of a parameter, from the block of YAML below its description.</summary>
internal sealed class ParameterFacts
{
    public string Type { get; private set; } = "System.Object";

    public string DefaultValue { get; private set; } = "";

    public bool SupportsWildcards { get; private set; }

    public List<string> Aliases { get; } = [];

    public List<string> AcceptedValues { get; } = [];

    public List<ParameterPlace> Places { get; } = [];

    public bool IsSwitch => Type == "System.Management.Automation.SwitchParameter";

    /// <summary>Reads the block. It is always of the same shape.</summary>
    public static ParameterFacts Parse(string yaml)
    {
        var facts = new ParameterFacts();
        string key = "";
        string set = "", position = "";
        bool required = false, byValue = false, byName = false;
        foreach (string line in (yaml + "\nEnd:").Split('\n'))
        {
            if (!line.StartsWith(' ') && !line.StartsWith("- ", StringComparison.Ordinal))
            {
                FinishPlace();
                (key, string value) = Pair(line);
                switch (key)
                {
                    case "Type":
                        facts.Type = value;
                        break;
                    case "DefaultValue":
                        facts.DefaultValue = value;
                        break;
                    case "SupportsWildcards":
                        facts.SupportsWildcards = value == "true";
                        break;
                }

                continue;
            }

            if (line.StartsWith("- ", StringComparison.Ordinal) && key != "ParameterSets")
            {
                (key == "Aliases" ? facts.Aliases : facts.AcceptedValues).Add(line[2..].Trim());
                continue;
            }

            (string name, string text) = Pair(line.TrimStart('-', ' '));
            switch (name)
            {
                case "Name":
                    FinishPlace();
                    set = text;
                    break;
                case "Position":
                    position = text == "Named" ? "named" : text;
                    break;
                case "IsRequired":
                    required = text == "true";
                    break;
                case "ValueFromPipeline":
                    byValue = text == "true";
                    break;
                case "ValueFromPipelineByPropertyName":
                    byName = text == "true";
                    break;
            }
        }

        return facts;

        void FinishPlace()
        {
            if (set.Length > 0)
            {
                string input = byValue ? byName ? "True (ByPropertyName, ByValue)" : "True (ByValue)" : byName ? "True (ByPropertyName)" : "False";
                facts.Places.Add(new ParameterPlace(set, position, required, input));
            }

            set = "";
            required = byValue = byName = false;
        }
    }

    private static (string, string) Pair(string line)
    {
        int colon = line.IndexOf(':');
        return colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..].Trim().Trim('\''));
    }
}
