using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Awk;

/// <summary><c>gensub</c>.</summary>
internal sealed class AwkGeneralSubstitution(AwkPattern pattern, AwkExpression replacement, AwkExpression which, AwkExpression target) : AwkExpression
{
    public override bool IsText => true;

    public override AwkValue Evaluate(AwkMachine machine) => new(Text(machine));

    public override AwkString Text(AwkMachine machine)
    {
        PosixRegex regex = pattern.Get(machine);
        AwkString with = replacement.Text(machine);
        AwkValue how = which.Evaluate(machine);
        AwkString whole = target.Text(machine);
        AwkString selector = machine.ToText(how);
        bool all = selector.Length > 0 && (selector.Span[0] | 0x20) == 'g';
        double number = 1;
        if (!all)
        {
            number = Math.Truncate(machine.ToNumber(how));
            if (!(number >= 1))
            {
                machine.Warn($"gensub: third argument `{selector}' treated as 1");
                number = 1;
            }
        }

        ReadOnlySpan<byte> text = whole.Span;
        Span<RegexGroup> groups = stackalloc RegexGroup[10];
        groups = groups[..Math.Min(10, regex.GroupCount + 1)];
        var output = new AwkBuffer(text.Length + with.Length + 16);
        int count = 0;
        int copied = 0;
        int afterMatch = -1;
        int from = 0;
        while (from <= text.Length && regex.TryFind(text, from, groups))
        {
            RegexGroup match = groups[0];
            if (match.Length > 0 || match.Start != afterMatch)
            {
                count++;
                afterMatch = match.End;
                if (all || count == number)
                {
                    output.Append(text[copied..match.Start]);
                    AppendReplacement(output, with.Span, text, groups);
                    copied = match.End;
                    if (!all)
                    {
                        break;
                    }
                }
            }

            from = match.End;
            if (match.Length == 0)
            {
                if (from >= text.Length)
                {
                    break;
                }

                from++;
            }
        }

        if (copied == 0 && output.Length == 0)
        {
            return whole;
        }

        output.Append(text[copied..]);
        return output.ToText();
    }

    private static void AppendReplacement(AwkBuffer output, ReadOnlySpan<byte> replacement, ReadOnlySpan<byte> text, ReadOnlySpan<RegexGroup> groups)
    {
        for (int i = 0; i < replacement.Length; i++)
        {
            byte b = replacement[i];
            int group = -1;
            if (b == '&')
            {
                group = 0;
            }
            else if (b == '\\' && i + 1 < replacement.Length)
            {
                b = replacement[++i];
                group = char.IsAsciiDigit((char)b) ? b - '0' : -1;
            }

            if (group < 0)
            {
                output.Append(b);
            }
            else if (group < groups.Length && groups[group].Success)
            {
                output.Append(text.Slice(groups[group].Start, groups[group].Length));
            }
        }
    }
}
