namespace BashTool.Commands.Awk;

/// <content>Expressions, loosest operators first.</content>
internal sealed partial class AwkParser
{
    private readonly List<(AwkFunction Function, int Count, int Line)> calls = [];
    private bool listAllowed;

    // An assignment is an expression, but not an operand of arithmetic or of a concatenation.
    private bool mayAssign = true;

    /// <summary>Where an expression stands decides what a greater-than sign is.</summary>
    private enum Context : byte
    {
        Any,
        Print,
    }

    private AwkExpression ParseExpression(Context context = Context.Any)
    {
        CheckDepth();
        bool outer = mayAssign;
        mayAssign = true;
        AwkExpression condition = ParseOr(context);
        if (token.Kind != AwkTokenKind.Question)
        {
            mayAssign = outer;
            return condition;
        }

        Advance();
        SkipNewlines();
        AwkExpression yes = ParseExpression(context);
        SkipNewlines();
        Expect(AwkTokenKind.Colon);
        SkipNewlines();
        AwkExpression no = ParseExpression(context);
        mayAssign = outer;
        return new AwkOperators.Conditional(condition, yes, no);
    }

    private AwkExpression Operand(Func<Context, AwkExpression> parse, Context context) => With(false, parse, context);

    private AwkExpression Whole(Func<Context, AwkExpression> parse, Context context) => With(true, parse, context);

    private AwkExpression With(bool assigns, Func<Context, AwkExpression> parse, Context context)
    {
        bool outer = mayAssign;
        mayAssign = assigns;
        AwkExpression result = parse(context);
        mayAssign = outer;
        return result;
    }

    private AwkExpression ParseOr(Context context)
    {
        AwkExpression left = ParseAnd(context);
        for (int length = 0; token.Kind == AwkTokenKind.Or; length++)
        {
            CheckChain(length);
            Advance();
            SkipNewlines();
            left = new AwkOperators.Or(left, Whole(ParseAnd, context));
        }

        return left;
    }

    private AwkExpression ParseAnd(Context context)
    {
        AwkExpression left = ParseIn(context);
        for (int length = 0; token.Kind == AwkTokenKind.And; length++)
        {
            CheckChain(length);
            Advance();
            SkipNewlines();
            left = new AwkOperators.And(left, Whole(ParseIn, context));
        }

        return left;
    }

    private void CheckChain(int length)
    {
        if (length > ChainMaximum)
        {
            throw lexer.Error("expression too long", token.Start, token.Line);
        }
    }

    private AwkExpression ParseIn(Context context)
    {
        AwkExpression left = ParseMatch(context);
        while (token.Is("in"))
        {
            Advance();
            if (token.Kind != AwkTokenKind.Name)
            {
                throw Unexpected();
            }

            AwkVariable array = ParseArrayName();
            AwkExpression[] subscripts = left is AwkOperators.List list ? list.Items : [left];
            left = array is AwkVariables.Special { Variable: AwkSpecial.SYMTAB }
                ? new AwkArrays.InSymbols(subscripts[0])
                : new AwkArrays.In(new AwkVariables.Element(array, subscripts));
        }

        return left;
    }

    private AwkExpression ParseMatch(Context context)
    {
        AwkExpression left = ParseRelation(context);
        while (token.Kind is AwkTokenKind.Match or AwkTokenKind.NoMatch)
        {
            bool negated = token.Kind == AwkTokenKind.NoMatch;
            Advance();
            AwkExpression right = Whole(ParseRelation, context);
            left = new AwkOperators.Match(left, AwkFunctions.PatternOf(right), negated);
        }

        return left;
    }

