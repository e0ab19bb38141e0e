using BashTool.Core.CommandModel;
using BashTool.Core.Planning;

namespace BashTool.Core.Tests.Planning;

public sealed class ExecutorChainTests
{
    private static string Chain(StrategyPolicy policy, string name) => string.Join(' ', ExecutorChain.For(policy, name, null));

    [Theory]
    [InlineData(StrategyPolicy.Auto, "grep", "InProcess Native Bash PowerShell")]
    [InlineData(StrategyPolicy.Auto, "jq", "InProcess Native Bash PowerShell")]
    [InlineData(StrategyPolicy.Adaptive, "grep", "InProcess Native Bash PowerShell")]
    [InlineData(StrategyPolicy.InProcess, "grep", "InProcess")]
    [InlineData(StrategyPolicy.Classic, "basename", "Native InProcess Bash")]
    [InlineData(StrategyPolicy.Classic, "grep", "Native Bash InProcess")]
    [InlineData(StrategyPolicy.Classic, "sha256sum", "Native InProcess")]
    [InlineData(StrategyPolicy.PreferNative, "grep", "Native InProcess Bash PowerShell")]
    [InlineData(StrategyPolicy.PreferBash, "cat", "Bash InProcess Native PowerShell")]
    [InlineData(StrategyPolicy.PreferBash, "curl", "InProcess Native PowerShell")]
    public void A_policy_and_a_command_make_a_chain(StrategyPolicy policy, string name, string chain) => Assert.Equal(chain, Chain(policy, name));

    [Theory]
    [InlineData("find awk sed grep diff tar sort uniq split join comm paste", GitBashUse.Always)]
    [InlineData("jq wget curl timeout sha256sum sha1sum md5sum zip unzip watch", GitBashUse.Never)]
    [InlineData("cat ls cp head tail cut tr wc", GitBashUse.Allowed)]
    public void A_real_bash_may_run_it_always_never_or_as_it_comes(string names, GitBashUse use) =>
        Assert.All(names.Split(' '), name => Assert.Equal(use, GitBashRules.Use(name, null)));

    [Fact]
    public void What_the_spec_says_goes_before_the_list()
    {
        var spec = new CommandSpec("cat") { Summary = "", Usage = [""], GitBash = GitBashUse.Never };
        Assert.Equal(GitBashUse.Never, GitBashRules.Use("cat", spec));
    }
}
