namespace BashTool.Core.CommandModel;

/// <summary>An option as it was given: which, and with what value.</summary>
public sealed record OptionUse(Option Option, string? Value)
{
    /// <summary>Whether it was given by a long name.</summary>
    public bool IsLong => Letter == '\0';

    /// <summary>The letter it was given by; NUL for a long name.</summary>
    public char Letter { get; init; }

    /// <summary>The index of the argument that it stands in.</summary>
    public int Position { get; init; }

    /// <summary>The option as a message about its value names it: by the kind of name that was given.</summary>
    public string Display => IsLong && Option.LongNames.Count > 0 ? "--" + Option.LongNames[0] : Option.Display;
}

/// <summary>A command's arguments after parsing.</summary>
public sealed class ParsedArguments
{
    private readonly List<OptionUse> uses = [];
    private ulong given;
    private int dashes = int.MaxValue;

    /// <summary>What is not an option, in order.</summary>
    public List<string> Operands { get; } = [];

    /// <summary>How many of the operands stand before <c>--</c>; all of them where there is none.</summary>
    public int OperandsBeforeDashes => Math.Min(dashes, Operands.Count);

    /// <summary>All options in the order given.</summary>
    public IReadOnlyList<OptionUse> Uses => uses;

    public bool Has(Option option) => option.Index < 64 ? (given & (1UL << option.Index)) != 0 : Count(option) > 0;

    /// <summary>The value of the option's last use; null if it was not given or has none.</summary>
    public string? Value(Option option)
    {
        if (Has(option))
        {
            for (int i = uses.Count - 1; i >= 0; i--)
            {
                if (uses[i].Option == option)
                {
                    return uses[i].Value;
                }
            }
        }

        return null;
    }

    /// <summary>The values of all uses of the option, in order.</summary>
    public List<string> Values(Option option)
    {
        var values = new List<string>();
        foreach (OptionUse use in uses)
        {
            if (use.Option == option && use.Value is not null)
            {
                values.Add(use.Value);
            }
        }

        return values;
    }

    /// <summary>How often the option was given.</summary>
    public int Count(Option option)
    {
        int count = 0;
        foreach (OptionUse use in uses)
        {
            if (use.Option == option)
            {
                count++;
            }
        }

        return count;
    }

    /// <summary>Of several options that exclude each other, the one given last; null if none was.</summary>
    public Option? LastOf(params ReadOnlySpan<Option> options)
    {
        for (int i = uses.Count - 1; i >= 0; i--)
        {
            if (options.Contains(uses[i].Option))
            {
                return uses[i].Option;
            }
        }

        return null;
    }

    /// <summary>Told of each option as soon as it is read, before those behind it are looked at.</summary>
    internal Action<OptionUse>? Accept { get; init; }

    internal void EndOptions() => dashes = Operands.Count;

    internal void Add(Option option, string? value, char letter, int position)
    {
        var use = new OptionUse(option, value) { Letter = letter, Position = position };
        Accept?.Invoke(use);
        uses.Add(use);
        if (option.Index < 64)
        {
            given |= 1UL << option.Index;
        }
    }
}
