namespace BashTool.Commands.Awk;

/// <content>Statements.</content>
internal sealed partial class AwkParser
{
    private static readonly AwkStatement Nothing = new AwkStatements.Block([]);

    private AwkStatement ParseBlock()
    {
        Expect(AwkTokenKind.OpenBrace);
        var statements = new List<AwkStatement>();
        while (true)
        {
            while (token.Kind is AwkTokenKind.Newline or AwkTokenKind.Semicolon)
            {
                Advance();
            }

            if (token.Kind == AwkTokenKind.CloseBrace)
            {
                break;
            }

            if (token.Kind == AwkTokenKind.End)
            {
                throw Unexpected();
            }

            statements.Add(ParseStatement());
        }

        Advance();
        return statements.Count == 1 ? statements[0] : new AwkStatements.Block([.. statements]);
    }

    // The statement that a condition or a loop governs.
    private AwkStatement ParseBody()
    {
        SkipNewlines();
        if (token.Kind == AwkTokenKind.Semicolon)
        {
            Advance();
            return Nothing;
        }

        return ParseStatement();
    }

    private AwkStatement ParseStatement()
    {
        CheckDepth();
        int mark = Mark;
        switch (token.Kind)
        {
            case AwkTokenKind.OpenBrace:
                return ParseBlock();
            case AwkTokenKind.Keyword:
                switch (token.Word)
                {
                    case "if":
                        return ParseIf(mark);
                    case "while":
                        return ParseWhile(mark);
                    case "do":
                        return ParseDo(mark);
                    case "for":
                        return ParseFor(mark);
                    case "switch":
                        return ParseSwitch(mark);
                }

                break;
        }

        AwkStatement statement = ParseSimpleStatement();
        EndStatement();
        return statement;
    }

    private void EndStatement()
    {
        switch (token.Kind)
        {
            case AwkTokenKind.Semicolon:
            case AwkTokenKind.Newline:
                Advance();
                break;
            case AwkTokenKind.CloseBrace:
                break;
            default:
                throw Unexpected();
        }
    }

    private AwkStatement ParseIf(int mark)
    {
        Advance();
        AwkExpression condition = ParseCondition();
        AwkStatement yes = ParseBody();
        (int position, int line, AwkToken old, int end) = (lexer.Position, lexer.Line, token, tokenEnd);
        SkipNewlines();
        if (token.Is("else"))
        {
            Advance();
            return new AwkStatements.If(condition, yes, ParseBody()) { Line = mark };
        }

        (lexer.Position, lexer.Line, token, tokenEnd) = (position, line, old, end);
        return new AwkStatements.If(condition, yes, null) { Line = mark };
    }

    private AwkExpression ParseCondition()
    {
        Expect(AwkTokenKind.OpenParenthesis);
        AwkExpression condition = ParseExpression();
        Expect(AwkTokenKind.CloseParenthesis);
        return condition;
    }

    private AwkStatement ParseWhile(int mark)
    {
        Advance();
        AwkExpression condition = ParseCondition();
        loops++;
        AwkStatement body = ParseBody();
        loops--;
        return new AwkStatements.Loop(null, condition, null, body) { Line = mark };
    }

    private AwkStatement ParseDo(int mark)
    {
        Advance();
        loops++;
        AwkStatement body = ParseBody();
        loops--;
        SkipNewlines();
        if (!token.Is("while"))
        {
            throw Unexpected();
        }

        Advance();
        AwkExpression condition = ParseCondition();
        SkipNewlines();
        return new AwkStatements.DoLoop(body, condition) { Line = mark };
    }

    private AwkStatement ParseFor(int mark)
    {
        Advance();
        Expect(AwkTokenKind.OpenParenthesis);
        if (token.Kind == AwkTokenKind.Name && ParseForIn(mark) is { } walk)
        {
            return walk;
        }

        AwkStatement? first = token.Kind == AwkTokenKind.Semicolon ? null : ParseSimpleStatement();
        Expect(AwkTokenKind.Semicolon);
        SkipNewlines();
        AwkExpression? condition = token.Kind == AwkTokenKind.Semicolon ? null : ParseExpression();
        Expect(AwkTokenKind.Semicolon);
        SkipNewlines();
        AwkStatement? step = token.Kind == AwkTokenKind.CloseParenthesis ? null : ParseSimpleStatement();
        Expect(AwkTokenKind.CloseParenthesis);
        loops++;
        AwkStatement body = ParseBody();
        loops--;
        return new AwkStatements.Loop(first, condition, step, body) { Line = mark };
    }

