namespace BashTool.Commands.Text;

/// <summary>The tab stops of <c>expand</c> and <c>unexpand</c>: every N columns, or a list with what comes after its end.</summary>
internal sealed class TabStops
{
    private readonly List<long> stops = [];
    private long every;
    private long increment;

    /// <summary>True where behind the last stop there is none.</summary>
    public bool IsLimited => every == 0 && increment == 0 && stops.Count > 0;

    /// <summary>Adds what an option said: <c>4</c>, <c>1,9,17</c>, <c>4,/8</c>, <c>1,+8</c>.</summary>
    public void Add(string text, CommandContext context)
    {
        bool ok = true;
        bool hasValue = false;
        long value = 0;
        char kind = ' ';
        for (int i = 0; i < text.Length && ok; i++)
        {
            char c = text[i];
            if (c is ',' or ' ' or '\t')
            {
                ok = !hasValue || Take(kind, value, context);
                hasValue = false;
            }
            else if (c is '/' or '+')
            {
                if (hasValue)
                {
                    context.Complain($"'{c}' specifier not at start of number: {GnuQuoting.Quote(text[i..])}");
                    ok = false;
                }

                kind = c;
            }
            else if (char.IsAsciiDigit(c))
            {
                value = hasValue ? value : 0;
                hasValue = true;
                if (value > (long.MaxValue - 9) / 10)
                {
                    int start = text.AsSpan(0, i).LastIndexOfAnyExceptInRange('0', '9') + 1;
                    int length = text.AsSpan(start).IndexOfAnyExceptInRange('0', '9');
                    context.Complain($"tab stop is too large {GnuQuoting.Quote(length < 0 ? text[start..] : text.Substring(start, length))}");
                    ok = false;
                    break;
                }

                value = (value * 10) + c - '0';
            }
            else
            {
                context.Complain($"tab size contains invalid character(s): {GnuQuoting.Quote(text[i..])}");
                ok = false;
            }
        }

        if (!ok || (hasValue && !Take(kind, value, context)))
        {
            throw new CommandFinished(1);
        }
    }

    /// <summary>Checks the list when all options are read.</summary>
    public void Finish()
    {
        long before = 0;
        foreach (long stop in stops)
        {
            if (stop == 0)
            {
                throw new CommandException("tab size cannot be 0");
            }

            if (stop <= before)
            {
                throw new CommandException("tab sizes must be ascending");
            }

            before = stop;
        }

        if (every > 0 && increment > 0)
        {
            throw new CommandException("'/' specifier is mutually exclusive with '+'");
        }

        if (stops.Count == 0 && every == 0 && increment == 0)
        {
            every = 8;
        }
        else if (stops.Count == 1 && every == 0 && increment == 0)
        {
            every = stops[0];
            stops.Clear();
        }
        else if (stops.Count == 0 && increment > 0)
        {
            every = increment;
            increment = 0;
        }
    }

    /// <summary>The next stop behind a column; -1 if there is none.</summary>
    public long After(long column)
    {
        foreach (long stop in stops)
        {
            if (stop > column)
            {
                return stop;
            }
        }

        if (every > 0)
        {
            return column + every - (column % every);
        }

        if (increment > 0)
        {
            long last = stops[^1];
            return column + increment - ((column - last) % increment);
        }

        return -1;
    }

    // One stop of a list; false if it cannot be.
    private bool Take(char kind, long value, CommandContext context)
    {
        if (kind == ' ')
        {
            stops.Add(value);
            return true;
        }

        bool again = kind == '/' ? every > 0 : increment > 0;
        if (again)
        {
            context.Complain($"'{kind}' specifier only allowed with the last value");
        }

        if (kind == '/')
        {
            every = value;
        }
        else
        {
            increment = value;
        }

        return !again;
    }
}
