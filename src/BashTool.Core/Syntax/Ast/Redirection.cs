namespace BashTool.Core.Syntax.Ast;

/// <summary>One redirection of a command.</summary>
public sealed class Redirection : SyntaxNode
{
    internal object? Annotation = null;

    /// <summary>The descriptor written before the operator, or null.</summary>
    public int? Descriptor { get; init; }

    /// <summary>The variable of <c>{name}&gt;file</c> (a name, or a name with a subscript), or null.</summary>
    public string? DescriptorVariable { get; init; }

    public required RedirectionOperator Operator { get; init; }

    /// <summary>The word after the operator; for a here-document, the delimiter as it was written.</summary>
    public required Word Target { get; init; }

    /// <summary>The here-document, for <see cref="RedirectionOperator.HereDocument"/>.</summary>
    public HereDocument? HereDocument { get; init; }

    /// <summary>The descriptor that is redirected when none is written: 0 or 1.</summary>
    public int EffectiveDescriptor => Descriptor ?? (Operator is RedirectionOperator.Input or RedirectionOperator.ReadWrite
        or RedirectionOperator.HereDocument or RedirectionOperator.HereString or RedirectionOperator.DuplicateInput ? 0 : 1);
}
