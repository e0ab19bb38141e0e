namespace BashTool.Core.CommandModel;

/// <summary>Whether an option takes a value.</summary>
public enum OptionValue
{
    None,
    Required,

    /// <summary>Only when attached: <c>-i.bak</c>, <c>--color=auto</c>.</summary>
    Optional,
}

/// <summary>An option of a command, declared once with its spec and used as a typed handle into the parsed arguments.</summary>
public sealed class Option
{
    internal Option(int index, string letters, string[] longNames, OptionValue value, string? valueName, string description)
    {
        Index = index;
        Letters = letters;
        LongNames = longNames;
        Value = value;
        ValueName = valueName;
        Description = description;
    }

    /// <summary>The option's letters, each usable after one dash; most have one or none.</summary>
    public string Letters { get; }

    /// <summary>The long names without dashes.</summary>
    public IReadOnlyList<string> LongNames { get; }

    public OptionValue Value { get; }

    /// <summary>What help calls the value, such as <c>NUM</c>.</summary>
    public string? ValueName { get; }

    public string Description { get; }

    /// <summary>Why the option is recognised but not implemented; null if it is.</summary>
    public string? Unsupported { get; internal set; }

    /// <summary>Left out of help: an old spelling.</summary>
    public bool Hidden { get; internal set; }

    internal int Index { get; }

    /// <summary>The option as a message names it: <c>-n</c>, else <c>--lines</c>.</summary>
    public string Display => Letters.Length > 0 ? "-" + Letters[0] : "--" + LongNames[0];
}
