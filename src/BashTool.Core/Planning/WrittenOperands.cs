using BashTool.Core.CommandModel;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Planning;

/// <summary>Which words of a command name files that it would change.</summary>
internal static class WrittenOperands
{
    private enum Rule
    {
        All,
        AllButFirst,
        Last,
        Archives,
    }

    private static readonly Dictionary<string, Rule> Rules = new(StringComparer.Ordinal)
    {
        ["rm"] = Rule.All, ["rmdir"] = Rule.All, ["unlink"] = Rule.All, ["mkdir"] = Rule.All, ["mkfifo"] = Rule.All, ["touch"] = Rule.All,
        ["tee"] = Rule.All, ["truncate"] = Rule.All, ["shred"] = Rule.All, ["mv"] = Rule.All, ["sponge"] = Rule.All,
        ["chmod"] = Rule.AllButFirst, ["chown"] = Rule.AllButFirst, ["chgrp"] = Rule.AllButFirst,
        ["cp"] = Rule.Last, ["install"] = Rule.Last, ["ln"] = Rule.Last, ["rsync"] = Rule.Last, ["scp"] = Rule.Last,
        ["gzip"] = Rule.Archives, ["gunzip"] = Rule.Archives, ["bzip2"] = Rule.Archives, ["bunzip2"] = Rule.Archives, ["xz"] = Rule.Archives,
        ["unxz"] = Rule.Archives, ["zstd"] = Rule.Archives,
    };

    /// <summary>Options whose value is a file that is written.</summary>
    private static readonly Dictionary<string, string[]> OutputOptions = new(StringComparer.Ordinal)
    {
        ["sort"] = ["-o", "--output"],
        ["curl"] = ["-o", "--output"],
        ["wget"] = ["-O", "--output-document"],
        ["cp"] = ["-t", "--target-directory"],
        ["mv"] = ["-t", "--target-directory"],
        ["ln"] = ["-t", "--target-directory"],
        ["install"] = ["-t", "--target-directory"],
        ["tar"] = ["-C", "--directory"],
        ["unzip"] = ["-d"],
        ["shuf"] = ["-o", "--output"],
        ["find"] = ["-fprint", "-fprint0", "-fls"],
        ["gcc"] = ["-o"],
        ["patch"] = ["-o", "--output"],
    };

    /// <summary>The words that are written, with the part of each that is the path.</summary>
    public static IEnumerable<(Word Word, int PathStart)> Find(CommandUse use, CommandSpec? spec)
    {
        string name = use.Name![(use.Name!.LastIndexOf('/') + 1)..];
        if (OutputOptions.TryGetValue(name, out string[]? options))
        {
            foreach ((Word, int) found in OptionValues(use.Arguments, options))
            {
                yield return found;
            }
        }

        if (name == "dd")
        {
            foreach (Word word in use.Arguments)
            {
                if (word.Text.StartsWith("of=", StringComparison.Ordinal))
                {
                    yield return (word, 3);
                }
            }

            yield break;
        }

        List<Word> operands = Operands(use.Arguments, spec);
        if (name == "sed")
        {
            if (use.HasLetter('i') || HasLong(use, "--in-place"))
            {
                bool scriptIsOption = HasLong(use, "--expression") || HasLong(use, "--file") || use.HasWord("-e") || use.HasWord("-f");
                for (int i = scriptIsOption ? 0 : 1; i < operands.Count; i++)
                {
                    yield return (operands[i], 0);
                }
            }

            yield break;
        }

        if (!Rules.TryGetValue(name, out Rule rule))
        {
            yield break;
        }

        if (rule == Rule.Archives && (use.HasLetter('c') || use.HasLetter('l') || use.HasLetter('t') || HasLong(use, "--stdout")))
        {
            yield break;
        }

        int first = rule switch
        {
            Rule.AllButFirst when !HasLong(use, "--reference") => 1,
            Rule.Last => use.HasLetter('t') ? operands.Count : Math.Max(0, operands.Count - 1),
            _ => 0,
        };
        for (int i = first; i < operands.Count; i++)
        {
            yield return (operands[i], 0);
        }
    }

    /// <summary>The words that are neither options nor values of options, as far as the declaration tells.</summary>
    public static List<Word> Operands(IReadOnlyList<Word> arguments, CommandSpec? spec)
    {
        List<Word> operands = [];
        for (int i = 0; i < arguments.Count; i++)
        {
            string text = arguments[i].LiteralText ?? arguments[i].Text;
            if (text == "--")
            {
                for (i++; i < arguments.Count; i++)
                {
                    operands.Add(arguments[i]);
                }

                break;
            }

            if (text.Length < 2 || text[0] != '-')
            {
                operands.Add(arguments[i]);
                continue;
            }

            if (spec is not null && TakesNextWord(spec, text))
            {
                i++;
            }
        }

        return operands;
    }

    private static bool TakesNextWord(CommandSpec spec, string text)
    {
        if (text[1] == '-')
        {
            return !text.Contains('=') && spec.FindLongName(text[2..]) is { Value: OptionValue.Required };
        }

        for (int i = 1; i < text.Length; i++)
        {
            Option? option = spec.FindLetter(text[i]);
            if (option is null || option.Value != OptionValue.None)
            {
                return option is { Value: OptionValue.Required } && i == text.Length - 1;
            }
        }

        return false;
    }

    private static IEnumerable<(Word Word, int PathStart)> OptionValues(IReadOnlyList<Word> arguments, string[] options)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            string text = arguments[i].Text;
            foreach (string option in options)
            {
                if (text == option && i + 1 < arguments.Count)
                {
                    yield return (arguments[i + 1], 0);
                }
                else if (option.StartsWith("--", StringComparison.Ordinal) && text.Length > option.Length && text[option.Length] == '='
                    && text.StartsWith(option, StringComparison.Ordinal))
                {
                    yield return (arguments[i], option.Length + 1);
                }
            }
        }
    }

    private static bool HasLong(CommandUse use, string option)
    {
        foreach (Word word in use.Arguments)
        {
            if (word.Text == option || (word.Text.StartsWith(option, StringComparison.Ordinal) && word.Text[option.Length] == '='))
            {
                return true;
            }
        }

        return false;
    }
}
