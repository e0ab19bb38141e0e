namespace BashTool.Commands.Tests.Text;

/// <summary>What the real split refuses.</summary>
public sealed class SplitCommandTests
{
    [Fact]
    public void A_pipe_is_cut_into_a_number_of_pieces_too()
    {
        var runner = new CommandRunner();
        Assert.Equal(0, runner.Run("split -n l/2", "1\n2\n3\n4\n").Status);
        Assert.Equal("1\n2\n", runner.Read("xaa"));
        Assert.Equal("3\n4\n", runner.Read("xab"));
    }
}
