using BashTool.Core.CommandModel;

namespace BashTool.Fuzzing;

/// <summary>Makes rounds for one command, from its spec and its grammar.</summary>
public sealed class RoundMaker
{
    private readonly Grammar grammar;
    private readonly List<Option> options;
    private readonly CommandSpec spec;

    public RoundMaker(string name, BashCommand command)
    {
        Name = name;
        spec = command.Spec;
        grammar = Grammar.Load(name);
        if (!spec.ParsesOwnArguments)
        {
            try
            {
                spec.Parse(["--help"]);
            }
            catch (UsageException)
            {
                // Only to have the standard options declared.
            }
        }

        options = [.. spec.Options.Where(o => o.Unsupported is null && !o.LongNames.Contains("help") && !o.LongNames.Contains("version")
            && !o.Letters.Any(l => grammar.Skipped.Contains("-" + l)) && !o.LongNames.Any(n => grammar.Skipped.Contains("--" + n)))];
    }

    public string Name { get; }

    public Grammar Grammar => grammar;

    /// <summary>The round of a number; always the same for the same seed.</summary>
    public Round Make(int seed, int number)
    {
        var random = new Random(Mix(seed, Name, number));
        var input = new InputMaker(random);
        var files = new Dictionary<string, byte[]>();
        for (int i = 1; i <= grammar.Files; i++)
        {
            byte[] content = i > 1 && grammar.Related ? input.Change(files["f1"]) : input.Make(grammar.Inputs);
            files["f" + i] = grammar.Sorted && random.Next(4) > 0 ? InputMaker.Sort(content) : content;
        }

        byte[] standardInput = input.Make(grammar.Inputs);
        if (grammar.Patch)
        {
            byte[] old = files["f1"];
            byte[] diff = DiffMaker.Make(random, old, input.Change(input.Change(old)));
            files["f1"] = random.Next(3) == 0 ? old : input.Change(old);
            files["f2"] = diff;
            standardInput = diff;
        }

        List<ArgumentGroup> groups = [];
        int count = options.Count == 0 ? 0 : random.Next(0, grammar.MostOptions + 1);
        var used = new List<Option>();
        for (int i = 0; i < count; i++)
        {
            Option option = options[random.Next(options.Count)];
            used.Add(option);
            groups.Add(Spell(option, random));
        }

        string rule = "operands";
        foreach (string special in grammar.RulesStartingWith("operands("))
        {
            string[] names = special[9..^1].Split(',');
            if (used.Any(o => o.Letters.Any(l => names.Contains("-" + l)) || o.LongNames.Any(n => names.Contains("--" + n))))
            {
                rule = special;
            }
        }

        List<ArgumentGroup> operands = [];
        foreach (string word in grammar.Choose(rule, random).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string text = grammar.ExpandText(word, random, 0);
            operands.Add(new ArgumentGroup([text]) { IsFree = !files.ContainsKey(text) });
        }

        // Options may stand behind operands; the order among operands stays.
        if (!grammar.OptionsFirst && spec.Permutes && random.Next(6) == 0)
        {
            foreach (ArgumentGroup operand in operands)
            {
                int at = groups.FindLastIndex(operands.Contains);
                groups.Insert(random.Next(at + 1, groups.Count + 1), operand);
            }
        }
        else
        {
            groups.AddRange(operands);
        }

        return new Round(Name, groups, files, standardInput);
    }

    private static int Mix(int seed, string name, int number)
    {
        uint hash = 2166136261;
        foreach (char c in name)
        {
            hash = (hash ^ c) * 16777619;
        }

        foreach (int part in (int[])[seed, number])
        {
            for (int shift = 0; shift < 32; shift += 8)
            {
                hash = (hash ^ (byte)(part >> shift)) * 16777619;
            }
        }

        return (int)(hash & int.MaxValue);
    }

    private ArgumentGroup Spell(Option option, Random random)
    {
        bool letter = option.Letters.Length > 0 && (option.LongNames.Count == 0 || random.Next(3) > 0);
        string name = letter ? "-" + option.Letters[random.Next(option.Letters.Length)] : "--" + option.LongNames[random.Next(option.LongNames.Count)];
        if (option.Value == OptionValue.None)
        {
            return new ArgumentGroup([name]);
        }

        if (option.Value == OptionValue.Optional && random.Next(3) == 0)
        {
            return new ArgumentGroup([name]);
        }

        string value = Value(option, random);
        if (letter)
        {
            return option.Value == OptionValue.Optional || (random.Next(2) == 0 && value.Length > 0)
                ? new ArgumentGroup([name + value]) { IsFree = true }
                : new ArgumentGroup([name, value]) { IsFree = true };
        }

        return option.Value == OptionValue.Optional || random.Next(3) > 0
            ? new ArgumentGroup([$"{name}={value}"]) { IsFree = true }
            : new ArgumentGroup([name, value]) { IsFree = true };
    }

    private string Value(Option option, Random random)
    {
        string? rule = option.Letters.Select(l => "-" + l).Concat(option.LongNames.Select(n => "--" + n)).FirstOrDefault(grammar.Has);
        if (rule is null)
        {
            string named = "value-" + new string([.. (option.ValueName ?? "text").ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]);
            rule = grammar.Has(named) ? named : "value-text";
        }

        string value = grammar.Expand(rule, random);
        if (random.Next(40) == 0)
        {
            value = value.Insert(random.Next(value.Length + 1), ((char)random.Next(33, 127)).ToString());
        }

        return value;
    }
}