    private AwkExpression ParseRelation(Context context)
    {
        AwkExpression left = ParseConcatenation(context);

        // Comparisons in a row need parentheses.
        bool grouped = true;
        while (true)
        {
            AwkOperators.Relation relation;
            switch (token.Kind)
            {
                case AwkTokenKind.Less:
                    relation = AwkOperators.Relation.Less;
                    break;
                case AwkTokenKind.LessOrEqual:
                    relation = AwkOperators.Relation.LessOrEqual;
                    break;
                case AwkTokenKind.Equal:
                    relation = AwkOperators.Relation.Equal;
                    break;
                case AwkTokenKind.NotEqual:
                    relation = AwkOperators.Relation.NotEqual;
                    break;
                case AwkTokenKind.GreaterOrEqual:
                    relation = AwkOperators.Relation.GreaterOrEqual;
                    break;
                case AwkTokenKind.Greater when context == Context.Any:
                    relation = AwkOperators.Relation.Greater;
                    break;
                default:
                    return left;
            }

            if (left is AwkOperators.Comparison && !grouped)
            {
                throw Unexpected();
            }

            Advance();
            left = new AwkOperators.Comparison(relation, left, Whole(ParseConcatenation, context));
            grouped = false;
        }
    }

    private AwkExpression ParseConcatenation(Context context)
    {
        AwkExpression first = ParseAdditive(context);
        List<AwkExpression>? parts = null;
        while (true)
        {
            if (StartsOperand())
            {
                parts ??= [first];
                parts.Add(Operand(ParseAdditive, context));
                continue;
            }

            if (token.Kind is not (AwkTokenKind.Pipe or AwkTokenKind.Coprocess) || !IsBeforeGetline())
            {
                break;
            }

            AwkRedirection redirection = token.Kind == AwkTokenKind.Pipe ? AwkRedirection.Pipe : AwkRedirection.Coprocess;
            if (parts is not null)
            {
                first = new AwkOperators.Concatenate([.. parts]);
                parts = null;
            }

            Advance();
            Advance();
            first = ContinueAdditive(ContinueMultiplicative(new AwkGetline(redirection, first, ParseOptionalVariable()), context), context);
        }

        return parts is null ? first : new AwkOperators.Concatenate([.. parts]);
    }

    private bool IsBeforeGetline()
    {
        (int position, int line, AwkToken old, int end) = (lexer.Position, lexer.Line, token, tokenEnd);
        Advance();
        bool result = token.Is("getline");
        (lexer.Position, lexer.Line, token, tokenEnd) = (position, line, old, end);
        return result;
    }

    private bool StartsOperand() => token.Kind is AwkTokenKind.Name or AwkTokenKind.FunctionName or AwkTokenKind.Builtin or AwkTokenKind.Number
        or AwkTokenKind.Text or AwkTokenKind.Dollar or AwkTokenKind.Not or AwkTokenKind.OpenParenthesis or AwkTokenKind.Increment
        or AwkTokenKind.Decrement or AwkTokenKind.At;

    private AwkExpression ParseAdditive(Context context)
    {
        return ContinueAdditive(ParseMultiplicative(context), context);
    }

    private AwkExpression ContinueAdditive(AwkExpression left, Context context)
    {
        for (int length = 0; token.Kind is AwkTokenKind.Plus or AwkTokenKind.Minus; length++)
        {
            CheckChain(length);
            bool plus = token.Kind == AwkTokenKind.Plus;
            Advance();
            AwkExpression right = Operand(ParseMultiplicative, context);
            left = plus ? new AwkOperators.Add(left, right) : new AwkOperators.Subtract(left, right);
        }

        return left;
    }

    private AwkExpression ParseMultiplicative(Context context)
    {
        return ContinueMultiplicative(ParseUnary(context), context);
    }

    private AwkExpression ContinueMultiplicative(AwkExpression left, Context context)
    {
        for (int length = 0; token.Kind is AwkTokenKind.Times or AwkTokenKind.Slash or AwkTokenKind.Percent; length++)
        {
            CheckChain(length);
            AwkToken sign = token;
            Advance();
            AwkExpression right = Operand(ParseUnary, context);
            if (sign.Kind != AwkTokenKind.Times && right is AwkConstants.NumberLiteral { Constant: 0 })
            {
                throw lexer.SemanticError("division by zero attempted" + (sign.Kind == AwkTokenKind.Percent ? " in `%'" : ""), sign.Line);
            }

            left = sign.Kind switch
            {
                AwkTokenKind.Times => new AwkOperators.Multiply(left, right),
                AwkTokenKind.Slash => new AwkOperators.Calculate(AwkOperator.Divide, left, right),
                _ => new AwkOperators.Calculate(AwkOperator.Remainder, left, right),
            };
        }

        return left;
    }

