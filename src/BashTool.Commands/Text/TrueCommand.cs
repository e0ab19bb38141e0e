namespace BashTool.Commands.Text;

/// <summary><c>true</c>: does nothing, successfully.</summary>
public sealed class TrueCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("true")
    {
        Summary = "Exit with a status code indicating success.",
        Usage = ["[ignored command line arguments]"],
        ParsesOwnArguments = true,
        HasStandardOptions = false,
        Examples = [new("true && echo yes", "always succeeds")],
    };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context) => 0;
}