    private AwkStatement? ParseForIn(int mark)
    {
        (int position, int line, AwkToken old, int end) = (lexer.Position, lexer.Line, token, tokenEnd);
        string name = token.Word;
        Advance();
        if (token.Is("in"))
        {
            Advance();
            if (token.Kind == AwkTokenKind.Name)
            {
                AwkVariable array = ParseArrayName();
                if (token.Kind == AwkTokenKind.CloseParenthesis)
                {
                    Advance();
                    AwkVariable variable = VariableNamed(name);
                    loops++;
                    AwkStatement body = ParseBody();
                    loops--;
                    return new AwkStatements.ForIn(variable, array, body) { Line = mark };
                }
            }
        }

        (lexer.Position, lexer.Line, token, tokenEnd) = (position, line, old, end);
        return null;
    }

    private AwkStatement ParseSwitch(int mark)
    {
        Advance();
        AwkExpression subject = ParseCondition();
        SkipNewlines();
        Expect(AwkTokenKind.OpenBrace);
        var cases = new List<AwkStatements.Case>();
        var values = new HashSet<string>(StringComparer.Ordinal);
        switches++;
        while (true)
        {
            while (token.Kind is AwkTokenKind.Newline or AwkTokenKind.Semicolon)
            {
                Advance();
            }

            if (Take(AwkTokenKind.CloseBrace))
            {
                break;
            }

            AwkExpression? value = null;
            AwkPattern? pattern = null;
            if (token.Is("case"))
            {
                Advance();
                switch (token.Kind)
                {
                    case AwkTokenKind.Slash or AwkTokenKind.SlashAssign:
                        pattern = ParseRegex(token.Start + 1, typed: false, out _);
                        break;
                    case AwkTokenKind.At:
                        pattern = ParseRegex(token.Start + 2, typed: true, out _);
                        break;
                    case AwkTokenKind.Text:
                        value = new AwkConstants.TextLiteral(token.Text!);
                        Advance();
                        break;
                    default:
                        double sign = 1;
                        if (token.Kind is AwkTokenKind.Minus or AwkTokenKind.Plus)
                        {
                            sign = token.Kind == AwkTokenKind.Minus ? -1 : 1;
                            Advance();
                        }

                        value = new AwkConstants.NumberLiteral(sign * token.Number);
                        Expect(AwkTokenKind.Number);
                        break;
                }
            }
            else if (token.Is("default"))
            {
                if (cases.Exists(static c => c.Value is null && c.Pattern is null))
                {
                    throw lexer.Error("duplicate `default' detected in switch body", token.Start, token.Line);
                }

                Advance();
            }
            else
            {
                throw Unexpected();
            }

            if (value is not null)
            {
                string shown = value is AwkConstants.NumberLiteral literal ? literal.Constant.ToString(global::System.Globalization.CultureInfo.InvariantCulture) : ((AwkConstants.TextLiteral)value).Constant.ToString();
                if (!values.Add(shown))
                {
                    throw lexer.SemanticError($"duplicate case values in switch body: {shown}", token.Line);
                }
            }

            SkipNewlines();
            Expect(AwkTokenKind.Colon);
            var statements = new List<AwkStatement>();
            while (true)
            {
                while (token.Kind is AwkTokenKind.Newline or AwkTokenKind.Semicolon)
                {
                    Advance();
                }

                if (token.Kind is AwkTokenKind.CloseBrace or AwkTokenKind.End || token.Is("case") || token.Is("default"))
                {
                    break;
                }

                statements.Add(ParseStatement());
            }

            cases.Add(new AwkStatements.Case { Value = value, Pattern = pattern, Body = new AwkStatements.Block([.. statements]) });
        }

        switches--;
        return new AwkStatements.Switch(subject, [.. cases]) { Line = mark };
    }

