using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Tests.Syntax;

public class PrinterTests
{
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach ((string body, string printed) in PrinterCases.All)
        {
            data.Add(body, printed);
        }

        return data;
    }

    private static FunctionDefinition Function(string text) =>
        Assert.IsType<FunctionDefinition>(Assert.Single(Assert.Single(Parser.ParseAll(text).Commands).Items).Command);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_function_is_printed_as_bash_prints_it(string body, string printed)
    {
        FunctionDefinition function = Function("f() {\n" + body + "\n}\n");
        Assert.Equal(printed, Printer.PrintFunction(function) + "\n");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_printed_parses_to_the_same(string body, string printed)
    {
        // bash names a coprocess that had no name, which is no longer the same command.
        Assert.SkipWhen(body.StartsWith("coproc", StringComparison.Ordinal), "bash's own form does not parse to the same");
        Assert.Equal(printed, Printer.PrintFunction(Function(printed)) + "\n");
    }

    [Theory]
    [InlineData("a;  b &  c", "a; b & c")]
    [InlineData("for i in 1 2; do echo $i; done", "for i in 1 2;\ndo\n    echo $i;\ndone")]
    [InlineData("{ a; b; }", "{ a; b; }")]
    [InlineData("x=1  y=(1   2) cmd >f", "x=1 y=(1 2) cmd > f")]
    public void A_list_is_printed_on_as_few_lines_as_bash_uses(string text, string expected) =>
        Assert.Equal(expected, Printer.Print(Parser.ParseAll(text).Commands[0]));

    [Fact]
    public void A_function_named_like_a_reserved_word_gets_the_keyword() =>
        Assert.StartsWith("function if () \n", Printer.PrintFunction("if", Function("f() { a; }").Body));

    [Fact]
    public void An_exported_function_has_no_name_and_hardly_any_indentation() =>
        Assert.Equal("() {  a;\n if b; then\n c;\n fi\n}", Printer.PrintExportedFunction(Function("f() { a; if b; then c; fi; }").Body));
}
