using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Tests.Syntax;

public class WordTests
{
    private static Word Argument(string text)
    {
        var command = Assert.IsType<SimpleCommand>(Parser.ParseAll("echo " + text).Commands[0].Items[0].Command);
        return Assert.Single(command.Words.Skip(1));
    }

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("a'b c'd", "a sq(b c) d")]
    [InlineData("\"a b\"$x", "dq(a b) $x")]
    [InlineData("\"a\\\"b\\\\\\$\\`\\c\"", "dq(a\"b\\$`\\c)")]
    [InlineData("\\a\\ b", "esc(a) esc( ) b")]
    [InlineData("$'a\\tb\\x41\\u00e9'", "ansi(a\tbAé)")]
    [InlineData("$\"a $x\"", "loc(a  $x)")]
    [InlineData("a$", "a$")]
    [InlineData("\"$\"", "dq($)")]
    [InlineData("\"$'x'\"", "dq($'x')")]
    [InlineData("$1$10${10}", "$1 $1 0 $10")]
    [InlineData("$$$!$?", "$$ $! $?")]
    [InlineData("\"$@\"", "dq($@)")]
    [InlineData("a\\\nb", "ab")]
    [InlineData("\"c\\\nd\"", "dq(cd)")]
    [InlineData("$x\\\ny", "$xy")]
    [InlineData("a#b", "a#b")]
    [InlineData("{a,b}", "brace(a | b)")]
    [InlineData("x{1..3}y", "x seq(1,3,1,0,False) y")]
    [InlineData("{a..c}", "seq(97,99,1,0,True)")]
    [InlineData("{01..10..2}", "seq(1,10,2,2,False)")]
    [InlineData("{3..1}", "seq(3,1,-1,0,False)")]
    [InlineData("{a,{b,c}}", "brace(a | brace(b | c))")]
    [InlineData("{a}", "{a}")]
    [InlineData("{}", "{}")]
    [InlineData("{a,b", "{a,b")]
    [InlineData("\"{a,b}\"", "dq({a,b})")]
    [InlineData("{a,b}\\{c,d}", "brace(a | b) esc({) c,d}")]
    [InlineData("$x{a,b}", "brace($xa | $xb)")]
    [InlineData("{$x,y}z", "brace($xz | y z)")]
    [InlineData("${x}{1,2}", "$x brace(1 | 2)")]
    [InlineData("{~,a}/b", "brace(tilde() | a) /b")]
    [InlineData("~", "tilde()")]
    [InlineData("~/x", "tilde() /x")]
    [InlineData("~root/x", "tilde(root) /x")]
    [InlineData("~:~", "tilde() :~")]
    [InlineData("~+", "tilde(+)")]
    [InlineData("a~", "a~")]
    [InlineData("\"~\"", "dq(~)")]
    [InlineData("~$x", "~ $x")]
    [InlineData("a=~/x:~/y", "a= tilde() /x: tilde() /y")]
    [InlineData("--a=~", "--a=~")]
    [InlineData("`a \\`b\\` \\$c`", "bq(a `b` $c)")]
    [InlineData("\"`a \\\"b\\\"`\"", "dq(bq(a \"b\"))")]
    [InlineData("$(a; b)", "cmd(a; b)")]
    [InlineData("\"$(a \"b\")\"", "dq(cmd(a \"b\"))")]
    [InlineData("$((a);(b))", "cmd(( a ); ( b ))")]
    [InlineData("$((1+2))", "arith((Add 1 2))")]
    [InlineData("$(( (1) ))", "arith(1)")]
    [InlineData("a<(c)", "a in(c)")]
    [InlineData(">(c)", "out(c)")]
    public void A_word_is_taken_apart(string text, string parts) => Assert.Equal(parts, TreeText.Of(Argument(text)));

    [Fact]
    public void A_backslash_newline_in_single_quotes_is_text() => Assert.Equal("e\\\nf", Argument("'e\\\nf'").LiteralText);

    [Theory]
    [InlineData("${x}", "$x")]
    [InlineData("${#x}", "$x<Length>")]
    [InlineData("${#}", "$#")]
    [InlineData("${##}", "$#<Length>")]
    [InlineData("${##1}", "$#<RemoveSmallestPrefix 1>")]
    [InlineData("${#:-x}", "$#<UseDefault: x>")]
    [InlineData("${#-}", "$-<Length>")]
    [InlineData("${#x[@]}", "$x[At]<Length>")]
    [InlineData("${!x}", "$!x")]
    [InlineData("${!}", "$!")]
    [InlineData("${!#}", "$!#")]
    [InlineData("${!x*}", "$x<NamesWithPrefix>")]
    [InlineData("${!x@}", "$x<NamesWithPrefix@>")]
    [InlineData("${!x@Q}", "$!x<Transform Q>")]
    [InlineData("${!x[@]}", "$x[At]<Keys>")]
    [InlineData("${!x[0]}", "$!x[0]")]
    [InlineData("${x-a b}", "$x<UseDefault a b>")]
    [InlineData("${x:-\"a b\"}", "$x<UseDefault: dq(a b)>")]
    [InlineData("${x:?}", "$x<ErrorIfUnset: >")]
    [InlineData("${x:-~/y}", "$x<UseDefault: tilde() /y>")]
    [InlineData("\"${x:-a 'b' \"c\" \\} \\a}\"", "dq($x<UseDefault: a 'b'  dq(c)  } \\a>)")]
    [InlineData("\"${x:-$'a'}\"", "dq($x<UseDefault: ansi(a)>)")]
    [InlineData("${x%%'*'}", "$x<RemoveLargestSuffix sq(*)>")]
    [InlineData("\"${x#'a'}\"", "dq($x<RemoveSmallestPrefix sq(a)>)")]
    [InlineData("${x/a/b}", "$x<ReplaceFirst a / b>")]
    [InlineData("${x//\\//_}", "$x<ReplaceAll esc(/) / _>")]
    [InlineData("${x/#a/b}", "$x<ReplacePrefix a / b>")]
    [InlineData("${x/a}", "$x<ReplaceFirst a>")]
    [InlineData("${x///y}", "$x<ReplaceAll /y>")]
    [InlineData("${x^^[a-z]}", "$x<UppercaseAll [a-z]>")]
    [InlineData("${x,}", "$x<LowercaseFirst>")]
    [InlineData("${x~~}", "$x<ToggleCaseAll>")]
    [InlineData("${x:1:2}", "$x<Substring 1 : 2>")]
    [InlineData("${x: -1}", "$x<Substring (Minus 1)>")]
    [InlineData("${x:y?1:2:3}", "$x<Substring (? y 1 2) : 3>")]
    [InlineData("${a[i+1]}", "$a[i+1]")]
    [InlineData("${a[\"x y\"]}", "$a[dq(x y)]")]
    [InlineData("${a[${b[0]}]}", "$a[$b[0]]")]
    [InlineData("${x!}", "bad(${x!})")]
    [InlineData("${}", "bad(${})")]
    [InlineData("${ x}", "bad(${ x})")]
    [InlineData("${1a}", "bad(${1a})")]
    [InlineData("${x:}", "bad(${x:})")]
    [InlineData("\"${x y}\"", "dq(bad(${x y}))")]
    public void A_parameter_expansion_is_taken_apart(string text, string parts) => Assert.Equal(parts, TreeText.Of(Argument(text)));

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("'a b'", "a b")]
    [InlineData("\"a\"\\b'c'", "abc")]
    [InlineData("\"*\"", "*")]
    [InlineData("[", "[")]
    [InlineData("''", "")]
    [InlineData("{}", "{}")]
    public void A_word_without_expansion_is_literal(string text, string literal) => Assert.Equal(literal, Argument(text).LiteralText);

    [Theory]
    [InlineData("$x", WordFeatures.HasExpansion | WordFeatures.HasUnquotedExpansion)]
    [InlineData("\"$x\"", WordFeatures.HasExpansion | WordFeatures.HasQuotes)]
    [InlineData("\"$@\"", WordFeatures.HasExpansion | WordFeatures.HasQuotes | WordFeatures.HasListExpansion)]
    [InlineData("a*", WordFeatures.HasGlob)]
    [InlineData("[ab]", WordFeatures.HasGlob)]
    [InlineData("[\"a\"]", WordFeatures.HasGlob | WordFeatures.HasQuotes)]
    [InlineData("'*'", WordFeatures.HasQuotes)]
    [InlineData("{a,b}", WordFeatures.HasBrace)]
    [InlineData("{a,b*}", WordFeatures.HasBrace | WordFeatures.HasGlob)]
    [InlineData("~", WordFeatures.HasTilde)]
    [InlineData("$(a)", WordFeatures.HasExpansion | WordFeatures.HasUnquotedExpansion | WordFeatures.HasCommandSubstitution)]
    public void A_word_knows_what_it_contains(string text, WordFeatures features) => Assert.Equal(features, Argument(text).Features);

    [Theory]
    [InlineData("a\\nb\\\\c\\'d\\\"", "a\nb\\c'd\"")]
    [InlineData("\\x41\\101\\u0042\\U00000043\\cA\\e", "AABC\u0001\u001b")]
    [InlineData("a\\0b", "a")]
    [InlineData("\\q\\xg\\u", "\\q\\xg\\u")]
    public void The_escapes_of_dollar_quotes_are_decoded(string text, string decoded) => Assert.Equal(decoded, AnsiCString.Decode(text));

    [Fact]
    public void Bytes_that_are_not_utf8_become_lone_surrogates()
    {
        Assert.Equal("é\udcff", AnsiCString.Decode("\\xc3\\xa9\\xff"));
        Assert.Equal("\udced\udca0\udc80", AnsiCString.Decode("\\ud800"));
    }

    [Theory]
    [InlineData("a=b", "a = b")]
    [InlineData("a=", "a = ")]
    [InlineData("a+=b", "a += b")]
    [InlineData("a=~:~/x", "a = tilde() : tilde() /x")]
    [InlineData("a={b,c}", "a = {b,c}")]
    [InlineData("a[1]=b", "a[Element:1] = b")]
    [InlineData("a[x y]=b", "a[Element:x y] = b")]
    [InlineData("a[$i+1]+=b", "a[Element:$i +1] += b")]
    [InlineData("a=()", "a = ()")]
    [InlineData("a=(b 'c d' $e {f,g})", "a = (b, sq(c d), $e, brace(f | g))")]
    [InlineData("a=(\nb # comment\n[3]=c\n[x y]+=d)", "a = (b, [3]=c, [x y]+=d)")]
    [InlineData("a+=(b k=~)", "a += (b, k=~)")]
    public void An_assignment_is_taken_apart(string text, string expected)
    {
        var command = Assert.IsType<SimpleCommand>(Parser.ParseAll(text).Commands[0].Items[0].Command);
        Assert.Empty(command.Words);
        Assert.Equal(expected, TreeText.Of(Assert.Single(command.Assignments)));
    }

    [Theory]
    [InlineData("declare -a a=(1 2) b=$c d", "declare, -a, assign(a = (1, 2)), assign(b = $c), d")]
    [InlineData("export a=~ $b=c 'd'=e", "export, assign(a = tilde()), $b =c, sq(d) =e")]
    [InlineData("local a[1]=b a[1 2]=c", "local, assign(a[Element:1] = b), a[1, 2]=c")]
    [InlineData("echo a=b", "echo, a=b")]
    [InlineData("eval a=(1  2)", "eval, sq(a=(1 2))")]
    public void The_arguments_of_declarations_are_assignments(string text, string words)
    {
        var command = Assert.IsType<SimpleCommand>(Parser.ParseAll(text).Commands[0].Items[0].Command);
        Assert.Equal(words, string.Join(", ", command.Words.Select(TreeText.Of)));
    }

    [Fact]
    public void A_text_can_be_read_as_one_word() => Assert.Equal("a b; $c | dq(d)", TreeText.Of(Parser.ParseWord("a b; $c | \"d\"")).Replace("b;  $c", "b; $c").Replace("|  dq", "| dq").Replace("$c  |", "$c |"));

    [Fact]
    public void A_text_can_be_read_as_a_here_document() => Assert.Equal("\"a\" 'b'  $c  $d", TreeText.Of(Parser.ParseHereText("\"a\" 'b' $c \\$d")));

    [Fact]
    public void A_text_can_be_read_as_an_array() => Assert.Equal(3, Parser.ParseArrayLiteral("(a [2]=b 'c d')").Elements.Length);

    [Theory]
    [InlineData("@", SubscriptKind.At)]
    [InlineData("*", SubscriptKind.Star)]
    [InlineData("i+1", SubscriptKind.Element)]
    [InlineData("@x", SubscriptKind.Element)]
    public void A_text_can_be_read_as_a_subscript(string text, SubscriptKind kind) => Assert.Equal(kind, Parser.ParseSubscript(text).Kind);
}
