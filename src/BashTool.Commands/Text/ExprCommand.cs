namespace BashTool.Commands.Text;

/// <summary><c>expr</c>: evaluates its arguments as an expression.</summary>
public sealed class ExprCommand : BashCommand
{
    /// <summary>The status for what is no expression.</summary>
    internal const int Invalid = 2;

    private static readonly CommandSpec Declaration = new("expr")
    {
        Summary = "Print the value of EXPRESSION to standard output.",
        Usage = ["EXPRESSION", "OPTION"],
        ParsesOwnArguments = true,
        UsageStatus = Invalid,
        Notes = """
            EXPRESSION, a blank line separating increasing precedence groups, is one of:
              ARG1 | ARG2       ARG1 if it is neither null nor 0, otherwise ARG2

              ARG1 & ARG2       ARG1 if neither argument is null or 0, otherwise 0

              ARG1 < ARG2       and <= = != >= >

              ARG1 + ARG2       and -

              ARG1 * ARG2       and / %

              STRING : REGEXP   anchored pattern match of REGEXP in STRING

              match STRING REGEXP        same as STRING : REGEXP
              substr STRING POS LENGTH   substring of STRING, POS counted from 1
              index STRING CHARS         index in STRING where any CHARS is found, or 0
              length STRING              length of STRING
              + TOKEN                    interpret TOKEN as a string, even if it is a
                                           keyword like 'match' or an operator like '/'

              ( EXPRESSION )             value of EXPRESSION
            Exit status is 0 if EXPRESSION is neither null nor 0, 1 if EXPRESSION is null
            or 0, 2 if EXPRESSION is syntactically invalid, and 3 if an error occurred.
            """,
        Examples = [new("expr 6 '*' 7", "42"), new("expr abc.txt : '\\(.*\\)\\.txt'", "abc")],
    };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        IReadOnlyList<string> arguments = context.Arguments;
        if (arguments.Count == 1 && IsStandardOption(arguments[0]))
        {
            Declaration.Parse(context);
        }

        int start = arguments.Count > 0 && arguments[0] == "--" ? 1 : 0;
        if (arguments.Count == start)
        {
            throw new UsageException("missing operand");
        }

        var expression = new ExprExpression(arguments, start, context.IsUtf8);
        ExprValue value = expression.Evaluate();
        context.Output.WriteLine(value.Text);
        return value.IsNull ? 1 : 0;
    }

    private static bool IsStandardOption(string word) => word.Length > 2
        && ("--help".StartsWith(word, StringComparison.Ordinal) || "--version".StartsWith(word, StringComparison.Ordinal));
}
