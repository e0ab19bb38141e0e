using BashTool.Core.CommandModel;
using BashTool.Core.Planning;

namespace BashTool.Commands.Tests.Execution;

public sealed class GitBashTests
{
    [Fact]
    public void What_a_spec_says_of_a_real_bash_is_what_the_list_says()
    {
        CommandCatalog catalog = StandardCommands.NewCatalog();
        List<string> wrong = [];
        foreach (string name in catalog.Names)
        {
            GitBashUse declared = catalog.Find(name)!.Spec.GitBash;
            if (declared != GitBashUse.Allowed && declared != GitBashRules.Use(name, null) && catalog.Find(name)!.Spec.Name == name)
            {
                wrong.Add($"{name}: {declared}");
            }
        }

        Assert.Empty(wrong);
        Assert.All(GitBashRules.Always.Where(name => catalog.Find(name) is not null), name => Assert.Equal(GitBashUse.Always, catalog.Find(name)!.Spec.GitBash));
    }
}
