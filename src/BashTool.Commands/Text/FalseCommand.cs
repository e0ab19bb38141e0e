namespace BashTool.Commands.Text;

/// <summary><c>false</c>: does nothing, unsuccessfully.</summary>
public sealed class FalseCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("false")
    {
        Summary = "Exit with a status code indicating failure.",
        Usage = ["[ignored command line arguments]"],
        ParsesOwnArguments = true,
        HasStandardOptions = false,
        Examples = [new("false || echo no", "always fails")],
    };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context) => 1;
}
