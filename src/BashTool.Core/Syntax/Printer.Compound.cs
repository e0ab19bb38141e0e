using System.Collections.Immutable;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>Compound commands.</summary>
public sealed partial class Printer
{
    private void WriteNestedFunction(FunctionDefinition function)
    {
        _output.Append("function ").Append(function.Name).Append(" () \n");
        Indent();
        WriteFunctionBody(function.Body, "{ \n");
        if (function.Body is not BraceGroup { HasRedirections: true })
        {
            _wasHereDocument = false;
        }
    }

    private void WriteGroup(BraceGroup group)
    {
        _output.Append("{ ");
        if (_functionDepth == 0)
        {
            _skipIndentation++;
        }
        else
        {
            _output.Append('\n');
            _indentation += _step;
        }

        Write(group.Body);
        WriteDeferred("");
        if (_functionDepth > 0)
        {
            _output.Append('\n');
            _indentation -= _step;
            Indent();
        }
        else
        {
            Semicolon();
            _output.Append(' ');
        }

        _output.Append('}');
    }

    private void WriteIf(IfCommand command, int index)
    {
        EnsureStack();
        IfClause clause = command.Clauses[index];
        _output.Append("if ");
        _skipIndentation++;
        Write(clause.Condition);
        Semicolon();
        _output.Append(" then\n");
        _indentation += _step;
        Write(clause.Body);
        WriteDeferred("");
        _indentation -= _step;
        if (index + 1 < command.Clauses.Length || command.Else is not null)
        {
            Semicolon();
            NewLine("else\n");
            _indentation += _step;
            if (index + 1 < command.Clauses.Length)
            {
                EnterIndentation();
                WriteIf(command, index + 1);
            }
            else
            {
                Write(command.Else!);
            }

            WriteDeferred("");
            _indentation -= _step;
        }

        Semicolon();
        NewLine("fi");
    }

    private void WriteWhile(WhileCommand loop)
    {
        _output.Append(loop.IsUntil ? "until " : "while ");
        _skipIndentation++;
        Write(loop.Condition);
        WriteDeferred("");
        Semicolon();
        _output.Append(" do\n");
        _indentation += _step;
        Write(loop.Body);
        WriteDeferred("");
        _indentation -= _step;
        Semicolon();
        NewLine("done");
    }

    private void WriteLoop(string keyword, string name, ImmutableArray<Word>? words, CommandList body)
    {
        _output.Append(keyword).Append(' ').Append(name).Append(" in ");
        if (words is null)
        {
            _output.Append("\"$@\"");
        }
        else
        {
            Write(words.Value, " ");
        }

        _output.Append(';');
        WriteLoopBody(body);
    }

    private void WriteLoopBody(CommandList body)
    {
        NewLine("do\n");
        _indentation += _step;
        Write(body);
        WriteDeferred("");
        Semicolon();
        _indentation -= _step;
        NewLine("done");
    }

    private void WriteArithmeticFor(ArithmeticForCommand loop)
    {
        _output.Append("for ((");
        WriteForPart(loop.Initializer);
        _output.Append("; ");
        WriteForPart(loop.Condition);
        _output.Append("; ");
        WriteForPart(loop.Step);
        _output.Append("))");
        WriteLoopBody(loop.Body);
    }

    private void WriteForPart(ArithmeticSource? part)
    {
        if (part is null)
        {
            _output.Append('1');
        }
        else
        {
            Write(part.Word, part.Text);
        }
    }

    private void WriteCase(CaseCommand command)
    {
        _output.Append("case ");
        Write(command.Word);
        _output.Append(" in ");
        _indentation += _step;
        foreach (CaseItem item in command.Items)
        {
            NewLine("");
            Write(item.Patterns, " | ");
            _output.Append(")\n");
            _indentation += _step;
            if (!item.Body.IsEmpty)
            {
                Write(item.Body);
            }

            _indentation -= _step;
            WriteDeferred("");
            NewLine(item.Terminator switch
            {
                CaseTerminator.FallThrough => ";&",
                CaseTerminator.TestNext => ";;&",
                _ => ";;",
            });
        }

        _indentation -= _step;
        NewLine("esac");
    }

    private void Write(ImmutableArray<Word> words, string separator)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (i > 0)
            {
                _output.Append(separator);
            }

            Write(words[i]);
        }
    }

    private void Write(ConditionalExpression expression)
    {
        EnsureStack();
        bool negated = false;
        while (expression is ConditionalNot not)
        {
            negated = !negated;
            expression = not.Operand;
        }

        if (negated)
        {
            _output.Append("! ");
        }

        switch (expression)
        {
            case ConditionalAnd and:
                Write(and.Left);
                _output.Append(" && ");
                Write(and.Right);
                break;
            case ConditionalOr or:
                Write(or.Left);
                _output.Append(" || ");
                Write(or.Right);
                break;
            case ConditionalGroup group:
                _output.Append("( ");
                Write(group.Expression);
                _output.Append(" )");
                break;
            case ConditionalWord word:
                _output.Append("-n ");
                Write(word.Word);
                break;
            case ConditionalUnary unary:
                _output.Append('-').Append(unary.Operator).Append(' ');
                Write(unary.Operand);
                break;
            case ConditionalBinary binary:
                Write(binary.Left);
                _output.Append(' ').Append(binary.OperatorText).Append(' ');
                Write(binary.Right);
                break;
        }
    }
}