    private AwkExpression ParseUnary(Context context)
    {
        switch (token.Kind)
        {
            case AwkTokenKind.Not:
                Advance();
                CheckDepth();
                return new AwkOperators.Not(Operand(ParseUnary, context));
            case AwkTokenKind.Minus:
                Advance();
                CheckDepth();
                AwkExpression operand = Operand(ParseUnary, context);
                return operand is AwkConstants.NumberLiteral number ? new AwkConstants.NumberLiteral(-number.Constant) : new AwkOperators.Negate(operand);
            case AwkTokenKind.Plus:
                Advance();
                CheckDepth();
                return new AwkOperators.Plus(Operand(ParseUnary, context));
            default:
                return ParsePower(context);
        }
    }

    private AwkExpression ParsePower(Context context)
    {
        AwkExpression left = ParsePostfix(context);
        if (token.Kind != AwkTokenKind.Power)
        {
            return left;
        }

        Advance();
        CheckDepth();
        AwkExpression right = token.Kind is AwkTokenKind.Minus or AwkTokenKind.Plus or AwkTokenKind.Not ? Operand(ParseUnary, context) : Operand(ParsePower, context);
        return new AwkOperators.Calculate(AwkOperator.Power, left, right);
    }

    private AwkExpression ParsePostfix(Context context)
    {
        AwkExpression primary = ParsePrimary(context);
        if (primary is not AwkVariable variable)
        {
            return primary;
        }

        switch (token.Kind)
        {
            case AwkTokenKind.Increment:
                Advance();
                return new AwkAssignments.Increment(variable, 1, isPrefix: false);
            case AwkTokenKind.Decrement:
                Advance();
                return new AwkAssignments.Increment(variable, -1, isPrefix: false);
            case AwkTokenKind.Assign when mayAssign:
                Advance();
                SkipNewlines();
                return new AwkAssignments.Assign(variable, ParseExpression(context));
            case >= AwkTokenKind.PlusAssign and <= AwkTokenKind.PowerAssign when mayAssign:
                AwkOperator operation = token.Kind switch
                {
                    AwkTokenKind.PlusAssign => AwkOperator.Add,
                    AwkTokenKind.MinusAssign => AwkOperator.Subtract,
                    AwkTokenKind.TimesAssign => AwkOperator.Multiply,
                    AwkTokenKind.SlashAssign => AwkOperator.Divide,
                    AwkTokenKind.PercentAssign => AwkOperator.Remainder,
                    _ => AwkOperator.Power,
                };
                Advance();
                SkipNewlines();
                return new AwkAssignments.Compound(variable, operation, ParseExpression(context));
            default:
                return variable;
        }
    }

    private AwkExpression ParsePrimary(Context context)
    {
        AwkToken first = token;
        bool mayBeList = listAllowed;
        listAllowed = false;
        switch (first.Kind)
        {
            case AwkTokenKind.Number:
                Advance();
                return new AwkConstants.NumberLiteral(first.Number);
            case AwkTokenKind.Text:
                Advance();
                return new AwkConstants.TextLiteral(first.Text!);
            case AwkTokenKind.Slash or AwkTokenKind.SlashAssign:
                return new AwkOperators.Match(null, ParseRegex(first.Start + 1, typed: false, out _), negated: false);
            case AwkTokenKind.At:
                return ParseAt(first);
            case AwkTokenKind.Dollar:
                return ParseField(context);
            case AwkTokenKind.Increment or AwkTokenKind.Decrement:
                Advance();
                return ParsePrimary(context) is AwkVariable changed
                    ? new AwkAssignments.Increment(changed, first.Kind == AwkTokenKind.Increment ? 1 : -1, isPrefix: true)
                    : throw Unexpected();
            case AwkTokenKind.OpenParenthesis:
                return ParseGroup(mayBeList);
            case AwkTokenKind.Name:
                return ParseName();
            case AwkTokenKind.FunctionName:
                return ParseCall();
            case AwkTokenKind.Builtin:
                return ParseBuiltin();
            case AwkTokenKind.Keyword when first.Word == "getline":
                return ParseGetline();
            default:
                throw Unexpected();
        }
    }

