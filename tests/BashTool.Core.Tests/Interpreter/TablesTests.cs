using BashTool.Core.Interpreter;

namespace BashTool.Core.Tests.Interpreter;

public sealed class TablesTests
{
    [Fact]
    public void The_hash_counts_uses()
    {
        var hash = new CommandHash();
        hash.Set("ls", "/bin/ls");
        Assert.Equal("/bin/ls", hash.Use("ls"));
        Assert.Equal("/bin/ls", hash.Find("ls"));
        Assert.Equal(1, hash.All[0].Value.Hits);
        Assert.True(hash.Remove("ls"));
        Assert.Null(hash.Use("ls"));
    }

    [Fact]
    public void A_copy_of_the_hash_is_independent()
    {
        var hash = new CommandHash();
        hash.Set("a", "/a");
        CommandHash copy = hash.Clone();
        copy.Clear();
        Assert.Equal("/a", hash.Find("a"));
    }

    [Fact]
    public void A_copy_of_the_completions_is_independent()
    {
        var table = new CompletionTable();
        table.Set("a", new CompletionSpecification { WordList = "x" });
        CompletionTable copy = table.Clone();
        copy.Set("b", new CompletionSpecification());
        Assert.True(table.Remove("a"));
        Assert.Equal(["a", "b"], copy.All.Select(static e => e.Key).Order());
        Assert.Empty(table.All);
    }

    [Fact]
    public void History_entries_keep_their_numbers()
    {
        var history = new HistoryList();
        history.Add("a");
        history.Add("b");
        history.RemoveRange(0, 1);
        Assert.Equal(("b", 1), (history[0], history.Count));
    }
}
