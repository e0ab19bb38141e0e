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
        AwkString whole = target.Text(machine);
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

                from += machine.Bytes ? 1 : AwkCharacters.LengthAt(text, from);
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
            variable.Assign(machine, new AwkValue(output.ToText()));
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
            else if (rest.StartsWith("\\&"u8))
            {
                output.Append((byte)'&');
                i++;
            }
            else if (rest.StartsWith("\\\\&"u8))
            {
                output.Append((byte)'\\');
                output.Append(match);
                i += 2;
            }
            else if (rest.StartsWith("\\\\\\&"u8))
            {
                output.AppendAscii("\\&");
                i += 3;
            }
            else
            {
                output.Append(b);
            }
        }
    }
}