    private AwkStatement ParseSimpleStatement()
    {
        int mark = Mark;
        if (token.Kind != AwkTokenKind.Keyword)
        {
            return new AwkStatements.Evaluate(ParseExpression()) { Line = mark };
        }

        AwkToken keyword = token;
        switch (keyword.Word)
        {
            case "print":
            case "printf":
                return ParsePrint(mark);
            case "next":
                Advance();
                if (action is "BEGIN" or "END" or "BEGINFILE" or "ENDFILE")
                {
                    throw lexer.SemanticError($"`next' used in {action} action", keyword.Line);
                }

                return new AwkStatements.Leave(AwkFlow.Next) { Line = mark };
            case "nextfile":
                Advance();
                if (action is "BEGIN" or "END" or "ENDFILE")
                {
                    throw lexer.SemanticError($"`nextfile' used in {action} action", keyword.Line);
                }

                return new AwkStatements.Leave(AwkFlow.NextFile) { Line = mark };
            case "break":
                if (loops == 0 && switches == 0)
                {
                    throw lexer.SemanticErrorTwice("`break' is not allowed outside a loop or switch", keyword.Line);
                }

                Advance();
                return new AwkStatements.Leave(AwkFlow.Break) { Line = mark };
            case "continue":
                if (loops == 0)
                {
                    throw lexer.SemanticErrorTwice("`continue' is not allowed outside a loop", keyword.Line);
                }

                Advance();
                return new AwkStatements.Leave(AwkFlow.Continue) { Line = mark };
            case "exit":
                Advance();
                return new AwkStatements.Exit(EndsStatement() ? null : ParseExpression()) { Line = mark };
            case "return":
                if (function is null)
                {
                    throw lexer.Error("`return' used outside function context", keyword.Start, keyword.Line);
                }

                Advance();
                return new AwkStatements.Return(EndsStatement() ? null : ParseExpression()) { Line = mark };
            case "delete":
                return ParseDelete(mark);
            default:
                return new AwkStatements.Evaluate(ParseExpression()) { Line = mark };
        }
    }

    private bool EndsStatement() => token.Kind is AwkTokenKind.Semicolon or AwkTokenKind.Newline or AwkTokenKind.CloseBrace or AwkTokenKind.End;

    private AwkStatement ParseDelete(int mark)
    {
        Advance();
        bool parenthesized = Take(AwkTokenKind.OpenParenthesis);
        if (token.Kind != AwkTokenKind.Name)
        {
            throw Unexpected();
        }

        AwkVariable variable = ParseArrayName();
        if (parenthesized)
        {
            Expect(AwkTokenKind.CloseParenthesis);
        }

        string? protectedName = variable is AwkVariables.Special { Variable: AwkSpecial.SYMTAB } ? "SYMTAB"
            : variable is AwkVariables.Global { Slot: (int)AwkSpecial.FUNCTAB } ? "FUNCTAB"
            : null;
        if (protectedName is not null)
        {
            throw new AwkSyntaxException($"{PlaceOf(mark)}fatal: `delete' is not allowed with {protectedName}") { Status = 2 };
        }

        return variable is AwkVariables.Element element
            ? new AwkArrays.Delete(element) { Line = mark }
            : new AwkArrays.DeleteAll(variable) { Line = mark };
    }

    /// <summary>A name with subscripts, as an array.</summary>
    private AwkVariable ParseArrayName()
    {
        AwkVariable variable = VariableNamed(token.Word);
        MarkArray(variable);
        Advance();
        return ParseSubscripts(variable);
    }

    private AwkStatement ParsePrint(int mark)
    {
        bool formatted = token.Word == "printf";
        Advance();
        var items = new List<AwkExpression>();
        if (!EndsStatement() && token.Kind is not (AwkTokenKind.Greater or AwkTokenKind.Append or AwkTokenKind.Pipe or AwkTokenKind.Coprocess))
        {
            listAllowed = token.Kind == AwkTokenKind.OpenParenthesis;
            items.Add(ParseExpression(Context.Print));
            listAllowed = false;
            while (Take(AwkTokenKind.Comma))
            {
                SkipNewlines();
                items.Add(ParseExpression(Context.Print));
            }

            if (items.Count == 1 && items[0] is AwkOperators.List list)
            {
                items = [.. list.Items];
            }
        }

        AwkRedirection redirection = token.Kind switch
        {
            AwkTokenKind.Greater => AwkRedirection.Write,
            AwkTokenKind.Append => AwkRedirection.Append,
            AwkTokenKind.Pipe => AwkRedirection.Pipe,
            AwkTokenKind.Coprocess => AwkRedirection.Coprocess,
            _ => AwkRedirection.None,
        };
        AwkExpression? target = null;
        if (redirection != AwkRedirection.None)
        {
            Advance();
            target = ParseConcatenation(Context.Print);
        }

        if (!formatted)
        {
            return new AwkStatements.Print([.. items], redirection, target) { Line = mark };
        }

        if (items.Count == 0)
        {
            throw new AwkSyntaxException($"{PlaceOf(mark)}fatal: printf: no arguments") { Status = 2 };
        }

        return new AwkStatements.PrintFormatted([.. items], redirection, target) { Line = mark };
    }
}
