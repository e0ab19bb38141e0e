using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Tests.Syntax;

public class ParserTests
{
    private static Command First(string text, ParserOptions? options = null) => Parser.ParseAll(text, options).Commands[0].Items[0].Command;

    private static T First<T>(string text, ParserOptions? options = null)
        where T : Command => Assert.IsType<T>(First(text, options));

    private static Parser Lines(List<string> taken, params string[] lines)
    {
        int next = 0;
        return new Parser(() =>
        {
            if (next == lines.Length)
            {
                return null;
            }

            taken.Add(lines[next]);
            return lines[next++];
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# nothing")]
    [InlineData("  \t\n#\n")]
    public void A_text_without_commands_has_none(string text) => Assert.Empty(Parser.ParseAll(text).Commands);

    [Fact]
    public void The_commands_of_a_line_are_one_unit()
    {
        Script script = Parser.ParseAll("a; b & c\nd\n\ne && f");
        Assert.Equal(["a; b & c", "d", "e && f"], script.Commands.Select(Printer.Print));
        Assert.Equal([ListSeparator.Semicolon, ListSeparator.Ampersand, ListSeparator.Newline], script.Commands[0].Items.Select(i => i.Separator));
    }

    [Fact]
    public void No_line_is_taken_before_it_is_needed()
    {
        var taken = new List<string>();
        Parser parser = Lines(taken, "a\n", "if b\n", "then c; fi\n", "cat <<E\n", "x\n", "E\n", "d\n");
        Assert.Equal("a", Printer.Print(parser.ParseNext()!));
        Assert.Single(taken);
        parser.ParseNext();
        Assert.Equal(3, taken.Count);
        parser.ParseNext();
        Assert.Equal(6, taken.Count);
        Assert.Equal("d", Printer.Print(parser.ParseNext()!));
        Assert.Null(parser.ParseNext());
    }

    [Fact]
    public void The_position_is_after_the_command()
    {
        const string Text = "a\nb c\nd";
        var parser = new Parser(Text);
        parser.ParseNext();
        Assert.Equal(2, parser.Position);
        Assert.Equal(2, parser.CurrentLine);
        parser.ParseNext();
        Assert.Equal(6, parser.Position);
        parser.ParseNext();
        Assert.Equal(Text.Length, parser.Position);
    }

    [Fact]
    public void A_pipeline_knows_where_standard_error_goes()
    {
        var pipeline = First<Pipeline>("a | b |& c");
        Assert.Equal(3, pipeline.Commands.Length);
        Assert.False(pipeline.PipesStandardError(0));
        Assert.True(pipeline.PipesStandardError(1));
        Assert.False(pipeline.PipesStandardError(2));
    }

    [Theory]
    [InlineData("! a", true, false, false)]
    [InlineData("! ! a", false, false, false)]
    [InlineData("time a", false, true, false)]
    [InlineData("time -p ! a | b", true, true, true)]
    [InlineData("! time a", true, true, false)]
    [InlineData("time -- a", false, true, false)]
    [InlineData("time", false, true, false)]
    [InlineData("!", true, false, false)]
    public void A_pipeline_may_be_negated_and_timed(string text, bool negated, bool timed, bool posix)
    {
        if (First(text) is not Pipeline pipeline)
        {
            Assert.False(negated || timed);
            return;
        }

        Assert.Equal((negated, timed, posix), (pipeline.IsNegated, pipeline.IsTimed, pipeline.IsTimePosix));
    }

    [Fact]
    public void A_single_command_has_no_pipeline_around_it() => First<SimpleCommand>("a");

    [Theory]
    [InlineData("(a)", typeof(Subshell))]
    [InlineData("((a))", typeof(ArithmeticCommand))]
    [InlineData("((a);(b))", typeof(Subshell))]
    [InlineData("( (a) )", typeof(Subshell))]
    [InlineData("((a)\n)", typeof(Subshell))]
    [InlineData("{ a; }", typeof(BraceGroup))]
    [InlineData("{a", typeof(SimpleCommand))]
    [InlineData("[[ a ]]", typeof(ConditionalCommand))]
    [InlineData("for i; do a; done", typeof(ForCommand))]
    [InlineData("for ((;;)) do a; done", typeof(ArithmeticForCommand))]
    [InlineData("for (( ; ; ))\n{ a; }", typeof(ArithmeticForCommand))]
    [InlineData("select i in a; do b; done", typeof(SelectCommand))]
    [InlineData("f() { a; }", typeof(FunctionDefinition))]
    [InlineData("function f { a; }", typeof(FunctionDefinition))]
    [InlineData("function f (a)", typeof(FunctionDefinition))]
    [InlineData("function f ( ) (a)", typeof(FunctionDefinition))]
    [InlineData("f-x.y () if a; then b; fi", typeof(FunctionDefinition))]
    [InlineData("coproc a", typeof(Coproc))]
    [InlineData("\\if a", typeof(SimpleCommand))]
    [InlineData("'if' a", typeof(SimpleCommand))]
    [InlineData("i\\\nf a; then b; fi", typeof(IfCommand))]
    [InlineData("echo if then", typeof(SimpleCommand))]
    [InlineData("a=1 if", typeof(SimpleCommand))]
    [InlineData(">f if", typeof(SimpleCommand))]
    public void The_kind_of_a_command_is_recognised(string text, Type type) => Assert.IsType(type, First(text));

    [Fact]
    public void A_loop_without_words_goes_over_the_parameters()
    {
        Assert.Null(First<ForCommand>("for i; do a; done").Words);
        Assert.Null(First<ForCommand>("for i\ndo a; done").Words);
        Assert.Empty(First<ForCommand>("for i in; do a; done").Words!.Value);
    }

    [Fact]
    public void The_parts_of_an_arithmetic_loop_may_be_missing()
    {
        var loop = First<ArithmeticForCommand>("for ((i=0;; i++)) do a; done");
        Assert.Equal("i=0", loop.Initializer!.Text);
        Assert.Null(loop.Condition);
        Assert.Equal("(post++ i)", TreeText.Of(loop.Step!));
    }

    [Fact]
    public void A_case_command_has_items_with_terminators()
    {
        var command = First<CaseCommand>("case $x in a|b) c;; (d) ;& e) f;;& *) g\nesac");
        Assert.Equal([2, 1, 1, 1], command.Items.Select(i => i.Patterns.Length));
        Assert.Equal([CaseTerminator.Break, CaseTerminator.FallThrough, CaseTerminator.TestNext, CaseTerminator.Break], command.Items.Select(i => i.Terminator));
        Assert.True(command.Items[1].Body.IsEmpty);
    }

    [Theory]
    [InlineData("if | for", "if|for")]
    [InlineData("(esac)", "esac")]
    [InlineData("{a,b}", "{a,b}")]
    public void A_pattern_is_not_a_reserved_word_nor_a_brace_expansion(string patterns, string expected)
    {
        var command = First<CaseCommand>($"case x in {patterns.TrimStart('(').Insert(0, "(").TrimEnd(')')}) a;; esac");
        Assert.Equal(expected, string.Join("|", command.Items[0].Patterns.Select(p => p.LiteralText)));
    }

    [Theory]
    [InlineData("a < b", RedirectionOperator.Input, null, 0, "b")]
    [InlineData("a 2>b", RedirectionOperator.Output, 2, 2, "b")]
    [InlineData("a >>b", RedirectionOperator.Append, null, 1, "b")]
    [InlineData("a >|b", RedirectionOperator.Clobber, null, 1, "b")]
    [InlineData("a <>b", RedirectionOperator.ReadWrite, null, 0, "b")]
    [InlineData("a <<<b", RedirectionOperator.HereString, null, 0, "b")]
    [InlineData("a 3<&4", RedirectionOperator.DuplicateInput, 3, 3, "4")]
    [InlineData("a 2>&1", RedirectionOperator.DuplicateOutput, 2, 2, "1")]
    [InlineData("a >&-", RedirectionOperator.DuplicateOutput, null, 1, "-")]
    [InlineData("a 2>&3-", RedirectionOperator.DuplicateOutput, 2, 2, "3-")]
    [InlineData("a &>b", RedirectionOperator.OutputAndError, null, 1, "b")]
    [InlineData("a &>>b", RedirectionOperator.AppendOutputAndError, null, 1, "b")]
    public void A_redirection_is_recognised(string text, RedirectionOperator op, int? descriptor, int effective, string target)
    {
        Redirection redirection = Assert.Single(First<SimpleCommand>(text).Redirections);
        Assert.Equal((op, descriptor, effective, target), (redirection.Operator, redirection.Descriptor, redirection.EffectiveDescriptor, redirection.Target.LiteralText));
    }

    [Theory]
    [InlineData("a {fd}>b", "fd")]
    [InlineData("a {x[1]}>b", "x[1]")]
    public void A_variable_may_take_the_descriptor(string text, string variable) =>
        Assert.Equal(variable, Assert.Single(First<SimpleCommand>(text).Redirections).DescriptorVariable);

    [Theory]
    [InlineData("a 1x>b")]
    [InlineData("a 1 >b")]
    [InlineData("a {1}>b")]
    [InlineData("a {b,c}>b")]
    public void Other_words_before_a_redirection_are_arguments(string text) => Assert.Equal(2, First<SimpleCommand>(text).Words.Length);

    [Fact]
    public void Here_documents_follow_in_the_order_of_their_operators()
    {
        Script script = Parser.ParseAll("a <<A; b <<-'B' 3<<\"C\"\n$x\nA\n\t1\n\t\t$2\n\tB\n3\nC\nd");
        Assert.Equal(2, script.Commands.Length);
        var a = (SimpleCommand)script.Commands[0].Items[0].Command;
        var b = (SimpleCommand)script.Commands[0].Items[1].Command;
        HereDocument first = a.Redirections[0].HereDocument!;
        Assert.Equal("$x\n", first.Text);
        Assert.Equal("$x ⏎", TreeText.Of(first.Body));
        Assert.Equal("1\n$2\n", b.Redirections[0].HereDocument!.Body.LiteralText);
        Assert.Equal("3\n", b.Redirections[1].HereDocument!.Body.LiteralText);
        Assert.True(first.IsTerminated);
        Assert.False(first.IsQuoted);
        Assert.True(b.Redirections[0].HereDocument!.IsQuoted);
    }

    [Theory]
    [InlineData("cat <<E\na\\\nb\nE\n", "ab\n")]
    [InlineData("cat <<'E'\na\\\nb\nE\n", "a\\\nb\n")]
    [InlineData("cat <<E\nE\n", "")]
    [InlineData("cat <<E\n \\E\nE\n", " \\E\n")]
    [InlineData("cat <<E$x\na\nE$x\n", "a\n")]
    [InlineData("cat <<\"E F\"\na\nE F\n", "a\n")]
    [InlineData("cat <<E\na\n", "a\n")]
    public void The_body_of_a_here_document_is_read(string text, string body) =>
        Assert.Equal(body, First<SimpleCommand>(text).Redirections[0].HereDocument!.Body.LiteralText);

    [Fact]
    public void A_here_document_may_stand_in_a_substitution()
    {
        var command = First<SimpleCommand>("echo $(cat <<A; cat <<B\n1\nA\n2\nB\n) $(cat <<E\nx\nE\n)");
        Assert.Equal(3, command.Words.Length);
        var substitution = Assert.IsType<CommandSubstitution>(command.Words[1].Parts[0]);
        Assert.Equal(2, substitution.Body.Items.Length);
    }

    [Fact]
    public void The_mistake_in_a_here_document_is_told_when_it_is_expanded() =>
        Assert.IsType<BadSubstitution>(First<SimpleCommand>("cat <<E\n${x\nE\n").Redirections[0].HereDocument!.Body.Parts[0]);

    [Fact]
    public void The_mistake_between_backquotes_is_told_when_it_runs()
    {
        var substitution = Assert.IsType<CommandSubstitution>(First<SimpleCommand>("echo `if`").Words[1].Parts[0]);
        Assert.NotNull(substitution.Error);
    }

    [Fact]
    public void Reading_a_file_is_recognised()
    {
        Assert.NotNull(Assert.IsType<CommandSubstitution>(First<SimpleCommand>("echo $(< f)").Words[1].Parts[0]).InputFile);
        Assert.Null(Assert.IsType<CommandSubstitution>(First<SimpleCommand>("echo $(cat < f)").Words[1].Parts[0]).InputFile);
        Assert.Null(Assert.IsType<CommandSubstitution>(First<SimpleCommand>("echo $(< f; a)").Words[1].Parts[0]).InputFile);
    }

    [Fact]
    public void A_condition_is_a_tree()
    {
        var or = Assert.IsType<ConditionalOr>(First<ConditionalCommand>("[[ -f a && ! b || ( $c == d* ) ]]").Expression);
        var and = Assert.IsType<ConditionalAnd>(or.Left);
        Assert.Equal('f', Assert.IsType<ConditionalUnary>(and.Left).Operator);
        Assert.IsType<ConditionalWord>(Assert.IsType<ConditionalNot>(and.Right).Operand);
        var binary = Assert.IsType<ConditionalBinary>(Assert.IsType<ConditionalGroup>(or.Right).Expression);
        Assert.Equal(ConditionalBinaryOperator.Equal, binary.Operator);
        Assert.True(binary.Right.Has(WordFeatures.HasGlob));
    }

    [Theory]
    [InlineData("[[ a =~ ^(x|y z)+$ ]]", "^(x|y z)+$")]
    [InlineData("[[ a =~ a|b ]]", "a|b")]
    [InlineData("[[ a =~ \"a b\"\\ c$d ]]", "dq(a b) esc( ) c $d")]
    [InlineData("[[ a =~ [[:space:]]*(a) ]]", "[[:space:]]*(a)")]
    [InlineData("[[ a =~ a{1,2} && b ]]", "a{1,2}")]
    [InlineData("[[ a =~ (<|>|&) ]]", "(<|>|&)")]
    public void A_regular_expression_is_one_word(string text, string parts)
    {
        ConditionalExpression expression = First<ConditionalCommand>(text).Expression;
        var binary = Assert.IsType<ConditionalBinary>(expression is ConditionalAnd and ? and.Left : expression);
        Assert.Equal(ConditionalBinaryOperator.Matches, binary.Operator);
        Assert.Equal(parts, TreeText.Of(binary.Right));
    }

    [Fact]
    public void Extended_patterns_are_words_when_they_are_on()
    {
        var options = new ParserOptions { ExtendedGlob = true };
        Assert.Equal(4, First<SimpleCommand>("ls !(a|b) x@(c d)y +(*.txt)", options).Words.Length);
        Assert.Throws<SyntaxErrorException>(() => Parser.ParseAll("ls @(a|b)"));
        var binary = Assert.IsType<ConditionalBinary>(First<ConditionalCommand>("[[ $x == @(a|b)c ]]").Expression);
        Assert.True(binary.Right.Has(WordFeatures.HasExtendedGlob));
    }

    [Theory]
    [InlineData("echo a \\\n b", 1)]
    [InlineData("\n\necho a", 3)]
    [InlineData("echo \\\n b", 2)]
    [InlineData("echo \"a\nb\" c", 2)]
    [InlineData("x=1 \\\n echo", 1)]
    public void A_simple_command_has_the_line_that_bash_gives_it(string text, int line) => Assert.Equal(line, First(text).Line);

    [Fact]
    public void Lines_count_from_the_first_line_of_the_options() =>
        Assert.Equal(12, Parser.ParseAll("a\n\nb", new ParserOptions { FirstLine = 10 }).Commands[1].Items[0].Command.Line);

    [Fact]
    public void Carriage_returns_can_end_lines()
    {
        Script script = Parser.ParseAll("a\r\nif b\r\nthen c; fi\r\n", new ParserOptions { CarriageReturnNewlines = true });
        Assert.Equal("a", Assert.IsType<SimpleCommand>(script.Commands[0].Items[0].Command).Words[0].LiteralText);
        Assert.Equal("a\r", First<SimpleCommand>("a\r\n").Words[0].LiteralText);
    }

    [Fact]
    public void Null_characters_are_ignored() => Assert.Equal("ab", First<SimpleCommand>("a\0b").Words[0].LiteralText);

    [Fact]
    public void A_comment_may_be_no_comment() => Assert.Equal(3, First<SimpleCommand>("a # b", new ParserOptions { Comments = false }).Words.Length);

    [Fact]
    public void A_function_keeps_its_text()
    {
        Script script = Parser.ParseAll("  f () { a;\n b; } > c ; d");
        var function = Assert.IsType<FunctionDefinition>(script.Commands[0].Items[0].Command);
        Assert.Equal("f () { a;\n b; } > c", function.SourceText);
        Assert.Single(function.Body.Redirections);
    }

    [Fact]
    public void The_span_of_a_word_is_its_text()
    {
        foreach ((string body, _) in PrinterCases.All)
        {
            if (body.Contains("\\\n", StringComparison.Ordinal) || body.Contains("<<", StringComparison.Ordinal) || body.Contains('`', StringComparison.Ordinal))
            {
                continue;
            }

            foreach (Word word in SyntaxTree.SelfAndDescendants(Parser.ParseAll(body)).OfType<Word>())
            {
                if (word.Text.Length > 0 && !word.Text.EndsWith(')'))
                {
                    Assert.Equal(word.Text, body.Substring(word.Span.Start, word.Span.Length));
                }
            }
        }
    }
}
