namespace BashTool.Commands.Files;

/// <summary>The numbers of <c>dd</c>: <c>2x3k</c>, <c>1M</c>, <c>512c</c>, <c>4kB</c>; with a B they can count bytes.</summary>
internal readonly record struct DdNumber(long Value, bool HasB)
{
    private enum Trouble
    {
        None,
        Invalid,
        TooLarge,
    }

    public static DdNumber Read(CommandContext context, string text, long least, long most)
    {
        Trouble trouble = Product(context, text, out long value);
        if (trouble == Trouble.None)
        {
            trouble = value < least ? Trouble.Invalid : value > most ? Trouble.TooLarge : Trouble.None;
        }

        if (trouble != Trouble.None)
        {
            string reason = trouble == Trouble.TooLarge ? $": {FileError.EOVERFLOW.Describe()}" : "";
            throw new CommandException($"invalid number: {LocaleQuoting.Quote(text)}{reason}");
        }

        return new DdNumber(value, text.Contains('B', StringComparison.Ordinal));
    }

    private static Trouble Product(CommandContext context, ReadOnlySpan<char> text, out long product)
    {
        product = 1;
        bool overflow = false;
        while (true)
        {
            ReadOnlySpan<char> rest = text;
            if (!TryFactor(ref rest, out long factor, out bool tooLarge) || !(rest.IsEmpty || rest[0] == 'x'))
            {
                return Trouble.Invalid;
            }

            if (factor == 0 && !rest.IsEmpty && text.StartsWith("0x"))
            {
                context.Complain($"warning: {LocaleQuoting.Quote("0x")} is a zero multiplier; use {LocaleQuoting.Quote("00x")} if that is intended");
            }

            Int128 next = (Int128)product * factor;
            overflow = (overflow || tooLarge || next > long.MaxValue) && next != 0;
            product = overflow ? long.MaxValue : (long)next;
            if (rest.IsEmpty)
            {
                return overflow ? Trouble.TooLarge : Trouble.None;
            }

            text = rest[1..];
            if (text.Contains('x'))
            {
                return Trouble.Invalid;
            }
        }
    }

    // Digits, a suffix that multiplies (alone it stands for one of itself), and maybe a B.
    private static bool TryFactor(ref ReadOnlySpan<char> rest, out long value, out bool tooLarge)
    {
        rest = rest.TrimStart(" \t\n\v\f\r");
        rest = rest.StartsWith('+') ? rest[1..] : rest;
        UInt128 number = 0;
        tooLarge = false;
        value = 0;
        int digits = 0;
        for (; digits < rest.Length && char.IsAsciiDigit(rest[digits]); digits++)
        {
            number = (number * 10) + (uint)(rest[digits] - '0');
            tooLarge |= number > ulong.MaxValue;
            number = tooLarge ? ulong.MaxValue : number;
        }

        rest = rest[digits..];
        bool hasUnit = !rest.IsEmpty && "bcwEGkKMPTYZ".Contains(rest[0], StringComparison.Ordinal);
        if (digits == 0 && !hasUnit)
        {
            return false;
        }

        number = digits == 0 ? 1 : number;
        char last = '0';
        if (hasUnit)
        {
            int length = 1, power = rest[0] switch { 'k' or 'K' => 1, 'M' => 2, 'G' => 3, 'T' => 4, 'P' => 5, 'E' => 6, 'Z' => 7, 'Y' => 8, _ => 0 };
            uint unit = rest[0] switch { 'b' => 512, 'w' => 2, 'c' => 1, _ => 1024 };
            if (power > 0 && rest.Length > 1 && rest[1] is 'B' or 'D')
            {
                unit = 1000;
                length = 2;
            }
            else if (power > 0 && rest[1..].StartsWith("iB"))
            {
                length = 3;
            }

            for (int i = power == 0 ? 1 : power; i > 0; i--)
            {
                number *= unit;
                tooLarge |= number > ulong.MaxValue;
                number = tooLarge ? ulong.MaxValue : number;
            }

            last = rest[length - 1];
            rest = rest[length..];
        }

        if (rest is "B" && last != 'B')
        {
            rest = default;
        }

        tooLarge |= number > long.MaxValue;
        value = tooLarge ? long.MaxValue : (long)number;
        return true;
    }
}