    private AwkExpression ParseAt(AwkToken at)
    {
        if (at.Start + 1 < lexer.Source.Length && lexer.Source[at.Start + 1] == '/')
        {
            ParseRegex(at.Start + 2, typed: true, out byte[] text);
            return new AwkConstants.TypedRegex(text);
        }

        Advance();
        if (token.Kind != AwkTokenKind.FunctionName)
        {
            throw Unexpected();
        }

        AwkVariable name = VariableNamed(token.Word);
        Advance();
        return new AwkCalls.Indirect(name, ParseArguments());
    }

    private AwkVariable ParseField(Context context)
    {
        Advance();
        CheckDepth();
        AwkExpression index = ParseFieldNumber(context);
        return index is AwkConstants.NumberLiteral { Constant: >= 0 and < 1_000_000 } number
            ? new AwkVariables.Field((int)number.Constant)
            : new AwkVariables.ComputedField(index);
    }

    private AwkExpression ParseFieldNumber(Context context)
    {
        AwkTokenKind sign = token.Kind;
        if (sign is AwkTokenKind.Minus or AwkTokenKind.Plus or AwkTokenKind.Not)
        {
            Advance();
            CheckDepth();
            AwkExpression operand = ParseFieldNumber(context);
            return sign == AwkTokenKind.Minus ? new AwkOperators.Negate(operand)
                : sign == AwkTokenKind.Plus ? new AwkOperators.Plus(operand)
                : new AwkOperators.Not(operand);
        }

        AwkExpression number = ParsePrimary(context);
        if (sign == AwkTokenKind.Dollar && number is AwkVariable field && token.Kind is AwkTokenKind.Increment or AwkTokenKind.Decrement)
        {
            number = new AwkAssignments.Increment(field, token.Kind == AwkTokenKind.Increment ? 1 : -1, isPrefix: false);
            Advance();
        }

        return number;
    }

    private AwkExpression ParseGroup(bool mayBeList)
    {
        Advance();
        SkipNewlines();
        AwkExpression inner = ParseExpression();
        SkipNewlines();
        if (token.Kind != AwkTokenKind.Comma)
        {
            Expect(AwkTokenKind.CloseParenthesis);
            return new AwkOperators.Group(inner);
        }

        var items = new List<AwkExpression> { inner };
        while (Take(AwkTokenKind.Comma))
        {
            SkipNewlines();
            items.Add(ParseExpression());
            SkipNewlines();
        }

        Expect(AwkTokenKind.CloseParenthesis);
        bool endsPrint = mayBeList && (EndsStatement() || token.Kind is AwkTokenKind.Greater or AwkTokenKind.Append or AwkTokenKind.Pipe or AwkTokenKind.Coprocess);
        return endsPrint || token.Is("in") ? new AwkOperators.List([.. items]) : throw Unexpected();
    }

    private AwkExpression ParseName()
    {
        AwkVariable variable = VariableNamed(token.Word);
        Advance();
        return token.Kind == AwkTokenKind.OpenBracket ? ParseSubscripts(variable) : variable;
    }

    private AwkVariable ParseSubscripts(AwkVariable variable)
    {
        while (token.Kind == AwkTokenKind.OpenBracket)
        {
            MarkArray(variable);
            Advance();
            SkipNewlines();
            var subscripts = new List<AwkExpression> { ParseExpression() };
            SkipNewlines();
            while (Take(AwkTokenKind.Comma))
            {
                SkipNewlines();
                subscripts.Add(ParseExpression());
                SkipNewlines();
            }

            Expect(AwkTokenKind.CloseBracket);
            variable = variable is AwkVariables.Special { Variable: AwkSpecial.SYMTAB }
                ? new AwkVariables.BySymbol(subscripts[0])
                : new AwkVariables.Element(variable, [.. subscripts]);
        }

        return variable;
    }

