using System.Globalization;

namespace BashTool.Commands.Text;

/// <summary>The names of split's files, one after the other.</summary>
internal sealed class SplitNames
{
    private readonly string alphabet;
    private readonly string additional;
    private readonly bool widens;
    private string prefix;
    private int[]? digits;
    private readonly int length;
    private readonly string? start;

    public SplitNames(string prefix, SplitPlan plan)
    {
        this.prefix = prefix;
        alphabet = plan.Alphabet;
        additional = plan.AdditionalSuffix;
        start = plan.Start;
        widens = start is null;
        int needed = 0;
        if (plan.Kind is SplitKind.Chunks or SplitKind.ChunksOfLines or SplitKind.RoundRobin)
        {
            ulong last = plan.Size - 1;
            if (start is not null && ulong.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out ulong from) && from < plan.Size)
            {
                last += from;
            }

            do
            {
                needed++;
                last /= (ulong)alphabet.Length;
            }
            while (last > 0);
            widens = false;
        }

        if (plan.SuffixLength > 0)
        {
            if (plan.SuffixLength < needed)
            {
                throw new CommandException($"the suffix length needs to be at least {needed}");
            }

            widens = false;
            length = plan.SuffixLength;
        }
        else
        {
            length = Math.Max(2, needed);
        }

        if (start is not null && start.Length > length)
        {
            throw new UsageException("numerical suffix start value is too large for the suffix length");
        }
    }

    public string Next()
    {
        if (digits is null)
        {
            digits = new int[length];
            for (int i = 0; i < (start?.Length ?? 0); i++)
            {
                // A digit that a later option's alphabet lacks stands for its last.
                int digit = alphabet.IndexOf(start![i], StringComparison.Ordinal);
                digits[length - start.Length + i] = digit < 0 ? alphabet.Length - 1 : digit;
            }

            if (start is not null)
            {
                return string.Concat(prefix, start.PadLeft(length, alphabet[0]), additional);
            }
        }
        else
        {
            int at = digits.Length - 1;
            while (true)
            {
                digits[at]++;
                if (at == 0 && widens && digits[0] == alphabet.Length - 1)
                {
                    // What begins with the last letter is longer, so that the names stay in order.
                    prefix += alphabet[^1];
                    digits = new int[digits.Length + 1];
                    break;
                }

                if (digits[at] < alphabet.Length)
                {
                    break;
                }

                digits[at] = 0;
                if (--at < 0)
                {
                    throw new CommandException("output file suffixes exhausted");
                }
            }
        }

        return string.Concat(prefix, string.Create(digits.Length, (digits, alphabet), static (span, state) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = state.alphabet[state.digits[i]];
            }
        }), additional);
    }
}
