namespace BashTool.Core.CommandModel;

/// <summary>Who may run a command in place of our own where a strategy prefers real tools.</summary>
public enum GitBashUse
{
    Allowed,
    Always,
    Never,
}

/// <summary>An example that help shows and a test runs.</summary>
public sealed record CommandExample(string Command, string Explanation);

/// <summary>
/// What a command takes and does, declared once. Options are added with <see cref="Flag"/>, <see cref="Required"/> and
/// <see cref="Optional"/>, which return the handles that <see cref="ParsedArguments"/> is asked with.
/// </summary>
public sealed class CommandSpec(string name)
{
    private readonly List<Option> options = [];
    private readonly Dictionary<char, Option> byLetter = [];
    private readonly Dictionary<string, Option> byLongName = new(StringComparer.Ordinal);
    private Option? help;
    private Option? version;

    public string Name { get; } = name;

    /// <summary>One line: what it does.</summary>
    public required string Summary { get; init; }

    /// <summary>What follows the name in the usage lines, one each, such as <c>[OPTION]... [FILE]...</c>.</summary>
    public required string[] Usage { get; init; }

    /// <summary>What help says after the options.</summary>
    public string? Notes { get; init; }

    /// <summary>The status for a usage error: 1, or 2 for grep, ls, sort and their like, 125 for env and timeout.</summary>
    public int UsageStatus { get; init; } = 1;

    /// <summary>False where the first operand ends the options (<c>env</c>, <c>xargs</c>); GNU tools mostly permute.</summary>
    public bool Permutes { get; init; } = true;

    /// <summary>True for commands whose arguments are a language of their own (<c>expr</c>, <c>find</c>, <c>echo</c>): <see cref="Parse(CommandContext, Action{OptionUse})"/> is not used.</summary>
    public bool ParsesOwnArguments { get; init; }

    /// <summary>True if an operand such as <c>-5</c> is data and not an option.</summary>
    public bool NegativeNumbersAreOperands { get; init; }

    /// <summary>The command keeps or reorders whole lines, and passes the objects behind them on.</summary>
    public bool KeepsLines { get; init; }

    /// <summary>The command writes files or changes the system: plans and <c>-WhatIf</c> show it.</summary>
    public bool Writes { get; init; }

    public GitBashUse GitBash { get; init; }

    /// <summary>What stands behind the name in the first line of <c>--version</c> of what the command imitates
    /// (<c>(GNU coreutils) 9.1</c>, <c>from util-linux 2.38.1</c>), or all of that line (<c>GNU Awk 5.2.1</c>).</summary>
    public string Imitates { get; init; } = "(GNU coreutils) 9.1";

    public IReadOnlyList<CommandExample> Examples { get; init; } = [];

    /// <summary>What differs from the real command or is missing, one sentence each.</summary>
    public IReadOnlyList<string> Limitations { get; init; } = [];

    /// <summary>Rewrites historic forms (<c>head -5</c>, <c>tail +3</c>) before parsing.</summary>
    public Func<IReadOnlyList<string>, IReadOnlyList<string>>? Historic { get; init; }

    /// <summary>False for the few that have no <c>--help</c> and <c>--version</c> (<c>echo</c> and builtins have none).</summary>
    public bool HasStandardOptions { get; init; } = true;

    public IReadOnlyList<Option> Options => options;

    /// <summary>Declares an option without value: <c>Flag("n", "number", "number all output lines")</c>. Several letters or
    /// several long names separated by blanks are spellings of one option.</summary>
    public Option Flag(string letters, string longNames, string description) =>
        Add(letters, longNames, OptionValue.None, null, description);

    /// <summary>Declares an option without value that help leaves out: an old spelling.</summary>
    public Option HiddenFlag(string letters, string longNames)
    {
        Option option = Add(letters, longNames, OptionValue.None, null, "");
        option.Hidden = true;
        return option;
    }

    /// <summary>
    /// Declares the digits as option letters, which help leaves out: <c>-5</c>, <c>-n20</c>. <see cref="OptionUse.Letter"/> tells which it was.
    /// </summary>
    /// <param name="valueName">Where the first digit takes the rest of its argument as a value, what that is.</param>
    public Option Digits(string? valueName = null)
    {
        Option option = Add("0123456789", "", valueName is null ? OptionValue.None : OptionValue.Optional, valueName, "");
        option.Hidden = true;
        return option;
    }

