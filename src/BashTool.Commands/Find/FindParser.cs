namespace BashTool.Commands.Find;

/// <summary>What the arguments ask for.</summary>
internal enum FindRequest
{
    Search,
    Help,
    Version,
}

/// <summary>Reads find's arguments: options, starting points, and the expression by precedence.</summary>
internal sealed partial class FindParser(FindRun run, IReadOnlyList<string> arguments)
{
    private readonly CommandContext context = run.Context;
    private FindRequest request;
    private int at;
    private bool hasAction;
    private bool hasPrune;
    private string? deleteWith;

    public List<string> Paths { get; } = [];

    public FindExpression Expression { get; private set; } = static _ => true;

    public FindRequest Parse()
    {
        ReadLeadingOptions();
        while (at < arguments.Count && !StartsExpression(arguments[at]))
        {
            Paths.Add(arguments[at++]);
        }

        FindExpression? expression = null;
        if (at < arguments.Count)
        {
            expression = ParseComma();
            if (request != FindRequest.Search)
            {
                return request;
            }

            if (at < arguments.Count)
            {
                throw arguments[at] == ")"
                    ? new CommandException("you have too many ')'")
                    : Misplaced(arguments[at]);
            }
        }

        if (deleteWith is not null && hasPrune)
        {
            throw new CommandException("The -delete action automatically turns on -depth, but -prune does nothing when -depth is in effect.  If you want to carry on anyway, just explicitly use the -depth option.");
        }

        if (Paths.Count == 0)
        {
            Paths.Add(".");
        }

        FindExpression print = Print(context.Output, (byte)'\n');
        Expression = expression is null ? print : hasAction ? expression : entry => expression(entry) && !run.Stops && print(entry);
        return request;
    }

    // The first argument that looks like an operator or primary ends the starting points.
    private static bool StartsExpression(string word) => (word.Length > 1 && word[0] == '-') || word is "(" or "!";

    private void ReadLeadingOptions()
    {
        for (; at < arguments.Count; at++)
        {
            string word = arguments[at];
            switch (word)
            {
                case "-L":
                    run.FollowAll = true;
                    continue;
                case "-H":
                    run.FollowOperands = true;
                    run.FollowAll = false;
                    continue;
                case "-P":
                    run.FollowOperands = run.FollowAll = false;
                    continue;
                case "-D":
                    at++;
                    continue;
                case "--":
                    at++;
                    return;
            }

            if (word.StartsWith("-O", StringComparison.Ordinal) && word.Length > 2 && char.IsAsciiDigit(word[2]))
            {
                continue;
            }

            return;
        }
    }

    private CommandException Misplaced(string word) =>
        new($"paths must precede expression: `{word}'");

    private FindExpression ParseComma()
    {
        FindExpression left = ParseOr();
        while (at < arguments.Count && arguments[at] == ",")
        {
            string op = arguments[at++];
            FindExpression first = left;
            FindExpression second = AfterOperator(op, ParseOr);
            left = entry =>
            {
                first(entry);
                return second(entry);
            };
        }

        return left;
    }

    private FindExpression ParseOr()
    {
        FindExpression left = ParseAnd();
        while (at < arguments.Count && arguments[at] is "-o" or "-or")
        {
            string op = arguments[at++];
            FindExpression first = left;
            FindExpression second = AfterOperator(op, ParseAnd);
            left = entry => first(entry) || second(entry);
        }

        return left;
    }

    private FindExpression ParseAnd()
    {
        FindExpression left = ParseNot();
        while (at < arguments.Count && arguments[at] is not ("-o" or "-or" or "," or ")"))
        {
            string op = arguments[at];
            FindExpression first = left;
            FindExpression second;
            if (op is "-a" or "-and")
            {
                at++;
                second = AfterOperator(op, ParseNot);
            }
            else
            {
                second = ParseNot();
            }

            left = entry => first(entry) && second(entry);
        }

        return left;
    }

    private FindExpression AfterOperator(string op, Func<FindExpression> parse)
    {
        if (at >= arguments.Count)
        {
            throw new CommandException($"expected an expression after '{op}'");
        }

        if (arguments[at] == ")")
        {
            throw new CommandException($"expected an expression between '{op}' and ')'");
        }

        return parse();
    }

    private FindExpression ParseNot()
    {
        if (at >= arguments.Count)
        {
            throw new CommandException("invalid expression");
        }

        string word = arguments[at];
        switch (word)
        {
            case "!" or "-not":
                at++;
                FindExpression inner = AfterOperator(word, ParseNot);
                return entry => !inner(entry);
            case "(":
                at++;
                if (at < arguments.Count && arguments[at] == ")")
                {
                    throw new CommandException("invalid expression; empty parentheses are not allowed.");
                }

                if (at >= arguments.Count)
                {
                    throw new CommandException("invalid expression; expected to find a ')' but didn't see one. Perhaps you need an extra predicate after '('");
                }

                FindExpression group = ParseComma();
                if (at >= arguments.Count || arguments[at] != ")")
                {
                    throw new CommandException("invalid expression; I was expecting to find a ')' somewhere but did not see one.");
                }

                at++;
                return group;
            case ")":
                throw new CommandException("invalid expression; you have too many ')'");
            case "-a" or "-and" or "-o" or "-or" or ",":
                throw new CommandException($"invalid expression; you have used a binary operator '{word}' with nothing before it.");
        }

        at++;
        return ParsePrimary(word);
    }

    private string Argument(string primary) => at < arguments.Count
        ? arguments[at++]
        : throw new CommandException($"missing argument to `{primary}'");
}
