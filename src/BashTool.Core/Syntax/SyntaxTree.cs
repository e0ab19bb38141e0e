using System.Collections.Immutable;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>Goes through a tree without recursion: for planning, completion and checks.</summary>
public static class SyntaxTree
{
    /// <summary>The node and everything below it, in the order of the text; the commands inside substitutions too.</summary>
    public static IEnumerable<SyntaxNode> SelfAndDescendants(SyntaxNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var stack = new Stack<SyntaxNode>();
        var children = new List<SyntaxNode>();
        stack.Push(root);
        while (stack.TryPop(out SyntaxNode? node))
        {
            yield return node;
            children.Clear();
            AddChildren(node, children);
            for (int i = children.Count - 1; i >= 0; i--)
            {
                stack.Push(children[i]);
            }
        }
    }

    /// <summary>Adds the nodes directly below a node.</summary>
    public static void AddChildren(SyntaxNode node, List<SyntaxNode> children)
    {
        ArgumentNullException.ThrowIfNull(children);
        switch (node)
        {
            case Script script:
                Add(script.Commands, children);
                break;
            case CommandList list:
                Add(list.Items, children);
                break;
            case CommandListItem item:
                children.Add(item.Command);
                break;
            case Command command:
                AddCommand(command, children);
                Add(command.Redirections, children);
                break;
            case IfClause clause:
                children.Add(clause.Condition);
                children.Add(clause.Body);
                break;
            case CaseItem item:
                Add(item.Patterns, children);
                children.Add(item.Body);
                break;
            case Redirection redirection:
                children.Add(redirection.Target);
                Add(redirection.HereDocument, children);
                break;
            case HereDocument document:
                children.Add(document.Body);
                break;
            case Assignment assignment:
                Add(assignment.Subscript, children);
                Add(assignment.Value, children);
                Add(assignment.Array, children);
                break;
            case ArrayLiteral array:
                Add(array.Elements, children);
                break;
            case ArrayElement element:
                Add(element.Subscript, children);
                children.Add(element.Value);
                break;
            case Subscript subscript:
                children.Add(subscript.Word);
                break;
            case AssignmentWord word:
                children.Add(word.Assignment);
                break;
            case Word word:
                Add(word.Parts, children);
                break;
            case WordPart part:
                AddPart(part, children);
                break;
            case ArithmeticSource source:
                children.Add(source.Word);
                break;
            case ConditionalExpression expression:
                AddConditional(expression, children);
                break;
        }
    }

    private static void AddCommand(Command command, List<SyntaxNode> children)
    {
        switch (command)
        {
            case SimpleCommand simple:
                Add(simple.Assignments, children);
                Add(simple.Words, children);
                break;
            case Pipeline pipeline:
                Add(pipeline.Commands, children);
                break;
            case AndOrList list:
                Add(list.Commands, children);
                break;
            case Subshell subshell:
                children.Add(subshell.Body);
                break;
            case BraceGroup group:
                children.Add(group.Body);
                break;
            case IfCommand command1:
                Add(command1.Clauses, children);
                Add(command1.Else, children);
                break;
            case WhileCommand loop:
                children.Add(loop.Condition);
                children.Add(loop.Body);
                break;
            case ForCommand loop:
                Add(loop.Words ?? [], children);
                children.Add(loop.Body);
                break;
            case SelectCommand loop:
                Add(loop.Words ?? [], children);
                children.Add(loop.Body);
                break;
            case ArithmeticForCommand loop:
                Add(loop.Initializer, children);
                Add(loop.Condition, children);
                Add(loop.Step, children);
                children.Add(loop.Body);
                break;
            case CaseCommand command1:
                children.Add(command1.Word);
                Add(command1.Items, children);
                break;
            case ArithmeticCommand arithmetic:
                children.Add(arithmetic.Expression);
                break;
            case ConditionalCommand conditional:
                children.Add(conditional.Expression);
                break;
            case FunctionDefinition function:
                children.Add(function.Body);
                break;
            case Coproc coproc:
                children.Add(coproc.Body);
                break;
        }
    }

    private static void AddPart(WordPart part, List<SyntaxNode> children)
    {
        switch (part)
        {
            case DoubleQuotedPart quotes:
                Add(quotes.Parts, children);
                break;
            case ParameterExpansion parameter:
                Add(parameter.Subscript, children);
                Add(parameter.Operand, children);
                Add(parameter.Replacement, children);
                Add(parameter.Offset, children);
                Add(parameter.Length, children);
                break;
            case CommandSubstitution command:
                children.Add(command.Body);
                break;
            case ProcessSubstitution process:
                children.Add(process.Body);
                break;
            case ArithmeticExpansion arithmetic:
                children.Add(arithmetic.Expression);
                break;
            case BraceExpansion brace:
                Add(brace.Alternatives, children);
                break;
        }
    }

    private static void AddConditional(ConditionalExpression expression, List<SyntaxNode> children)
    {
        switch (expression)
        {
            case ConditionalAnd and:
                children.Add(and.Left);
                children.Add(and.Right);
                break;
            case ConditionalOr or:
                children.Add(or.Left);
                children.Add(or.Right);
                break;
            case ConditionalNot not:
                children.Add(not.Operand);
                break;
            case ConditionalGroup group:
                children.Add(group.Expression);
                break;
            case ConditionalWord word:
                children.Add(word.Word);
                break;
            case ConditionalUnary unary:
                children.Add(unary.Operand);
                break;
            case ConditionalBinary binary:
                children.Add(binary.Left);
                children.Add(binary.Right);
                break;
        }
    }

    private static void Add(SyntaxNode? node, List<SyntaxNode> children)
    {
        if (node is not null)
        {
            children.Add(node);
        }
    }

    private static void Add<T>(ImmutableArray<T> nodes, List<SyntaxNode> children)
        where T : SyntaxNode
    {
        foreach (T node in nodes)
        {
            children.Add(node);
        }
    }
}
