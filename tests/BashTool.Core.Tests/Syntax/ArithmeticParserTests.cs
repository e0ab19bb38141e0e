using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Tests.Syntax;

public class ArithmeticParserTests
{
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach ((string text, string message) in ArithmeticCases.All)
        {
            data.Add(text, message);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_messages_are_those_of_bash(string text, string message)
    {
        string actual = "";
        try
        {
            ArithmeticParser.Parse(text);
        }
        catch (ArithmeticSyntaxException exception)
        {
            actual = $"{exception.Expression}: {exception.Message}";
        }

        Assert.Equal(message, actual);
    }

    [Theory]
    [InlineData("", "0")]
    [InlineData(" \n", "0")]
    [InlineData("1+2*3", "(Add 1 (Multiply 2 3))")]
    [InlineData("1-2-3", "(Subtract (Subtract 1 2) 3)")]
    [InlineData("2**3**2", "(Power 2 (Power 3 2))")]
    [InlineData("-2**2", "(Power (Minus 2) 2)")]
    [InlineData("!x", "(LogicalNot x)")]
    [InlineData("~-+1", "(BitwiseNot (Minus (Plus 1)))")]
    [InlineData("a<b==c", "(Equal (Less a b) c)")]
    [InlineData("a|b^c&d", "(BitwiseOr a (BitwiseXor b (BitwiseAnd c d)))")]
    [InlineData("a||b&&c", "(LogicalOr a (LogicalAnd b c))")]
    [InlineData("a<<1+2", "(ShiftLeft a (Add 1 2))")]
    [InlineData("a?b:c?d:e", "(? a b (? c d e))")]
    [InlineData("a?b,c:d", "(? a (Comma b c) d)")]
    [InlineData("x=y=1", "(= x (= y 1))")]
    [InlineData("x+=1,y<<=2", "(Comma (Add= x 1) (ShiftLeft= y 2))")]
    [InlineData("x++ + ++y", "(Add (post++ x) (pre++ y))")]
    [InlineData("x--  - --y", "(Subtract (post-- x) (pre-- y))")]
    [InlineData("x+++y", "(Add (post++ x) y)")]
    [InlineData("- - 1", "(Minus (Minus 1))")]
    [InlineData("--1", "(Minus (Minus 1))")]
    [InlineData("a[i+1]=b[c[0]]", "(= a[(Add i 1)] b[c[0]])")]
    [InlineData("(1,2)", "(Comma 1 2)")]
    [InlineData("0x1F + 017 + 2#101 + 36#z + 64#_", "(Add (Add (Add (Add 31 15) 5) 35) 63)")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("9223372036854775808", "-9223372036854775808")]
    [InlineData("m[some key]", "m[some key]")]
    public void The_tree_follows_the_precedence_of_bash(string text, string tree) => Assert.Equal(tree, TreeText.Of(ArithmeticParser.Parse(text)));

    [Theory]
    [InlineData("$((1 + $x))", "arith((Add 1 #1:$x))")]
    [InlineData("$(($x * ${y}))", "arith((Multiply #0:$x #2:$y))")]
    [InlineData("$((${#a[@]} - 1))", "arith((Subtract #0:$a[At]<Length> 1))")]
    [InlineData("$((a[$i] + 1))", "arith((Add a[#1:$i] 1))")]
    [InlineData("$((x$i))", "arith(text x $i)")]
    [InlineData("$(($x$y))", "arith(text $x $y)")]
    [InlineData("$((16#$x))", "arith(text 16# $x)")]
    [InlineData("$(($x = 1))", "arith(text $x  = 1)")]
    [InlineData("$(($x++))", "arith(text $x ++)")]
    [InlineData("$((++$x))", "arith(text ++ $x)")]
    [InlineData("$(($op 1))", "arith(text $op  1)")]
    [InlineData("$((1 $op 2))", "arith(text 1  $op  2)")]
    [InlineData("$(($(cmd) + 1))", "arith((Add #0:cmd(cmd) 1))")]
    [InlineData("$((\"1\" + 1))", "arith((Add 1 1))")]
    [InlineData("$((1 +))", "arith(text 1 +)")]
    [InlineData("$[1 + 2]", "arith((Add 1 2))")]
    [InlineData("$[a[1] + 2]", "arith((Add a[1] 2))")]
    public void An_expansion_in_operand_position_is_part_of_the_tree(string word, string expected) =>
        Assert.Equal(expected, TreeText.Of(Parser.ParseWord(word)));

    [Fact]
    public void A_division_knows_where_its_message_begins()
    {
        const string Text = "1 + 4 /  0 - 1";
        var sum = Assert.IsType<ArithmeticBinary>(ArithmeticParser.Parse(Text));
        var division = Assert.IsType<ArithmeticBinary>(Assert.IsType<ArithmeticBinary>(sum.Left).Right);
        Assert.Equal("0 - 1", Text[division.ErrorPosition..]);
    }

    [Theory]
    [InlineData("0x1f", 31)]
    [InlineData("64#@", 62)]
    [InlineData("0", 0)]
    public void A_constant_has_a_value(string text, long value) => Assert.Equal(value, ArithmeticParser.ParseNumber(text));

    [Fact]
    public void Parentheses_without_end_are_an_error_and_no_crash() =>
        Assert.Throws<ArithmeticSyntaxException>(() => ArithmeticParser.Parse(new string('(', 1_000_000)));
}
