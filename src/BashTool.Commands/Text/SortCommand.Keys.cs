namespace BashTool.Commands.Text;

/// <content>The syntax of keys, today's and the historic <c>+1 -2</c>.</content>
public sealed partial class SortCommand
{
    // F[.C][OPTS][,F[.C][OPTS]]
    private static SortKey ParseKey(string text, bool isObsolescent)
    {
        var key = new SortKey { IsObsolescent = isObsolescent };
        int at = 0;
        key.StartField = ReadPosition(text, ref at, "invalid number at field start");
        if (key.StartField-- == 0)
        {
            throw BadKey("field number is zero", text);
        }

        if (at < text.Length && text[at] == '.')
        {
            at++;
            key.StartCharacter = ReadPosition(text, ref at, "invalid number after '.'");
            if (key.StartCharacter-- == 0)
            {
                throw BadKey("character offset is zero", text);
            }
        }

        ReadOrders(text, ref at, key, true);
        if (at < text.Length && text[at] == ',')
        {
            at++;
            key.EndField = ReadPosition(text, ref at, "invalid number after ','");
            if (key.EndField-- == 0)
            {
                throw BadKey("field number is zero", text);
            }

            if (at < text.Length && text[at] == '.')
            {
                at++;
                key.EndCharacter = ReadPosition(text, ref at, "invalid number after '.'");
            }

            ReadOrders(text, ref at, key, false);
        }

        return at == text.Length ? key : throw BadKey("stray character in field spec", text);
    }

    private static long ReadPosition(string text, ref int at, string complaint)
    {
        int start = at;
        long value = 0;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            value = value > (long.MaxValue / 10) - 1 ? long.MaxValue / 10 : (value * 10) + (text[at] - '0');
            at++;
        }

        return at > start
            ? value
            : throw new CommandException($"{complaint}: invalid count at start of {GnuQuoting.Quote(text[start..])}", Trouble);
    }

    private static void ReadOrders(string text, ref int at, SortKey key, bool atStart)
    {
        while (at < text.Length && SetOrder(key, text[at], atStart, !atStart))
        {
            at++;
        }
    }

    private static bool SetOrder(SortKey key, char letter, bool start, bool end)
    {
        switch (letter)
        {
            case 'b':
                key.SkipsStartBlanks |= start;
                key.SkipsEndBlanks |= end;
                break;
            case 'd':
                key.Dictionary = true;
                break;
            case 'f':
                key.FoldsCase = true;
                break;
            case 'g':
                key.General = true;
                break;
            case 'h':
                key.Human = true;
                break;
            case 'i':
                key.PrintableOnly = true;
                break;
            case 'M':
                key.Month = true;
                break;
            case 'n':
                key.Numeric = true;
                break;
            case 'R':
                key.Random = true;
                break;
            case 'r':
                key.Reverse = true;
                break;
            case 'V':
                key.Version = true;
                break;
            default:
                return false;
        }

        return true;
    }

    private static CommandException BadKey(string complaint, string text) =>
        new($"{complaint}: invalid field specification {GnuQuoting.Quote(text)}", Trouble);

    // sort +1.2n -3 becomes sort -k 2.3n,3
    private static IReadOnlyList<string> Modernize(IReadOnlyList<string> arguments)
    {
        List<string>? result = null;
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (argument == "--")
            {
                result?.AddRange(arguments.Skip(i));
                break;
            }

            if (argument.Length < 2 || argument[0] != '+' || !char.IsAsciiDigit(argument[1])
                || !TryPosition(argument, out long field, out long character, out string orders))
            {
                // An option's value is not a key: -o +1
                bool takesValue = argument.Length == 2 && argument[0] == '-' && "kotST".Contains(argument[1]);
                result?.Add(argument);
                if (takesValue && i + 1 < arguments.Count)
                {
                    i++;
                    result?.Add(arguments[i]);
                }

                continue;
            }

            result ??= [.. arguments.Take(i)];
            string key = $"{field + 1}.{character + 1}{orders}";
            if (i + 1 < arguments.Count && arguments[i + 1].Length > 1 && arguments[i + 1][0] == '-' && char.IsAsciiDigit(arguments[i + 1][1])
                && TryPosition(arguments[i + 1], out long endField, out long endCharacter, out string endOrders))
            {
                key += endCharacter > 0 ? $",{endField + 1}.{endCharacter}{endOrders}" : $",{Math.Max(1, endField)}{endOrders}";
                i++;
            }

            result.Add("---obsolescent-key=" + key);
        }

        return result ?? arguments;
    }

    private static bool TryPosition(string text, out long field, out long character, out string orders)
    {
        int at = 1;
        character = 0;
        orders = "";
        field = Digits(text, ref at);
        if (at < text.Length && text[at] == '.')
        {
            at++;
            character = Digits(text, ref at);
        }

        orders = text[at..];
        return orders.AsSpan().IndexOfAnyExcept("bdfghiMnRrV") < 0;
    }

    private static long Digits(string text, ref int at)
    {
        long value = 0;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            value = Math.Min(int.MaxValue, (value * 10) + (text[at++] - '0'));
        }

        return value;
    }
}
