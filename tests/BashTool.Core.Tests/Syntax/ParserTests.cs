using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Tests.Syntax;

public class ParserTests
{
    private static Command First(string text) => Parser.ParseAll(text).Commands[0].Items[0].Command;

    private static SimpleCommand Simple(string text) => Assert.IsType<SimpleCommand>(First(text));

    [Theory]
    [InlineData("")]
    public void Placeholder(string text) => Assert.Empty(Parser.ParseAll(text).Commands);
}
