namespace BashTool.Commands.Bc;

/// <summary><c>bc</c>: a calculator of any precision with a language of its own.</summary>
public sealed class BcCommand : BashCommand
{
    internal const string Limits = """
        BC_BASE_MAX     = 2147483647
        BC_DIM_MAX      = 16777215
        BC_SCALE_MAX    = 2147483647
        BC_STRING_MAX   = 2147483647
        MAX Exponent    = 9223372036854775807
        Number of vars  = 32767

        """;

    internal const string Warranty = """

        This is bc as BashTool has it, in the manner of GNU bc 1.07.1.
        It comes without any warranty.

        """;

    private const int LibraryScale = 20;

    private static readonly CommandSpec Declaration = new("bc")
    {
        Summary = "Calculate with numbers of any precision.",
        Usage = ["[options] [file ...]"],
        Imitates = "1.07.1",
        Examples = [new("echo 'scale=3; 10/3' | bc", "3.333"), new("echo '2^100' | bc", "1267650600228229401496703205376")],
    };

    private static readonly Option Help = Declaration.Flag("h", "help", "print this usage and exit");
    private static readonly Option Interactive = Declaration.Flag("i", "interactive", "force interactive mode: a line about the version first");
    private static readonly Option MathLibrary = Declaration.Flag("l", "mathlib", "use the predefined math routines");
    private static readonly Option Quiet = Declaration.Flag("q", "quiet", "don't print initial banner");
    private static readonly Option Standard = Declaration.Flag("s", "standard", "non-standard bc constructs are errors");
    private static readonly Option Warn = Declaration.Flag("w", "warn", "warn about non-standard bc constructs");
    private static readonly Option VersionOption = Declaration.Flag("v", "version", "print version information and exit");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        List<string> words = [.. context.Arguments];
        if (context.Environment.Get("BC_ENV_ARGS") is { } more)
        {
            words.InsertRange(0, more.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries));
        }

        ParsedArguments arguments;
        try
        {
            arguments = Declaration.Parse(words);
        }
        catch (UsageException problem)
        {
            context.Complain(problem.Message);
            context.Output.Write(Usage(context.Name));
            return 1;
        }

        if (arguments.LastOf(Help, VersionOption) is { } asked)
        {
            context.Output.Write(asked == Help ? Usage(context.Name) : HelpText.Version(Declaration, context.Name));
            return 0;
        }

        if (arguments.Has(Interactive) && !arguments.Has(Quiet))
        {
            context.Output.Write(HelpText.Version(Declaration, context.Name));
        }

        var program = new BcProgram();
        var complaints = new BcComplaints(context)
        {
            StandardOnly = arguments.LastOf(Standard, Warn) == Standard || arguments.Has(Standard),
            Warns = arguments.Has(Warn),
        };
        using var source = new BcSource(context, arguments.Operands) { Echoes = arguments.Has(Interactive) };
        complaints.ReadsFrom(source);
        var machine = new BcMachine(context, program, new BcOutput(context.Output, BcOutput.LineLength(context, "BC_LINE_LENGTH")));
        if (arguments.Has(MathLibrary))
        {
            program.AddLibrary();
            machine.DecimalPlaces = LibraryScale;
        }

        new BcCompiler(new BcLexer(source, complaints), complaints, program, machine).Run();
        return 0;
    }

    private static string Usage(string name) => $"""
        usage: {name} [options] [file ...]
          -h  --help         print this usage and exit
          -i  --interactive  force interactive mode
          -l  --mathlib      use the predefined math routines
          -q  --quiet        don't print initial banner
          -s  --standard     non-standard bc constructs are errors
          -w  --warn         warn about non-standard bc constructs
          -v  --version      print version information and exit

        """;
}
