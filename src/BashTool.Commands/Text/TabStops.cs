namespace BashTool.Commands.Text;

/// <summary>The tab stops of <c>expand</c> and <c>unexpand</c>: every N columns, or a list with what comes after its end.</summary>
internal sealed class TabStops
{
    private readonly List<long> stops = [];
    private long every;
    private long increment;
    private bool ended;

    /// <summary>True where behind the last stop there is none.</summary>
    public bool IsLimited => every == 0 && increment == 0 && stops.Count > 0;

    /// <summary>Adds what an option said: <c>4</c>, <c>1,9,17</c>, <c>4,/8</c>, <c>1,+8</c>.</summary>
    public void Add(string text)
    {
        int i = 0;
        while (i < text.Length)
        {
            if (text[i] is ',' or ' ' or '\t')
            {
                i++;
                continue;
            }

            char kind = ' ';
            int start = i;
            while (i < text.Length && text[i] is '/' or '+' && i < text.Length)
            {
                kind = text[i++];
            }

            long value = 0;
            int digits = i;
            while (i < text.Length && char.IsAsciiDigit(text[i]))
            {
                value = value > long.MaxValue / 100
                    ? throw new CommandException($"tab stop is too large {GnuQuoting.Quote(text[digits..])}")
                    : (value * 10) + text[i++] - '0';
            }

            if (i == digits || (i < text.Length && text[i] is not (',' or ' ' or '\t')))
            {
                throw new CommandException(i > digits && i < text.Length && text[i] is '/' or '+'
                    ? $"'{text[i]}' specifier not at start of number: {GnuQuoting.Quote(text[i..])}"
                    : $"tab size contains invalid character(s): {GnuQuoting.Quote(text[(i == digits ? digits : i)..])}");
            }

            if (ended)
            {
                throw new CommandException($"'{(every > 0 ? '/' : '+')}' specifier only allowed with the last value");
            }

            if (kind == '/')
            {
                every = value;
                ended = true;
            }
            else if (kind == '+')
            {
                increment = value;
                ended = true;
            }
            else
            {
                stops.Add(value);
            }
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

        if (stops.Count == 0 && every == 0 && increment == 0)
        {
            every = 8;
        }
        else if (stops.Count == 1 && !ended)
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
}
