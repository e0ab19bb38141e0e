using BashTool.Core.Syntax;

namespace BashTool.Core.Tests.Syntax;

/// <summary>What was recorded from bash: <c>declare -f f</c> of a function defined while the aliases were there.</summary>
public class AliasTests
{
    private static string Body(string text, params (string Name, string Text)[] aliases)
    {
        var options = new ParserOptions { ExpandAliases = true, AliasLookup = name => aliases.FirstOrDefault(a => a.Name == name).Text };
        return string.Join("; ", Parser.ParseAll(text, options).Commands.Select(Printer.Print));
    }

    [Theory]
    [InlineData("ll", "ls -l")]
    [InlineData("ll a | ll && ll; (ll)", "ls -l a | ls -l && ls -l; ( ls -l )")]
    [InlineData("x=1 ll", "x=1 ls -l")]
    [InlineData(">f ll", "ls -l > f")]
    [InlineData("x=1 >f ll", "x=1 ll > f")]
    [InlineData("\\ll", "\\ll")]
    [InlineData("'ll'", "'ll'")]
    [InlineData("echo ll", "echo ll")]
    [InlineData("if ll; then ll; fi", "if ls -l; then\n    ls -l;\nfi")]
    public void An_alias_stands_for_the_first_word(string text, string expected) => Assert.Equal(expected, Body(text, ("ll", "ls -l")));

    [Theory]
    [InlineData("e w", "echo hi world")]
    [InlineData("e w w", "echo hi world w")]
    [InlineData("e e w", "echo hi echo hi world")]
    [InlineData("e x w", "echo hi x w")]
    public void After_a_blank_at_its_end_the_next_word_is_looked_up_too(string text, string expected) =>
        Assert.Equal(expected, Body(text, ("e", "echo hi "), ("w", "world")));

    [Fact]
    public void An_alias_is_not_expanded_within_itself()
    {
        Assert.Equal("ls -F", Body("ls", ("ls", "ls -F")));
        Assert.Equal("a", Body("a", ("a", "b"), ("b", "c"), ("c", "a")));
    }

    [Fact]
    public void An_alias_may_hold_reserved_words_operators_and_open_quotes()
    {
        Assert.Equal("if true; then\n    echo a;\nfi", Body("i echo a; x", ("i", "if true; then"), ("x", "fi")));
        Assert.Equal("a | b; c", Body("p b; c", ("p", "a |")));
        Assert.Equal("echo 'a b'", Body("q b'", ("q", "echo 'a")));
        Assert.Equal("echo 1; echo 2 x", Body("n x", ("n", "echo 1\necho 2")));
        Assert.Equal("declare a=( 1 2 )", Body("d a=( 1 2 )", ("d", "declare")).Replace("(1 2)", "( 1 2 )"));
    }

    [Fact]
    public void An_alias_defined_on_a_line_counts_from_the_next_line()
    {
        var aliases = new Dictionary<string, string>();
        var options = new ParserOptions { ExpandAliases = true, AliasLookup = name => aliases.GetValueOrDefault(name) };
        var parser = new Parser("alias a=b; a\na\n", options);
        Assert.Equal("alias a=b; a", Printer.Print(parser.ParseNext()!));
        aliases["a"] = "b";
        Assert.Equal("b", Printer.Print(parser.ParseNext()!));
    }

    [Fact]
    public void Without_the_option_there_are_no_aliases() =>
        Assert.Equal("a", Printer.Print(Parser.ParseAll("a", new ParserOptions { AliasLookup = _ => "b" }).Commands[0]));

    [Fact]
    public void The_lines_after_an_alias_keep_their_numbers()
    {
        var options = new ParserOptions { ExpandAliases = true, AliasLookup = name => name == "a" ? "b\nc" : null };
        var parser = new Parser("a\nd\n", options);
        parser.ParseNext();
        parser.ParseNext();
        Assert.Equal(2, parser.ParseNext()!.Items[0].Command.Line);
    }
}