    /// <summary>Declares an option with a value that help leaves out: an old spelling, or what <see cref="Historic"/> makes of one.</summary>
    public Option HiddenRequired(string letters, string longNames)
    {
        Option option = Add(letters, longNames, OptionValue.Required, "VALUE", "");
        option.Hidden = true;
        return option;
    }

    /// <summary>Declares an option with a required value.</summary>
    public Option Required(string letters, string longNames, string valueName, string description) =>
        Add(letters, longNames, OptionValue.Required, valueName, description);

    /// <summary>Declares an option whose value is optional and then attached.</summary>
    public Option Optional(string letters, string longNames, string valueName, string description) =>
        Add(letters, longNames, OptionValue.Optional, valueName, description);

    /// <summary>Declares an option that is recognised, is not implemented, and says so with the reason when used.</summary>
    public Option Unsupported(string letters, string longNames, OptionValue value, string description, string reason)
    {
        Option option = Add(letters, longNames, value, value == OptionValue.None ? null : "VALUE", description);
        option.Unsupported = reason;
        return option;
    }

    /// <summary>Parses a command's arguments (without its name).</summary>
    /// <exception cref="UsageException">An option is unknown, ambiguous or unsupported, or lacks its value.</exception>
    /// <param name="arguments">The arguments.</param>
    /// <param name="stopsAtOperand">No option stands behind an operand: POSIXLY_CORRECT.</param>
    public ParsedArguments Parse(IReadOnlyList<string> arguments, bool stopsAtOperand = false)
    {
        EnsureStandardOptions();
        return OptionParser.Parse(this, Historic is null ? arguments : Historic(arguments), stopsAtOperand: stopsAtOperand);
    }

    /// <summary>Parses a command's arguments; prints help or version and ends the command as soon as it meets the option that asks for it.</summary>
    /// <param name="context">What the command sees.</param>
    /// <param name="accept">Told of each option as it is read, so that a wrong value is reported before what stands behind it.</param>
    public ParsedArguments Parse(CommandContext context, Action<OptionUse>? accept = null)
    {
        EnsureStandardOptions();
        IReadOnlyList<string> arguments = Historic is null ? context.Arguments : Historic(context.Arguments);
        return OptionParser.Parse(this, arguments, use =>
        {
            if (help is not null && (use.Option == help || use.Option == version))
            {
                context.Output.Write(use.Option == help ? HelpText.Render(this, context.Name) : HelpText.Version(this, context.Name));
                throw new CommandFinished(0);
            }

            accept?.Invoke(use);
        }, context.Environment.Get("POSIXLY_CORRECT") is not null);
    }

    internal Option? FindLetter(char letter) => byLetter.GetValueOrDefault(letter);

    internal Option? FindLongName(string name) => byLongName.GetValueOrDefault(name);

    internal IEnumerable<string> LongNamesStartingWith(string prefix)
    {
        foreach (Option option in options)
        {
            foreach (string longName in option.LongNames)
            {
                if (longName.StartsWith(prefix, StringComparison.Ordinal))
                {
                    yield return longName;
                }
            }
        }
    }

    internal void EnsureStandardOptions()
    {
        if (!HasStandardOptions || help is not null)
        {
            return;
        }

        lock (options)
        {
            if (help is null)
            {
                version = byLongName.GetValueOrDefault("version") ?? Add("", "version", OptionValue.None, null, "output version information and exit");
                help = byLongName.GetValueOrDefault("help") ?? Add("", "help", OptionValue.None, null, "display this help and exit");
            }
        }
    }

    private Option Add(string letters, string longNames, OptionValue value, string? valueName, string description)
    {
        var option = new Option(options.Count, letters, longNames.Split(' ', StringSplitOptions.RemoveEmptyEntries), value, valueName, description);
        options.Add(option);
        foreach (char letter in letters)
        {
            byLetter.Add(letter, option);
        }

        foreach (string longName in option.LongNames)
        {
            byLongName.Add(longName, option);
        }

        return option;
    }
}
