using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>
/// Visits every node of a tree in the order of the text. An override that still wants the children calls its base. What nests too
/// deeply for the stack is left out, and <see cref="IsIncomplete"/> says so.
/// </summary>
public abstract class SyntaxWalker
{
    /// <summary>Whether a part of the tree was left out.</summary>
    public bool IsIncomplete { get; private set; }

    public virtual void VisitScript(Script script)
    {
        foreach (CommandList list in script.Commands)
        {
            VisitList(list);
        }
    }

    public virtual void VisitList(CommandList list)
    {
        foreach (CommandListItem item in list.Items)
        {
            VisitItem(item);
        }
    }

    public virtual void VisitItem(CommandListItem item) => VisitCommand(item.Command);

    public virtual void VisitCommand(Command command)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            IsIncomplete = true;
            return;
        }

        switch (command)
        {
            case SimpleCommand simple:
                VisitSimple(simple);
                break;
            case Pipeline pipeline:
                VisitPipeline(pipeline);
                break;
            case AndOrList list:
                VisitAndOr(list);
                break;
            case Subshell subshell:
                VisitSubshell(subshell);
                break;
            case BraceGroup group:
                VisitList(group.Body);
                break;
            case IfCommand conditional:
                VisitIf(conditional);
                break;
            case WhileCommand loop:
                VisitWhile(loop);
                break;
            case ForCommand loop:
                VisitFor(loop);
                break;
            case ArithmeticForCommand loop:
                VisitArithmeticFor(loop);
                break;
            case CaseCommand choice:
                VisitCase(choice);
                break;
            case SelectCommand menu:
                VisitSelect(menu);
                break;
            case ArithmeticCommand arithmetic:
                VisitArithmetic(arithmetic.Expression);
                break;
            case ConditionalCommand conditional:
                VisitConditional(conditional.Expression);
                break;
            case FunctionDefinition function:
                VisitFunction(function);
                break;
            case Coproc coproc:
                VisitCoproc(coproc);
                break;
        }

        // Those of a simple command are its own business: they stand among its words.
        if (command.Kind != CommandKind.Simple)
        {
            VisitRedirections(command);
        }
    }

    public virtual void VisitSimple(SimpleCommand command)
    {
        foreach (Assignment assignment in command.Assignments)
        {
            VisitAssignment(assignment);
        }

        VisitWords(command.Words);
        VisitRedirections(command);
    }

    public virtual void VisitPipeline(Pipeline pipeline)
    {
        foreach (Command command in pipeline.Commands)
        {
            VisitCommand(command);
        }
    }

    public virtual void VisitAndOr(AndOrList list)
    {
        foreach (Command command in list.Commands)
        {
            VisitCommand(command);
        }
    }

    public virtual void VisitSubshell(Subshell subshell) => VisitList(subshell.Body);

    public virtual void VisitIf(IfCommand command)
    {
        foreach (IfClause clause in command.Clauses)
        {
            VisitList(clause.Condition);
            VisitList(clause.Body);
        }

        if (command.Else is { } otherwise)
        {
            VisitList(otherwise);
        }
    }

    public virtual void VisitWhile(WhileCommand loop)
    {
        VisitList(loop.Condition);
        VisitList(loop.Body);
    }

    public virtual void VisitFor(ForCommand loop)
    {
        VisitWords(loop.Words ?? []);
        VisitList(loop.Body);
    }

    public virtual void VisitArithmeticFor(ArithmeticForCommand loop)
    {
        VisitArithmetic(loop.Initializer);
        VisitArithmetic(loop.Condition);
        VisitArithmetic(loop.Step);
        VisitList(loop.Body);
    }

    public virtual void VisitCase(CaseCommand command)
    {
        VisitWord(command.Word);
        foreach (CaseItem item in command.Items)
        {
            VisitWords(item.Patterns);
            VisitList(item.Body);
        }
    }

    public virtual void VisitSelect(SelectCommand menu)
    {
        VisitWords(menu.Words ?? []);
        VisitList(menu.Body);
    }

    public virtual void VisitFunction(FunctionDefinition function) => VisitCommand(function.Body);

    public virtual void VisitCoproc(Coproc coproc) => VisitCommand(coproc.Body);

    public virtual void VisitRedirection(Redirection redirection)
    {
        if (redirection.HereDocument is { } document)
        {
            VisitWord(document.Body);
        }
        else
        {
            VisitWord(redirection.Target);
        }
    }

    public virtual void VisitAssignment(Assignment assignment)
    {
        VisitSubscript(assignment.Subscript);
        if (assignment.Value is { } value)
        {
            VisitWord(value);
        }

        if (assignment.Array is { } array)
        {
            foreach (ArrayElement element in array.Elements)
            {
                VisitSubscript(element.Subscript);
                VisitWord(element.Value);
            }
        }
    }

    public virtual void VisitWord(Word word)
    {
        if (word is AssignmentWord assignment)
        {
            VisitAssignment(assignment.Assignment);
            return;
        }

        VisitParts(word.Parts);
    }

    public virtual void VisitPart(WordPart part)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            IsIncomplete = true;
            return;
        }

        switch (part)
        {
            case DoubleQuotedPart quoted:
                VisitParts(quoted.Parts);
                break;
            case CommandSubstitution substitution:
                VisitCommandSubstitution(substitution);
                break;
            case ProcessSubstitution substitution:
                VisitProcessSubstitution(substitution);
                break;
            case ParameterExpansion parameter:
                VisitParameter(parameter);
                break;
            case ArithmeticExpansion arithmetic:
                VisitArithmetic(arithmetic.Expression);
                break;
            case BraceExpansion brace:
                VisitWords(brace.Alternatives);
                break;
        }
    }

    public virtual void VisitCommandSubstitution(CommandSubstitution substitution)
    {
        if (substitution.InputFile is { } file)
        {
            VisitRedirection(file);
        }
        else
        {
            VisitList(substitution.Body);
        }
    }

    public virtual void VisitProcessSubstitution(ProcessSubstitution substitution) => VisitList(substitution.Body);

    public virtual void VisitParameter(ParameterExpansion parameter)
    {
        VisitSubscript(parameter.Subscript);
        VisitArithmetic(parameter.Offset);
        VisitArithmetic(parameter.Length);
        if (parameter.Operand is { } operand)
        {
            VisitWord(operand);
        }

        if (parameter.Replacement is { } replacement)
        {
            VisitWord(replacement);
        }
    }

    /// <summary>The expansions in an arithmetic expression.</summary>
    public virtual void VisitArithmetic(ArithmeticSource? expression)
    {
        if (expression is not null)
        {
            VisitWord(expression.Word);
        }
    }

    public virtual void VisitConditional(ConditionalExpression expression)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            IsIncomplete = true;
            return;
        }

        switch (expression)
        {
            case ConditionalAnd both:
                VisitConditional(both.Left);
                VisitConditional(both.Right);
                break;
            case ConditionalOr either:
                VisitConditional(either.Left);
                VisitConditional(either.Right);
                break;
            case ConditionalNot not:
                VisitConditional(not.Operand);
                break;
            case ConditionalGroup group:
                VisitConditional(group.Expression);
                break;
            case ConditionalBinary binary:
                VisitWord(binary.Left);
                VisitWord(binary.Right);
                break;
            case ConditionalUnary unary:
                VisitWord(unary.Operand);
                break;
            case ConditionalWord word:
                VisitWord(word.Word);
                break;
        }
    }

    private void VisitSubscript(Subscript? subscript)
    {
        if (subscript is { Kind: SubscriptKind.Element })
        {
            VisitWord(subscript.Word);
        }
    }

    private void VisitWords(ImmutableArray<Word> words)
    {
        foreach (Word word in words)
        {
            VisitWord(word);
        }
    }

    private void VisitParts(ImmutableArray<WordPart> parts)
    {
        foreach (WordPart part in parts)
        {
            VisitPart(part);
        }
    }

    private void VisitRedirections(Command command)
    {
        foreach (Redirection redirection in command.Redirections)
        {
            VisitRedirection(redirection);
        }
    }
}
