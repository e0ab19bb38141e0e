using BashTool.Core.CommandModel;
using BashTool.Core.Files;

namespace BashTool.Core.Interpreter;

/// <summary>What a command name means.</summary>
public enum CommandLocationKind
{
    Alias,
    Keyword,
    Function,
    Builtin,

    /// <summary>A command of the catalog, shown under <c>/usr/bin</c>.</summary>
    InProcess,

    /// <summary>A file: a program of the host or a script.</summary>
    File,
}

/// <summary>Where a command name leads.</summary>
public sealed record CommandLocation(CommandLocationKind Kind, string Name)
{
    public ShellFunction? Function { get; init; }

    public Builtin? Builtin { get; init; }

    public BashCommand? Command { get; init; }

    /// <summary>The text of an alias.</summary>
    public string? AliasText { get; init; }

    /// <summary>The path of a file or in-process command, as <c>type -p</c> shows it.</summary>
    public string? Path { get; init; }

    /// <summary>Found through the <c>hash</c> table.</summary>
    /// <summary>It is there but may not be run.</summary>
    public bool IsRefused { get; init; }

    public bool IsHashed { get; init; }
}
