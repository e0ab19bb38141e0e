namespace BashTool.Commands.Files;

/// <summary>A change of permissions as <c>chmod</c> reads it: <c>755</c>, <c>u+rwx,go-w</c>, <c>a=rX</c>, <c>g=u</c>, <c>+t</c>.</summary>
internal sealed class ModeChange
{
    public const int SetUser = 0x800;
    public const int SetGroup = 0x400;
    public const int Sticky = 0x200;
    private const int SpecialBits = 0xE00;
    private const int AllBits = 0xFFF;
    private const int AllX = 0x49;

    private readonly List<Step> steps = [];

    private ModeChange()
    {
    }

    /// <summary>Reads a mode; null where it is none.</summary>
    public static ModeChange? Parse(string text)
    {
        var change = new ModeChange();
        if (text.Length > 0 && text[0] is >= '0' and <= '7')
        {
            int mode = 0;
            foreach (char c in text)
            {
                if (c is < '0' or > '7')
                {
                    return null;
                }

                mode = (mode * 8) + c - '0';
                if (mode > AllBits)
                {
                    return null;
                }
            }

            // Digits leave a directory's setuid and setgid alone unless there are more than four of them.
            int mentioned = text.Length < 5 ? (mode & (SetUser | SetGroup)) | Sticky | 0x1FF : AllBits;
            change.steps.Add(new Step('=', 0xFFF, mode, mentioned, false, false));
            return change;
        }

        int at = 0;
        while (true)
        {
            if (!change.ParseClause(text, ref at))
            {
                return null;
            }

            if (at == text.Length)
            {
                return change;
            }

            if (text[at++] != ',')
            {
                return null;
            }
        }
    }

    /// <summary>The permissions after the change.</summary>
    /// <param name="umask">Limits clauses without <c>u g o a</c>.</param>
    public int Apply(int oldMode, bool isDirectory, int umask) => Apply(oldMode, isDirectory, umask, out _);

    /// <summary>The same, telling which bits were mentioned.</summary>
    public int Apply(int oldMode, bool isDirectory, int umask, out int mentioned)
    {
        int mode = oldMode & AllBits;
        mentioned = 0;
        foreach (Step step in steps)
        {
            int omit = isDirectory ? (SetUser | SetGroup) & ~step.Mentioned : 0;
            int value = step.Value;
            if (step.Copies)
            {
                int from = value & mode;
                value = ((from & 0x124) != 0 ? 0x124 : 0) | ((from & 0x92) != 0 ? 0x92 : 0) | ((from & AllX) != 0 ? AllX : 0);
            }
            else if (step.ConditionalX && (isDirectory || (mode & AllX) != 0))
            {
                value |= AllX;
            }

            value &= (step.Affected != 0 ? step.Affected : ~umask) & ~omit;
            switch (step.Operator)
            {
                case '=':
                {
                    int preserved = (step.Affected != 0 ? ~step.Affected : 0) | omit;
                    mentioned |= AllBits & ~preserved;
                    mode = (mode & preserved) | value;
                    break;
                }

                case '+':
                    mentioned |= value;
                    mode |= value;
                    break;
                default:
                    mentioned |= value;
                    mode &= ~value;
                    break;
            }
        }

        return mode & AllBits;
    }

    /// <summary>True for a change like <c>-rwx</c> that the umask kept from doing what it says.</summary>
    public static bool IsHeldBack(int asked, int done) => (asked & ~done) != 0;

    private bool ParseClause(string text, ref int at)
    {
        int affected = 0;
        for (; at < text.Length; at++)
        {
            int bits = text[at] switch
            {
                'u' => SetUser | 0x1C0,
                'g' => SetGroup | 0x38,
                'o' => Sticky | 7,
                'a' => AllBits,
                _ => 0,
            };
            if (bits == 0)
            {
                break;
            }

            affected |= bits;
        }

        if (at == text.Length || text[at] is not ('=' or '+' or '-'))
        {
            return false;
        }

        while (at < text.Length && text[at] is '=' or '+' or '-')
        {
            if (!ParseOperation(text, ref at, affected))
            {
                return false;
            }
        }

        return true;
    }

    private bool ParseOperation(string text, ref int at, int affected)
    {
        char operation = text[at++];
        if (at < text.Length && text[at] is >= '0' and <= '7')
        {
            int octal = 0;
            while (at < text.Length && text[at] is >= '0' and <= '7')
            {
                octal = (octal * 8) + text[at++] - '0';
                if (octal > AllBits)
                {
                    return false;
                }
            }

            if (affected != 0 || (at < text.Length && text[at] != ','))
            {
                return false;
            }

            steps.Add(new Step(operation, AllBits, octal, AllBits, false, false));
            return true;
        }

        if (at < text.Length && text[at] is 'u' or 'g' or 'o')
        {
            int copied = text[at++] switch
            {
                'u' => 0x1C0,
                'g' => 0x38,
                _ => 7,
            };
            steps.Add(new Step(operation, affected, copied, Mentioned(affected, copied), true, false));
            return true;
        }

        int value = 0;
        bool conditional = false;
        for (; at < text.Length; at++)
        {
            switch (text[at])
            {
                case 'r':
                    value |= 0x124;
                    continue;
                case 'w':
                    value |= 0x92;
                    continue;
                case 'x':
                    value |= AllX;
                    continue;
                case 'X':
                    conditional = true;
                    continue;
                case 's':
                    value |= SetUser | SetGroup;
                    continue;
                case 't':
                    value |= Sticky;
                    continue;
            }

            break;
        }

        steps.Add(new Step(operation, affected, value, Mentioned(affected, value), false, conditional));
        return true;

        // Which of setuid and setgid a directory shall not keep.
        int Mentioned(int who, int bits) => who != 0 ? who & bits & SpecialBits : bits & SpecialBits;
    }

    private readonly record struct Step(char Operator, int Affected, int Value, int Mentioned, bool Copies, bool ConditionalX);
}
