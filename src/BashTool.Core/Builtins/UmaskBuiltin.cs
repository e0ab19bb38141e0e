using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Display or set file mode mask.</summary>
public sealed class UmaskBuiltin : Builtin
{
    public override string Synopsis => "[-p] [-S] [mode]";

    public override string Summary => "Display or set file mode mask.";

    public override string Details => """
        Options:
          -p	print in a form that can be read back
          -S	print symbolically
        """;

    public override int Run(BuiltinCall call)
    {
        bool symbolic = false;
        bool reusable = false;
        var options = new BuiltinOptions(call, "Sp");
        while (options.Next(out char option))
        {
            symbolic |= option == 'S';
            reusable |= option == 'p';
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        if (options.Index < call.Count)
        {
            string mode = call[options.Index];
            int mask;
            if (mode.Length > 0 && char.IsAsciiDigit(mode[0]))
            {
                if (!TryOctal(mode, out mask))
                {
                    return call.Fail($"{mode}: octal number out of range");
                }
            }
            else
            {
                string? problem = ParseSymbolic(mode, ~call.State.Umask & 0x1FF, out int bits);
                if (problem is not null)
                {
                    return call.Fail(problem);
                }

                mask = ~bits & 0x1FF;
            }

            call.State.Umask = mask & 0x1FF;
            if (symbolic)
            {
                call.WriteLine(Symbolic(call.State.Umask));
            }

            return 0;
        }

        string text = symbolic ? Symbolic(call.State.Umask) : Convert.ToString(call.State.Umask, 8).PadLeft(4, '0');
        call.WriteLine(reusable ? $"umask {(symbolic ? "-S " : "")}{text}" : text);
        return 0;
    }

    private static bool TryOctal(string text, out int value)
    {
        value = 0;
        foreach (char c in text)
        {
            if (c is < '0' or > '7')
            {
                return false;
            }

            value = (value * 8) + (c - '0');
            if (value > 0xFFF)
            {
                return false;
            }
        }

        return true;
    }

    private static string Symbolic(int mask)
    {
        int allowed = ~mask & 0x1FF;
        return $"u={Bits(allowed >> 6)},g={Bits(allowed >> 3)},o={Bits(allowed)}";

        static string Bits(int bits) => $"{((bits & 4) != 0 ? "r" : "")}{((bits & 2) != 0 ? "w" : "")}{((bits & 1) != 0 ? "x" : "")}";
    }

    // chmod's syntax without the copying of permissions; the message where it is wrong.
    private static string? ParseSymbolic(string mode, int bits, out int result)
    {
        result = bits;
        int at = 0;
        while (true)
        {
            int who = 0;
            for (; at < mode.Length && mode[at] is 'a' or 'g' or 'o' or 'u'; at++)
            {
                who |= mode[at] switch
                {
                    'u' => 0x1C0,
                    'g' => 0x38,
                    'o' => 7,
                    _ => 0x1FF,
                };
            }

            char op = at < mode.Length ? mode[at] : '\0';
            if (op is not ('+' or '-' or '='))
            {
                return $"`{op}': invalid symbolic mode operator";
            }

            at++;
            int permissions = 0;
            for (; at < mode.Length && mode[at] is 'r' or 'w' or 'x'; at++)
            {
                permissions |= mode[at] switch
                {
                    'r' => 0x124,
                    'w' => 0x92,
                    _ => 0x49,
                };
            }

            if (at < mode.Length && mode[at] != ',')
            {
                return $"`{mode[at]}': invalid symbolic mode character";
            }

            if (who == 0)
            {
                who = 0x1FF;
            }

            permissions &= who;
            result = op switch
            {
                '+' => result | permissions,
                '-' => result & ~permissions,
                _ => (result & ~who) | permissions,
            };
            if (at == mode.Length)
            {
                return null;
            }

            at++;
        }
    }
}
