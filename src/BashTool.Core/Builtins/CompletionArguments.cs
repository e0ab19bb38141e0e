using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>The options that <c>complete</c> and <c>compgen</c> share.</summary>
internal sealed class CompletionArguments
{
    /// <summary>The names of <c>-o</c>, in the order bash prints them.</summary>
    public static readonly string[] OptionNames = ["bashdefault", "default", "dirnames", "filenames", "noquote", "nosort", "nospace", "plusdirs"];

    /// <summary>The actions that have a letter, in the order bash prints them.</summary>
    public static readonly (char Letter, string Name)[] Letters =
    [
        ('a', "alias"), ('b', "builtin"), ('c', "command"), ('d', "directory"), ('e', "export"), ('f', "file"), ('g', "group"), ('j', "job"),
        ('k', "keyword"), ('s', "service"), ('u', "user"), ('v', "variable"),
    ];

    /// <summary>The actions without a letter, in the order bash prints them.</summary>
    public static readonly string[] LongActions =
    [
        "arrayvar", "binding", "disabled", "enabled", "function", "helptopic", "hostname", "running", "setopt", "shopt", "signal", "stopped",
    ];

    private readonly HashSet<string> actions = new(StringComparer.Ordinal);
    private readonly HashSet<string> optionNames = new(StringComparer.Ordinal);

    public bool Print { get; private set; }

    public bool Remove { get; private set; }

    /// <summary>The special names of -D, -E and -I.</summary>
    public List<string> SpecialNames { get; } = [];

    public int Index { get; private set; }

    public CompletionSpecification Specification { get; private set; } = new();

    public bool HasSpecification { get; private set; }

    /// <summary>Reads the options; null where they are wrong, with the status.</summary>
    public static CompletionArguments? Read(BuiltinCall call, bool forComplete, Func<BuiltinOptions, int> refuse, out int status)
    {
        var result = new CompletionArguments();
        var spec = new CompletionSpecification();
        status = 0;
        var options = new BuiltinOptions(call, "abcdefgjko:prsuvA:G:W:P:S:X:F:C:" + (forComplete ? "DEI" : ""));
        while (options.Next(out char letter))
        {
            string value = options.Value ?? "";
            bool specifies = true;
            switch (letter)
            {
                case 'p' or 'r':
                    specifies = false;
                    result.Print |= letter == 'p';
                    result.Remove |= letter == 'r';
                    break;
                case 'D':
                    specifies = false;
                    result.SpecialNames.Add(CompletionTable.Default);
                    break;
                case 'E':
                    specifies = false;
                    result.SpecialNames.Add(CompletionTable.Empty);
                    break;
                case 'I':
                    specifies = false;
                    result.SpecialNames.Add(CompletionTable.Initial);
                    break;
                case 'o':
                    if (!OptionNames.Contains(value))
                    {
                        status = call.Fail($"{value}: invalid option name", 2);
                        return null;
                    }

                    result.optionNames.Add(value);
                    break;
                case 'A':
                    if (!LongActions.Contains(value) && !Array.Exists(Letters, l => l.Name == value))
                    {
                        status = call.Fail($"{value}: invalid action name", 2);
                        return null;
                    }

                    result.actions.Add(value);
                    break;
                case 'G':
                    spec = spec with { GlobPattern = value };
                    break;
                case 'W':
                    spec = spec with { WordList = value };
                    break;
                case 'P':
                    spec = spec with { Prefix = value };
                    break;
                case 'S':
                    spec = spec with { Suffix = value };
                    break;
                case 'X':
                    spec = spec with { Filter = value };
                    break;
                case 'F':
                    if (forComplete && (value.Length == 0 || value.AsSpan().IndexOfAny(" \t\n|&;()<>") >= 0))
                    {
                        status = call.Fail($"`{value}': not a valid identifier", 2);
                        return null;
                    }

                    spec = spec with { Function = value };
                    break;
                case 'C':
                    spec = spec with { Command = value };
                    break;
                default:
                    result.actions.Add(Array.Find(Letters, l => l.Letter == letter).Name);
                    break;
            }

            result.HasSpecification |= specifies;
        }

        if (!options.IsValid)
        {
            status = refuse(options);
            return null;
        }

        result.Index = options.Index;
        result.Specification = spec with { Actions = [.. result.actions], Options = [.. result.optionNames] };
        return result;
    }

    /// <summary>The command that makes the completion again, without the name.</summary>
    public static string Format(CompletionSpecification specification)
    {
        var text = new System.Text.StringBuilder("complete");
        foreach (string option in OptionNames)
        {
            if (specification.Options.Contains(option))
            {
                text.Append(" -o ").Append(option);
            }
        }

        foreach ((char letter, string name) in Letters)
        {
            if (specification.Actions.Contains(name))
            {
                text.Append(" -").Append(letter);
            }
        }

        foreach (string name in LongActions)
        {
            if (specification.Actions.Contains(name))
            {
                text.Append(" -A ").Append(name);
            }
        }

        Add('G', specification.GlobPattern);
        Add('W', specification.WordList);
        Add('P', specification.Prefix);
        Add('S', specification.Suffix);
        Add('X', specification.Filter);
        Add('C', specification.Command);
        if (specification.Function is { } function)
        {
            text.Append(" -F ").Append(function);
        }

        return text.ToString();

        void Add(char letter, string? value)
        {
            if (value is not null)
            {
                text.Append(" -").Append(letter).Append(' ').Append(Text.ShellQuoting.SingleQuote(value));
            }
        }
    }

    /// <summary>A special name as its option, any other as it is.</summary>
    public static string Display(string name) => name switch
    {
        CompletionTable.Default => "-D",
        CompletionTable.Empty => "-E",
        CompletionTable.Initial => "-I",
        "" => "''",
        _ => name,
    };
}
