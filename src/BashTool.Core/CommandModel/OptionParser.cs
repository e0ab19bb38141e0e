using BashTool.Core.Text;

namespace BashTool.Core.CommandModel;

/// <summary>Parses arguments as getopt_long(3) does, with its messages.</summary>
internal static class OptionParser
{
    public static ParsedArguments Parse(CommandSpec spec, IReadOnlyList<string> arguments, Action<OptionUse>? accept = null, bool stopsAtOperand = false)
    {
        var parsed = new ParsedArguments { Accept = accept };
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (argument.Length < 2 || argument[0] != '-' || (spec.NegativeNumbersAreOperands && char.IsAsciiDigit(argument[1])))
            {
                parsed.Operands.Add(argument);
                if (spec.Permutes && !stopsAtOperand)
                {
                    continue;
                }

                i++;
            }
            else if (argument == "--")
            {
                i++;
                parsed.EndOptions();
            }
            else if (argument[1] == '-')
            {
                ParseLong(spec, parsed, arguments, ref i);
                continue;
            }
            else
            {
                ParseLetters(spec, parsed, arguments, ref i);
                continue;
            }

            for (; i < arguments.Count; i++)
            {
                parsed.Operands.Add(arguments[i]);
            }
        }

        return parsed;
    }

    private static void ParseLong(CommandSpec spec, ParsedArguments parsed, IReadOnlyList<string> arguments, ref int i)
    {
        string argument = arguments[i];
        int equals = argument.IndexOf('=');
        string name = equals < 0 ? argument[2..] : argument[2..equals];
        string? value = equals < 0 ? null : argument[(equals + 1)..];
        Option option = spec.FindLongName(name) ?? FindAbbreviated(spec, name, argument);
        int position = i;
        string full = option.LongNames.FirstOrDefault(n => n.StartsWith(name, StringComparison.Ordinal)) ?? name;
        switch (option.Value)
        {
            case OptionValue.None when value is not null:
                throw new UsageException($"option '--{full}' doesn't allow an argument");
            case OptionValue.Required when value is null:
                if (++i >= arguments.Count)
                {
                    throw new UsageException($"option '--{full}' requires an argument");
                }

                value = arguments[i];
                break;
        }

        Accept(parsed, option, value, '\0', position);
    }

    private static Option FindAbbreviated(CommandSpec spec, string name, string argument)
    {
        List<string> candidates = [.. spec.LongNamesStartingWith(name)];
        if (candidates.Count == 0 || name.Length == 0)
        {
            throw new UsageException($"unrecognized option '{argument}'");
        }

        Option first = spec.FindLongName(candidates[0])!;
        if (candidates.TrueForAll(c => spec.FindLongName(c) == first))
        {
            return first;
        }

        string possibilities = string.Join(' ', candidates.Select(c => $"'--{c}'"));
        throw new UsageException($"option '{argument}' is ambiguous; possibilities: {possibilities}");
    }

    private static void ParseLetters(CommandSpec spec, ParsedArguments parsed, IReadOnlyList<string> arguments, ref int i)
    {
        string argument = arguments[i];
        for (int at = 1; at < argument.Length; at++)
        {
            char letter = argument[at];
            Option option = spec.FindLetter(letter) ?? throw new UsageException($"invalid option -- '{FirstByte(argument, at)}'");
            if (option.Value == OptionValue.None)
            {
                Accept(parsed, option, null, letter, i);
                continue;
            }

            int position = i;
            string? value = at + 1 < argument.Length ? argument[(at + 1)..] : null;
            if (value is null && option.Value == OptionValue.Required)
            {
                if (++i >= arguments.Count)
                {
                    throw new UsageException($"option requires an argument -- '{letter}'");
                }

                value = arguments[i];
            }

            Accept(parsed, option, value, letter, position);
            return;
        }
    }

    // getopt(3) looks at bytes.
    private static string FirstByte(string argument, int at)
    {
        if (argument[at] < 0x80)
        {
            return argument[at].ToString();
        }

        byte[] bytes = EscapedUtf8.Encode(argument.AsSpan(at, Math.Min(argument.Length - at, 2)));
        return ((char)(0xDC00 + bytes[0])).ToString();
    }

    private static void Accept(ParsedArguments parsed, Option option, string? value, char letter, int position)
    {
        if (option.Unsupported is not null)
        {
            string spelling = letter == '\0' ? "--" + option.LongNames[0] : "-" + letter;
            throw new UsageException($"option '{spelling}' is not supported: {option.Unsupported}") { IsUnsupported = true };
        }

        parsed.Add(option, value, letter, position);
    }
}
