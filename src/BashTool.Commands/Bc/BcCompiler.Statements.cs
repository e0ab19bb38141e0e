namespace BashTool.Commands.Bc;

internal sealed partial class BcCompiler
{
    private void Statement()
    {
        EnsureStack();
        BcToken first = Current;
        if (first.Kind == BcTokenKind.String)
        {
            Take();
            EmitText(BcOperation.WriteText, first.Text);
            return;
        }

        if (first.IsOperator("{"))
        {
            Take();
            Block();
            return;
        }

        if (first.Kind != BcTokenKind.Keyword || !Keyword(first.Text))
        {
            ExpressionFlags flags = Expression();
            if ((flags & ExpressionFlags.Comparison) != 0)
            {
                complaints.Warn("comparison in expression");
            }

            Emit((flags & ExpressionFlags.Value) != 0 && (flags & ExpressionFlags.Void) == 0 ? BcOperation.PrintLine : BcOperation.Drop, 0, 1);
        }
    }

    private bool Keyword(string word)
    {
        switch (word)
        {
            case "warranty":
                Take();
                machine.Plain(BcCommand.Warranty);
                return true;
            case "limits":
                Take();
                machine.Plain(BcCommand.Limits);
                return true;
            case "quit":
                Take();
                throw new CommandFinished(0);
            case "halt":
                Take();
                Emit(BcOperation.Halt, 0, 1);
                return true;
            case "break":
                Take();
                Leave(breaks, "Break outside a for/while");
                return true;
            case "continue":
                Take();
                complaints.Warn("Continue statement");
                Leave(continues, "Continue outside a for");
                return true;
            case "return":
                Take();
                Return();
                return true;
            case "print":
                Take();
                complaints.Warn("print statement");
                Print();
                return true;
            case "if":
                Take();
                If();
                return true;
            case "while":
                Take();
                While();
                return true;
            case "for":
                Take();
                For();
                return true;
            default:
                return false;
        }
    }

    private void Block()
    {
        while (true)
        {
            try
            {
                if (Accept("}"))
                {
                    return;
                }

                if (Current.Kind == BcTokenKind.Newline)
                {
                    Take();
                    continue;
                }

                if (Accept(";"))
                {
                    continue;
                }

                Statement();
                if (Current.Kind != BcTokenKind.Newline && !Current.IsOperator(";") && !Current.IsOperator("}"))
                {
                    throw Unexpected();
                }
            }
            catch (SyntaxError)
            {
                while (!StartsStatement(Current))
                {
                    if (Current.Kind == BcTokenKind.End)
                    {
                        throw new EndOfInput();
                    }

                    hasToken = false;
                }
            }
        }
    }

    private void Leave(Label? label, string complaint)
    {
        if (label is null)
        {
            complaints.Error(complaint);
        }
        else
        {
            EmitJump(BcOperation.Jump, label);
        }
    }

    private void Return()
    {
        if (Current.Kind == BcTokenKind.Newline || Current.IsOperator(";") || Current.IsOperator("}") || Current.Kind == BcTokenKind.End || Current.IsKeyword("else"))
        {
            Emit(BcOperation.Zero, 0, 1);
        }
        else
        {
            ExpressionFlags flags = Expression();
            if ((flags & ExpressionFlags.Comparison) != 0)
            {
                complaints.Warn("comparison in return expression");
            }

            if ((flags & ExpressionFlags.Parentheses) == 0)
            {
                complaints.Warn("return expression requires parenthesis");
            }

            if ((flags & ExpressionFlags.Void) != 0)
            {
                complaints.Error("return requires non-void expression");
            }
            else if (function is { IsVoid: true })
            {
                complaints.Error("Return expression in a void function.");
            }
        }

        if (function is null)
        {
            complaints.Error("Return outside of a function.");
        }

        Emit(BcOperation.Return, 0, 1);
    }

    private void Print()
    {
        do
        {
            if (Current.Kind == BcTokenKind.String)
            {
                EmitText(BcOperation.PrintText, Take().Text);
                continue;
            }

            if ((Expression() & ExpressionFlags.Void) != 0)
            {
                complaints.Error("void expression in print");
            }

            Emit(BcOperation.Print, 0, 1);
        }
        while (Accept(","));
    }

    private void EmitText(BcOperation operation, string text)
    {
        code.Texts.Add(text);
        Emit(operation, code.Texts.Count - 1, EscapedUtf8.EncodedLength(text) + 2);
    }

    private void Condition()
    {
        Expect("(");
        if ((Expression() & ExpressionFlags.Void) != 0)
        {
            complaints.Error("void expression");
        }
    }

    private void If()
    {
        Condition();
        Expect(")");
        var otherwise = new Label();
        EmitJump(BcOperation.JumpIfZero, otherwise);
        OptionalNewline();
        Statement();
        if (!Current.IsKeyword("else"))
        {
            Place(otherwise);
            return;
        }

        Take();
        complaints.Warn("else clause in if statement");
        var end = new Label();
        EmitJump(BcOperation.Jump, end);
        Place(otherwise);
        OptionalNewline();
        Statement();
        Place(end);
    }

    private void While()
    {
        var start = new Label();
        var end = new Label();
        Place(start);
        Condition();
        EmitJump(BcOperation.JumpIfZero, end);
        Expect(")");
        OptionalNewline();
        (Label? outerBreak, Label? outerContinue) = (breaks, continues);
        breaks = end;
        continues = start;
        Statement();
        (breaks, continues) = (outerBreak, outerContinue);
        EmitJump(BcOperation.Jump, start);
        Place(end);
    }

    private void For()
    {
        var test = new Label();
        var body = new Label();
        var end = new Label();
        var next = new Label();
        Expect("(");
        ExpressionFlags first = OptionalExpression(";");
        ForPart(first, "first");
        Expect(";");
        if ((first & ExpressionFlags.Empty) == 0)
        {
            Emit(BcOperation.Drop, 0, 1);
        }

        Place(test);
        ExpressionFlags second = OptionalExpression(";");
        Expect(";");
        if ((second & ExpressionFlags.Void) != 0)
        {
            complaints.Error("second expression is void");
        }

        if ((second & ExpressionFlags.Empty) != 0)
        {
            Emit(BcOperation.One, 0, 1);
        }

        EmitJump(BcOperation.JumpIfNotZero, body);
        EmitJump(BcOperation.Jump, end);
        Place(next);
        ExpressionFlags third = OptionalExpression(")");
        Expect(")");
        ForPart(third, "third");
        if ((third & ExpressionFlags.Empty) == 0)
        {
            Emit(BcOperation.Drop, 0, 1);
        }

        EmitJump(BcOperation.Jump, test);
        Place(body);
        OptionalNewline();
        (Label? outerBreak, Label? outerContinue) = (breaks, continues);
        breaks = end;
        continues = next;
        Statement();
        (breaks, continues) = (outerBreak, outerContinue);
        EmitJump(BcOperation.Jump, next);
        Place(end);
    }

    private void ForPart(ExpressionFlags flags, string which)
    {
        if ((flags & ExpressionFlags.Comparison) != 0)
        {
            complaints.Warn($"Comparison in {which} for expression");
        }

        if ((flags & ExpressionFlags.Void) != 0)
        {
            complaints.Error($"{which} expression is void");
        }
    }

    private ExpressionFlags OptionalExpression(string end)
    {
        if (!Current.IsOperator(end))
        {
            return Expression();
        }

        complaints.Warn("Missing expression in for statement");
        return ExpressionFlags.Empty;
    }
}
