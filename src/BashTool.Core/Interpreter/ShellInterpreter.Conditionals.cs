using BashTool.Core.CommandModel;
using BashTool.Core.Expansion;
using BashTool.Core.Syntax.Ast;
using BashTool.Core.Text;
using BashTool.Core.Text.Regex;

namespace BashTool.Core.Interpreter;

// [[ ... ]] (Bash manual, 3.2.5.2 and 6.4).
public sealed partial class ShellInterpreter
{
    private int ExecuteConditional(ConditionalCommand command)
    {
        State.Line = State.FailureLine = command.Line;
        Checkpoint();
        if (unwind != Unwind.None)
        {
            return State.LastStatus;
        }

        if (State.Traps.HasDebug && !RunDebugTrap(command))
        {
            return 0;
        }

        int status;
        try
        {
            status = Evaluate(command.Expression);
        }
        catch (ExpansionException e) when (e.Severity == ExpansionSeverity.Fail)
        {
            ReportExpansion(e);
            status = 1;
        }

        SetStatus(status);
        return CheckFailure(status, command);
    }

    /// <summary>0 true, 1 false, 2 wrong.</summary>
    private int Evaluate(ConditionalExpression expression)
    {
        switch (expression)
        {
            case ConditionalAnd and:
                int left = Evaluate(and.Left);
                return left == 0 ? Evaluate(and.Right) : left;
            case ConditionalOr or:
                int first = Evaluate(or.Left);
                return first == 1 ? Evaluate(or.Right) : first;
            case ConditionalNot not:
                int inner = Evaluate(not.Operand);
                return inner switch { 0 => 1, 1 => 0, _ => inner };
            case ConditionalGroup group:
                return Evaluate(group.Expression);
            case ConditionalWord word:
                string text = Expander.ExpandToString(word.Word);
                if (State.Options.XTrace)
                {
                    Trace($"[[ -n {ShellQuoting.TraceWord(text)} ]]");
                }

                return text.Length > 0 ? 0 : 1;
            case ConditionalUnary unary:
                return EvaluateUnary(unary);
            default:
                return EvaluateBinary((ConditionalBinary)expression);
        }
    }

    private int EvaluateUnary(ConditionalUnary unary)
    {
        string operand = Expander.ExpandToString(unary.Operand);
        if (State.Options.XTrace)
        {
            Trace($"[[ -{unary.Operator} {ShellQuoting.TraceWord(operand)} ]]");
        }

        return TestPrimaries.Unary(unary.Operator, operand) ? 0 : 1;
    }

    private int EvaluateBinary(ConditionalBinary binary)
    {
        string left = Expander.ExpandToString(binary.Left);
        switch (binary.Operator)
        {
            case ConditionalBinaryOperator.Equal:
            case ConditionalBinaryOperator.NotEqual:
                bool equal;
                if (State.Options.XTrace)
                {
                    Trace($"[[ {ShellQuoting.TraceWord(left)} {binary.OperatorText} {Expander.ExpandPattern(binary.Right)} ]]");
                }

                if (binary.Right.IsLiteral && !binary.Right.Has(WordFeatures.HasGlob | WordFeatures.HasExtendedGlob) && !State.Options.NoCaseMatch)
                {
                    equal = binary.Right.LiteralText == left;
                }
                else
                {
                    GlobOptions options = GlobOptions.ExtendedGlob | (State.Options.NoCaseMatch ? GlobOptions.IgnoreCase : GlobOptions.None);
                    equal = Expander.Matches(binary.Right, options, left);
                }

                return equal == (binary.Operator == ConditionalBinaryOperator.Equal) ? 0 : 1;
            case ConditionalBinaryOperator.Matches:
                return MatchRegex(left, Expander.ExpandRegex(binary.Right));
        }

        string right = Expander.ExpandToString(binary.Right);
        if (State.Options.XTrace)
        {
            Trace($"[[ {ShellQuoting.TraceWord(left)} {binary.OperatorText} {ShellQuoting.TraceWord(right)} ]]");
        }

        switch (binary.Operator)
        {
            case ConditionalBinaryOperator.Less:
                return CodePointOrder.Compare(left, right) < 0 ? 0 : 1;
            case ConditionalBinaryOperator.Greater:
                return CodePointOrder.Compare(left, right) > 0 ? 0 : 1;
            case ConditionalBinaryOperator.NewerThan:
            case ConditionalBinaryOperator.OlderThan:
            case ConditionalBinaryOperator.SameFile:
                return TestPrimaries.Binary(binary.OperatorText, left, right) ? 0 : 1;
        }

        try
        {
            long a = Expander.EvaluateArithmetic(left);
            long b = Expander.EvaluateArithmetic(right);
            return binary.Operator switch
            {
                ConditionalBinaryOperator.NumericEqual => a == b,
                ConditionalBinaryOperator.NumericNotEqual => a != b,
                ConditionalBinaryOperator.NumericLess => a < b,
                ConditionalBinaryOperator.NumericLessOrEqual => a <= b,
                ConditionalBinaryOperator.NumericGreater => a > b,
                _ => a >= b,
            } ? 0 : 1;
        }
        catch (ExpansionException e) when (e.Severity != ExpansionSeverity.Exit)
        {
            ReportError("[[: " + e.Message);
            return 1;
        }
    }

    private int MatchRegex(string text, string pattern)
    {
        if (State.Options.XTrace)
        {
            Trace($"[[ {ShellQuoting.TraceWord(text)} =~ {pattern} ]]");
        }

        PosixRegex regex;
        try
        {
            RegexOptions options = System.Text.Ascii.IsValid(text) || State.Variables.IsUtf8 ? RegexOptions.Extended : RegexOptions.Extended with { Utf8 = false };
            regex = PosixRegex.Cached(pattern, State.Options.NoCaseMatch ? options with { IgnoreCase = true } : options);
        }
        catch (RegexSyntaxException)
        {
            // bash says nothing: status 2 is the whole message.
            return 2;
        }

        string?[]? groups = regex.Match(text);
        var rematch = new IndexedArray();
        for (int i = 0; groups is not null && i < groups.Length; i++)
        {
            rematch.Set(i, groups[i] ?? "");
        }

        State.Variables.GetOrCreate("BASH_REMATCH").SetArray(rematch);
        return groups is null ? 1 : 0;
    }

    internal TestExpression TestPrimaries => testPrimaries ??= new TestExpression(new ShellTestHost(this));

    private TestExpression? testPrimaries;
}
