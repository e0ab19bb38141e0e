using System.Text;
using System.Text.RegularExpressions;

namespace BashTool.Fuzzing;

/// <summary>
/// What a command's words are made of: rules with alternatives, read from <c>Grammars/NAME.grammar</c>
/// (see README.md for the format), on top of those of <c>default.grammar</c>.
/// </summary>
public sealed partial class Grammar
{
    private const int Deepest = 9;
    private readonly Dictionary<string, List<string>> rules = new(StringComparer.Ordinal);

    public HashSet<string> Skipped { get; } = new(StringComparer.Ordinal);

    public List<string> Inputs { get; } = [];

    public int Files { get; private set; } = 2;

    /// <summary>The second file is the first with changes.</summary>
    public bool Related { get; private set; }

    public bool Sorted { get; private set; }

    /// <summary>The second file is a diff that was made of another state of the first; so is the input.</summary>
    public bool Patch { get; private set; }

    public string? Program { get; private set; }

    public string Prefix { get; private set; } = "";

    /// <summary>text, empty or any.</summary>
    public string Error { get; private set; } = "text";

    public int MostOptions { get; private set; } = 4;

    /// <summary>Options stay in front of the operands.</summary>
    public bool OptionsFirst { get; private set; }

    public List<(string Id, Regex Line)> Known { get; } = [];

    public bool Has(string rule) => rules.ContainsKey(rule);

    public IEnumerable<string> RulesStartingWith(string text) => rules.Keys.Where(k => k.StartsWith(text, StringComparison.Ordinal));

    public static Grammar Load(string command)
    {
        var grammar = new Grammar();
        grammar.Read("default.grammar");
        grammar.Read(command + ".grammar");
        return grammar;
    }

    public static bool Exists(string command) => typeof(Grammar).Assembly.GetManifestResourceInfo(command + ".grammar") is not null;

    public static IEnumerable<string> Names => typeof(Grammar).Assembly.GetManifestResourceNames()
        .Where(n => n.EndsWith(".grammar", StringComparison.Ordinal)).Select(n => n[..^8]).Where(n => n != "default");

    /// <summary>An alternative of a rule, as it is written.</summary>
    public string Choose(string rule, Random random) => rules.TryGetValue(rule, out List<string>? choices)
        ? choices[random.Next(choices.Count)]
        : throw new InvalidDataException($"there is no rule <{rule}>");

    public string Expand(string rule, Random random) => ExpandText(Choose(rule, random), random, 0);

    public string ExpandText(string text, Random random, int depth)
    {
        if (!text.Contains('<'))
        {
            return text;
        }

        var result = new StringBuilder();
        int at = 0;
        foreach (Match match in Reference().Matches(text))
        {
            result.Append(text, at, match.Index - at);
            at = match.Index + match.Length;
            string name = match.Groups[1].Value;
            result.Append(name switch
            {
                "nl" => "\n",
                "tab" => "\t",
                "sp" => " ",
                "cr" => "\r",
                "empty" => "",
                "lt" => "<",
                _ => depth >= Deepest ? ExpandText(rules[name][0], random, depth + 1) : ExpandText(Choose(name, random), random, depth + 1),
            });
            if (depth > 4 * Deepest)
            {
                throw new InvalidDataException($"rule <{name}> has no end: its first alternative must be simple");
            }
        }

        return result.Append(text, at, text.Length - at).ToString();
    }

    [GeneratedRegex("<([a-z][a-z0-9-]*)>")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^(\S+(?: \S+)*?) (:?=)(?: (.*))?$")]
    private static partial Regex Rule();

    private void Read(string file)
    {
        using Stream? stream = typeof(Grammar).Assembly.GetManifestResourceStream(file);
        if (stream is null)
        {
            return;
        }

        // A command's rule replaces the default one.
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (string line in new StreamReader(stream).ReadToEnd().Split('\n'))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            Match rule = Rule().Match(line);
            int colon = line.IndexOf(':');
            if (rule.Success && !(colon > 0 && colon < rule.Groups[2].Index && line[colon + 1] == ' '))
            {
                string name = rule.Groups[1].Value;
                if (own.Add(name))
                {
                    rules[name] = [];
                }

                string text = rule.Groups[3].Value;
                if (rule.Groups[2].Value == "=")
                {
                    rules[name].Add(text);
                }
                else
                {
                    rules[name].AddRange(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
                }

                continue;
            }

            Directive(line[..colon], line[(colon + 1)..].Trim());
        }
    }

    private void Directive(string name, string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (name)
        {
            case "skip":
                Skipped.UnionWith(words);
                break;
            case "input":
                Inputs.AddRange(words);
                break;
            case "files":
                Files = int.Parse(words[0]);
                Related = words.Contains("related");
                Sorted = words.Contains("sorted");
                Patch = words.Contains("patch");
                break;
            case "program":
                Program = text;
                break;
            case "prefix":
                Prefix = text + " ";
                break;
            case "stderr":
                Error = text;
                break;
            case "options":
                MostOptions = int.Parse(words[0]);
                OptionsFirst = words.Contains("first");
                break;
            case "known":
                Known.Add((words[0], new Regex(text[(words[0].Length + 1)..])));
                break;
            default:
                throw new InvalidDataException($"grammar directive {name}");
        }
    }
}