    // For a built-in function its name, so that their number can be checked where they end.
    private AwkExpression[] ParseArguments(string? builtin = null)
    {
        Expect(AwkTokenKind.OpenParenthesis);
        SkipNewlines();
        var arguments = new List<AwkExpression>();
        while (token.Kind != AwkTokenKind.CloseParenthesis)
        {
            bool bareRegex = token.Kind is AwkTokenKind.Slash or AwkTokenKind.SlashAssign;
            AwkExpression argument = ParseExpression();
            arguments.Add(argument);
            if (bareRegex && builtin is null && argument is AwkOperators.Match { IsBare: true })
            {
                warn($"{PlaceOf(Mark)}warning: regexp constant for parameter #{arguments.Count} yields boolean value");
            }

            SkipNewlines();
            if (!Take(AwkTokenKind.Comma))
            {
                break;
            }

            SkipNewlines();
            if (token.Kind == AwkTokenKind.CloseParenthesis)
            {
                throw Unexpected();
            }
        }

        if (builtin is not null && token.Kind == AwkTokenKind.CloseParenthesis)
        {
            if (!AwkFunctions.Takes(builtin, arguments.Count))
            {
                if (builtin is "and" or "or" or "xor")
                {
                    throw new AwkSyntaxException($"{PlaceOf(Mark)}fatal: {builtin}: called with less than two arguments") { Status = 2 };
                }

                throw lexer.Error($"{arguments.Count} is invalid as number of arguments for {builtin}", token.Start, token.Line);
            }

            if (builtin is "sub" or "gsub" && arguments.Count > 2 && arguments[2] is not (AwkVariable or AwkConstants.NumberLiteral or AwkConstants.TextLiteral))
            {
                throw lexer.Error($"{builtin} third parameter is not a changeable object", token.Start, token.Line);
            }
        }

        Expect(AwkTokenKind.CloseParenthesis);
        return [.. arguments];
    }

    private AwkExpression ParseCall()
    {
        int mark = Mark;
        string word = token.Word;
        if (locals is not null && locals.ContainsKey(word))
        {
            throw lexer.SemanticError($"attempt to use non-function `{word}' in function call", token.Line);
        }

        AwkFunction called = FunctionNamed(Qualify(word, isFunction: true), mark);
        Advance();
        AwkExpression[] arguments = ParseArguments();
        calls.Add((called, arguments.Length, mark));
        return new AwkCalls.Call(called, arguments);
    }

    private AwkExpression ParseBuiltin()
    {
        int mark = Mark;
        string name = token.Word;
        Advance();
        if (name == "length" && token.Kind != AwkTokenKind.OpenParenthesis)
        {
            return AwkFunctions.Create(name, [])!;
        }

        AwkExpression[] arguments = ParseArguments(name);
        if (settings.Sandbox && name == "system")
        {
            throw new AwkSyntaxException($"{PlaceOf(mark)}fatal: 'system' function not allowed in sandbox mode") { Status = 2 };
        }

        if (name == "index" && arguments[1] is AwkOperators.Match { IsBare: true })
        {
            throw new AwkSyntaxException($"{PlaceOf(mark)}fatal: index: regexp constant as second argument is not allowed") { Status = 2 };
        }

        return AwkFunctions.Create(name, arguments)!;
    }

    private AwkVariable? ParseOptionalVariable()
    {
        switch (token.Kind)
        {
            case AwkTokenKind.Dollar:
                return ParseField(Context.Any);
            case AwkTokenKind.Name:
                return (AwkVariable)ParseName();
            default:
                return null;
        }
    }

    private AwkExpression ParseGetline()
    {
        Advance();
        AwkVariable? target = ParseOptionalVariable();
        if (token.Kind != AwkTokenKind.Less)
        {
            return new AwkGetline(AwkRedirection.None, null, target);
        }

        Advance();
        AwkExpression source = ParsePrimary(Context.Any);
        if (source is AwkVariable variable && token.Kind is AwkTokenKind.Increment or AwkTokenKind.Decrement)
        {
            source = new AwkAssignments.Increment(variable, token.Kind == AwkTokenKind.Increment ? 1 : -1, isPrefix: false);
            Advance();
        }

        return new AwkGetline(AwkRedirection.Read, source, target);
    }
}
