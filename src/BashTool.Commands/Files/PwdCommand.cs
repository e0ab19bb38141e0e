namespace BashTool.Commands.Files;

/// <summary>Prints the current directory (the command; the shell has a builtin of its own).</summary>
public sealed class PwdCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("pwd")
    {
        Summary = "Print the full filename of the current working directory.",
        Usage = ["[OPTION]..."],
    };

    private static readonly Option Logical = Declaration.Flag("L", "logical", "use PWD from environment, even if it contains symlinks");
    private static readonly Option Physical = Declaration.Flag("P", "physical", "avoid all symlinks");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Operands.Count > 0)
        {
            context.Complain("ignoring non-option arguments");
        }

        Option? kind = arguments.LastOf(Logical, Physical);
        bool logical = kind is null ? context.Environment.Get("POSIXLY_CORRECT") is not null : kind == Logical;
        if (logical && context.Environment.Get("PWD") is { } named && named.StartsWith('/') && !named.Contains("/./") && !named.Contains("/../")
            && !named.EndsWith("/.", StringComparison.Ordinal) && !named.EndsWith("/..", StringComparison.Ordinal)
            && context.Files.TryStat(VirtualPath.Parse(named), true, out FileMetadata there) == FileError.None
            && context.Files.TryStat(context.WorkingDirectory, true, out FileMetadata here) == FileError.None && there.IsSameFileAs(here))
        {
            context.Output.WriteLine(named);
            return 0;
        }

        context.Output.WriteLine(context.Files.RealPath(context.WorkingDirectory, RealPathMode.AllExist).Text);
        return 0;
    }
}
