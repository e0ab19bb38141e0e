using BashTool.Core.CommandModel;
using BashTool.Core.Interpreter;

namespace BashTool.Commands.Tests.Execution;

public sealed class FailingCommandTests
{
    [Fact]
    public void A_mistake_in_a_command_is_its_own_and_the_script_goes_on()
    {
        using var shell = new ShellHarness();
        shell.Session.RegisteredCommands = static name => name == "broken" ? new BrokenCommand() : null;
        (int status, string output, string error) = shell.Run("broken; echo $?; broken | cat; echo ${PIPESTATUS[0]}");
        Assert.Equal((0, "before\n70\nbefore\n70\n"), (status, output));
        Assert.Equal(2, error.Split('\n').Count(static line => line == "broken: internal error: InvalidOperationException: what nobody thought of"));
    }

    private sealed class BrokenCommand : BashCommand
    {
        public override CommandSpec Spec { get; } = new("broken") { Summary = "fails", Usage = [""] };

        public override int Run(CommandContext context)
        {
            context.Output.Write("before\n");
            throw new InvalidOperationException("what nobody thought of");
        }
    }
}
