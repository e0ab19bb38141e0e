namespace BashTool.Commands.Text;

/// <summary>A list of numbers and ranges such as <c>1,3-5,7-</c>, as <c>cut</c> takes it.</summary>
internal sealed class FieldList
{
    private readonly List<(ulong First, ulong Last)> ranges;

    private FieldList(List<(ulong First, ulong Last)> ranges) => this.ranges = ranges;

    /// <summary>The ranges in order; none overlap.</summary>
    public IReadOnlyList<(ulong First, ulong Last)> Ranges => ranges;

    /// <summary>Reads a list of fields or of byte positions.</summary>
    /// <exception cref="UsageException">It is not a list, in GNU's words.</exception>
    public static FieldList Parse(string text, bool ofFields, bool complement, bool allowsDash = false)
    {
        var ranges = new List<(ulong First, ulong Last)>();
        ulong value = 0;
        ulong first = 1;
        bool left = false;
        bool right = false;
        bool dash = false;
        int digits = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i < text.Length ? text[i] : '\0';
            if (c == '-' && i < text.Length)
            {
                digits = -1;
                if (dash)
                {
                    throw new UsageException(ofFields ? "invalid field range" : "invalid byte or character range");
                }

                if (left && value == 0)
                {
                    throw NumberedFromOne(ofFields);
                }

                dash = true;
                first = left ? value : 1;
                value = 0;
            }
            else if (i == text.Length || c is ',' or ' ' or '\t')
            {
                digits = -1;
                if (!dash)
                {
                    ranges.Add(value != 0 ? (value, value) : throw NumberedFromOne(ofFields));
                }
                else if (!left && !right && !allowsDash)
                {
                    throw new UsageException("invalid range with no endpoint: -");
                }
                else if (right && value < first)
                {
                    throw new UsageException("invalid decreasing range");
                }
                else
                {
                    ranges.Add((first, right ? value : ulong.MaxValue));
                }

                dash = left = right = false;
                value = 0;
            }
            else if (char.IsAsciiDigit(c))
            {
                digits = digits < 0 ? i : digits;
                left |= !dash;
                right |= dash;
                ulong digit = (ulong)(c - '0');
                if (value > (ulong.MaxValue - digit) / 10 || (value * 10) + digit == ulong.MaxValue)
                {
                    int end = digits;
                    while (end < text.Length && char.IsAsciiDigit(text[end]))
                    {
                        end++;
                    }

                    string number = GnuQuoting.Quote(text[digits..end]);
                    throw new UsageException(ofFields ? $"field number {number} is too large" : $"byte/character offset {number} is too large");
                }

                value = (value * 10) + digit;
            }
            else
            {
                string rest = GnuQuoting.Quote(text[i..]);
                throw new UsageException(ofFields ? $"invalid field value {rest}" : $"invalid byte/character position {rest}");
            }
        }

        ranges.Sort();
        var merged = new List<(ulong First, ulong Last)>();
        foreach ((ulong First, ulong Last) range in ranges)
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last)
            {
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            }
            else
            {
                merged.Add(range);
            }
        }

        return new FieldList(complement ? Complement(merged) : merged);
    }

    private static UsageException NumberedFromOne(bool ofFields) =>
        new(ofFields ? "fields are numbered from 1" : "byte/character positions are numbered from 1");

    private static List<(ulong First, ulong Last)> Complement(List<(ulong First, ulong Last)> ranges)
    {
        var result = new List<(ulong First, ulong Last)>();
        ulong next = 1;
        foreach ((ulong first, ulong last) in ranges)
        {
            if (first > next)
            {
                result.Add((next, first - 1));
            }

            if (last == ulong.MaxValue)
            {
                return result;
            }

            next = last + 1;
        }

        result.Add((next, ulong.MaxValue));
        return result;
    }
}
