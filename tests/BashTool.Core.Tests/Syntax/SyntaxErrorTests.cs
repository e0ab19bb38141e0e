using System.Text;
using BashTool.Core.Syntax;

namespace BashTool.Core.Tests.Syntax;

public class SyntaxErrorTests
{
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach ((string text, string messages) in SyntaxErrorCases.All)
        {
            data.Add(text, messages);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_messages_are_those_of_bash(string text, string messages)
    {
        var output = new StringBuilder();
        var options = new ParserOptions { Warning = w => output.Append($"bash: line {w.Line}: warning: {w.Message}\n") };
        if (!Parser.TryParseAll(text, options, out _, out SyntaxErrorException? error))
        {
            foreach (string line in error!.FormatLines("bash: -c: "))
            {
                output.Append(line).Append('\n');
            }
        }

        Assert.Equal(messages, output.ToString());
    }

    [Theory]
    [InlineData("if a; then")]
    [InlineData("echo 'a")]
    [InlineData("echo \"a")]
    [InlineData("a |")]
    [InlineData("a &&")]
    [InlineData("f() {")]
    [InlineData("$(a")]
    [InlineData("case x in")]
    [InlineData("[[ a &&")]
    public void A_text_that_only_lacks_its_end_is_incomplete(string text)
    {
        Assert.False(Parser.TryParseAll(text, null, out _, out SyntaxErrorException? error));
        Assert.True(error!.IsIncomplete);
    }

    [Theory]
    [InlineData("fi")]
    [InlineData("a )")]
    [InlineData("if ; then")]
    public void A_wrong_text_is_not_incomplete(string text)
    {
        Assert.False(Parser.TryParseAll(text, null, out _, out SyntaxErrorException? error));
        Assert.False(error!.IsIncomplete);
    }

    [Fact]
    public void An_error_tells_where_it_is_and_what_was_expected()
    {
        Assert.False(Parser.TryParseAll("a\nif b; c; fi", null, out var script, out SyntaxErrorException? error));
        Assert.Single(script.Commands);
        Assert.Equal(2, error!.Line);
        Assert.Equal(10, error.Column);
        Assert.Equal(11, error.Offset);
        Assert.Equal("fi", error.Token);
        Assert.Equal(["then"], error.Expected);
    }

    [Fact]
    public void An_interactive_reader_goes_on_with_the_next_line()
    {
        var parser = new Parser("a\nb )\nc\n");
        Assert.NotNull(parser.ParseNext());
        Assert.Throws<SyntaxErrorException>(parser.ParseNext);
        parser.SkipToNextLine();
        Assert.Equal("c", Printer.Print(parser.ParseNext()!));
        Assert.Null(parser.ParseNext());
    }

    public static TheoryData<string, string, int> DeepTexts() => new()
    {
        { "( ", "", 100_000 },
        { "{ ", "", 100_000 },
        { "echo $( ", "", 100_000 },
        { "${x:-", "", 100_000 },
        { "\"${x:-", "", 100_000 },
        { "if ", "", 100_000 },
        { "<(", "", 100_000 },
        { "[[ ( ", "", 100_000 },
        { "case a in a) ", "", 100_000 },
        { "echo {a,", "", 20_000 },
        { "$((", "))", 20_000 },
        { "$[", "]", 20_000 },
    };

    [Theory]
    [MemberData(nameof(DeepTexts))]
    public void Nesting_without_end_is_an_error_and_no_crash(string open, string close, int depth)
    {
        string text = string.Concat(Enumerable.Repeat(open, depth)) + string.Concat(Enumerable.Repeat(close, depth));
        if (!Parser.TryParseAll(text, null, out _, out SyntaxErrorException? error))
        {
            Assert.NotEmpty(error!.Message);
        }
    }
}
