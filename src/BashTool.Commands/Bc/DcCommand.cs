namespace BashTool.Commands.Bc;

/// <summary><c>dc</c>: a calculator of any precision in reverse Polish notation.</summary>
public sealed class DcCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("dc")
    {
        Summary = "Calculate with numbers of any precision in reverse Polish notation.",
        Usage = ["[OPTION] [file ...]"],
        Imitates = "(GNU bc 1.07.1) 1.4.1",
        Examples = [new("dc -e '2 k 10 3 / p'", "3.33")],
    };

    private static readonly Option Expression = Declaration.Required("e", "expression", "EXPR", "evaluate expression");
    private static readonly Option File = Declaration.Required("f", "file", "FILE", "evaluate contents of file");
    private static readonly Option Help = Declaration.Flag("h", "help", "display this help and exit");
    private static readonly Option Version = Declaration.Flag("V", "version", "output version information and exit");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments;
        try
        {
            arguments = Declaration.Parse(context.Arguments);
        }
        catch (UsageException problem)
        {
            context.Complain(problem.Message);
            context.Error.Write(Usage[..Usage.IndexOf("Email", StringComparison.Ordinal)]);
            context.Error.FlushThrough();
            context.Output.Write(Usage[Usage.IndexOf("Email", StringComparison.Ordinal)..]);
            return 1;
        }

        var machine = new DcMachine(context, new BcOutput(context.Output, BcOutput.LineLength(context, "DC_LINE_LENGTH") is > 0 and var length ? length + 1 : 0));
        bool any = false;
        foreach (OptionUse use in arguments.Uses)
        {
            if (use.Option == Help)
            {
                context.Output.Write(Usage);
                return 0;
            }

            if (use.Option == Version)
            {
                context.Output.Write(HelpText.Version(Declaration, context.Name));
                return 0;
            }

            any = true;
            if (use.Option == Expression)
            {
                machine.RunText(EscapedUtf8.Encode(use.Value!));
            }
            else
            {
                RunFile(context, machine, use.Value!);
            }
        }

        foreach (string name in arguments.Operands)
        {
            any = true;
            RunFile(context, machine, name);
        }

        if (!any)
        {
            machine.RunFile(context.StandardInput);
        }

        return 0;
    }

    private const string Usage = """
        Usage: dc [OPTION] [file ...]
          -e, --expression=EXPR    evaluate expression
          -f, --file=FILE          evaluate contents of file
          -h, --help               display this help and exit
          -V, --version            output version information and exit

        Email bug reports to:  bug-dc@gnu.org .

        """;

    private static void RunFile(CommandContext context, DcMachine machine, string name)
    {
        OpenFile file;
        try
        {
            file = context.OpenInput(name);
        }
        catch (FileSystemException)
        {
            context.Complain($"Could not open file {name}");
            return;
        }

        try
        {
            machine.RunFile(file);
        }
        finally
        {
            file.Release();
        }
    }
}
