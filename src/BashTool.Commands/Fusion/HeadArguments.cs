using System.Globalization;

namespace BashTool.Commands.Fusion;

/// <summary>The plain arguments of <c>head</c> and <c>tail</c>: a number of lines, and at most one file.</summary>
internal readonly record struct HeadArguments(long Lines, bool FromStart, string? File)
{
    private const long Usual = 10;

    /// <summary>Reads them; false where there is anything else among them.</summary>
    public static bool TryRead(IReadOnlyList<string> arguments, out HeadArguments read)
    {
        read = default;
        long lines = Usual;
        bool fromStart = false;
        bool given = false;
        string? file = null;
        for (int i = 0; i < arguments.Count; i++)
        {
            string word = arguments[i];
            string? number = word switch
            {
                "-n" when i + 1 < arguments.Count => arguments[++i],
                _ when word.StartsWith("--lines=", StringComparison.Ordinal) => word[8..],
                _ when word.StartsWith("-n", StringComparison.Ordinal) && word.Length > 2 => word[2..],
                _ when word.Length > 1 && word[0] == '-' && char.IsAsciiDigit(word[1]) => word[1..],
                _ => null,
            };
            if (number is not null)
            {
                bool plus = number.StartsWith('+');
                if (given || !long.TryParse(plus ? number.AsSpan(1) : number, NumberStyles.None, CultureInfo.InvariantCulture, out lines))
                {
                    return false;
                }

                given = true;
                fromStart = plus;
                continue;
            }

            if (word.Length == 0 || word[0] == '-' || file is not null)
            {
                return false;
            }

            file = word;
        }

        read = new HeadArguments(lines, fromStart, file);
        return true;
    }
}
