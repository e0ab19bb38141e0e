using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Awk;

/// <summary><c>sub</c> and <c>gsub</c>.</summary>
internal sealed class AwkSubstitution(AwkPattern pattern, AwkExpression replacement, AwkExpression target, bool isGlobal) : AwkOperators.Numeric
{
    public override double Number(AwkMachine machine)
    {
        PosixRegex regex;
        AwkString with;
        RegexGroup match;
        if (target is AwkVariables.Field field && pattern.Source is null && replacement.IsPure)
        {
            // Most records have no match: no text is made of them.
            regex = pattern.Get(machine);
            if (!regex.IsMatch(field.Bytes(machine)))
            {
                return 0;
            }
        }

        regex = pattern.Get(machine);
        with = replacement.Text(machine);
        AwkValue value = target.Evaluate(machine);
        AwkString whole = machine.ToText(value);
        ReadOnlySpan<byte> text = whole.Span;
        if (!regex.TryFind(text, 0, out match))
        {
            return 0;
        }

        var output = new AwkBuffer(text.Length + with.Length + 16);
        ReadOnlySpan<byte> replacing = with.Span;
        bool plain = replacing.IndexOfAny((byte)'&', (byte)'\\') < 0;
        int count = 0;
        int copied = 0;
        int afterMatch = -1;
        while (true)
        {
            if (match.Length > 0 || match.Start != afterMatch)
            {
                output.Append(text[copied..match.Start]);
                copied = match.Start;
                if (plain)
                {
                    output.Append(replacing);
                }
                else
                {
                    AppendReplacement(output, replacing, text.Slice(match.Start, match.Length));
                }

                copied = match.End;
                count++;
                afterMatch = match.End;
                if (!isGlobal)
                {
                    break;
                }
            }

            int from = match.End;
            if (match.Length == 0)
            {
                if (from >= text.Length)
                {
                    break;
                }

                from++;
                output.Append(text[copied..from]);
                copied = from;
            }

            if (from > text.Length || !regex.TryFind(text, from, out match))
            {
                break;
            }
        }

        output.Append(text[copied..]);
        if (target is AwkVariable variable)
        {
            variable.Assign(machine, new AwkValue(output.ToText(), value.Kind == AwkValueKind.Regex ? AwkValueKind.Regex : AwkValueKind.String));
        }

        return count;
    }

    private static void AppendReplacement(AwkBuffer output, ReadOnlySpan<byte> replacement, ReadOnlySpan<byte> match)
    {
        for (int i = 0; i < replacement.Length; i++)
        {
            byte b = replacement[i];
            ReadOnlySpan<byte> rest = replacement[i..];
            if (b == '&')
            {
                output.Append(match);
            }
            else if (b != '\\')
            {
                output.Append(b);
            }
            else
            {
                // Backslashes are halved before an ampersand, and only there.
                int run = rest.IndexOfAnyExcept((byte)'\\');
                run = run < 0 ? rest.Length : run;
                bool halved = run < rest.Length && rest[run] == '&';
                output.Append((byte)'\\', halved ? run / 2 : run);
                i += run - 1;
                if (halved && run % 2 != 0)
                {
                    output.Append((byte)'&');
                    i++;
                }
            }
        }
    }
}
