using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Expansion;

/// <summary>A parameter as <c>${...}</c> names it, or as the value of another variable does (<c>${!x}</c>).</summary>
internal readonly record struct ParameterReference(ParameterKind Kind, string Name, int Position, Subscript? Subscript)
{
    public ParameterReference(ParameterExpansion parameter)
        : this(parameter.ParameterKind, parameter.Name, parameter.Position, parameter.Subscript)
    {
    }

    /// <summary><c>$@</c>, <c>$*</c>, <c>${a[@]}</c> or <c>${a[*]}</c>.</summary>
    public bool IsList => Subscript is null ? Kind == ParameterKind.Special && (Name is "@" or "*") : Subscript.Kind != SubscriptKind.Element;

    /// <summary>The list is joined inside quotes.</summary>
    public bool IsStar => Subscript is null ? Name == "*" : Subscript.Kind == SubscriptKind.Star;

    public bool IsPositionalList => Subscript is null && Kind == ParameterKind.Special && (Name is "@" or "*");

    /// <summary>As messages name it: <c>x</c>, <c>$1</c>, <c>a[1]</c>.</summary>
    public override string ToString() =>
        Kind != ParameterKind.Variable ? "$" + Name : Subscript is null ? Name : $"{Name}[{Subscript.Text}]";
}
