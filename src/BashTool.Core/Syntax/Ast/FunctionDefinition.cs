namespace BashTool.Core.Syntax.Ast;

/// <summary><c>name () compound-command</c>. Redirections that follow the body belong to the body.</summary>
public sealed class FunctionDefinition : Command
{
    public FunctionDefinition()
        : base(CommandKind.Function)
    {
    }

    public required string Name { get; init; }

    /// <summary>The name was written with quotes or expansions, which the definition refuses when it is run.</summary>
    public bool IsNameQuoted { get; init; }

    /// <summary>The body, with the redirections that apply at each call.</summary>
    public required Command Body { get; init; }

    /// <summary>Whether the definition was written with the word <c>function</c>.</summary>
    public bool HasFunctionKeyword { get; init; }

    /// <summary>The definition as it was written.</summary>
    public string SourceText { get; init; } = "";
}
