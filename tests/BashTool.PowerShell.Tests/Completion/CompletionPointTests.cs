using BashTool.PowerShell.Completion;

namespace BashTool.PowerShell.Tests.Completion;

public sealed class CompletionPointTests
{
    [Theory]
    [InlineData("", "", 0, "", true)]
    [InlineData("gre", "gre", 0, "", true)]
    [InlineData("ls -", "-", 3, "ls", false)]
    [InlineData("ls ", "", 3, "ls", false)]
    [InlineData("ls | so", "so", 5, "", true)]
    [InlineData("ls; cat a", "a", 8, "cat", false)]
    [InlineData("a && b c", "c", 7, "b", false)]
    [InlineData("echo $(gr", "gr", 7, "", true)]
    [InlineData("echo \"x $(gr", "gr", 10, "", true)]
    [InlineData("X=1 gr", "gr", 4, "", true)]
    [InlineData("if gr", "gr", 3, "", true)]
    [InlineData("cat 'a b", "a b", 4, "cat", false)]
    [InlineData("cat \"a b", "a b", 4, "cat", false)]
    [InlineData("cat a\\ b", "a b", 4, "cat", false)]
    [InlineData("cat < fi", "fi", 6, "cat", false)]
    [InlineData("cat 2> fi", "fi", 7, "cat", false)]
    [InlineData("echo a # b", "", 10, "echo a", false)]
    [InlineData("for i in 1; do gr", "gr", 15, "", true)]
    public void The_word_at_the_end_is_found(string text, string word, int start, string words, bool isCommand)
    {
        CompletionPoint point = CompletionPoint.At(text);
        Assert.Equal(word, point.Word);
        Assert.Equal(start, point.Start);
        Assert.Equal(words, string.Join(' ', point.Words));
        Assert.Equal(isCommand, point.IsCommand);
    }
}
