using System.Globalization;

namespace BashTool.Commands.Sed;

/// <summary><c>sed</c>: edits a stream of lines by a script.</summary>
public sealed class SedCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("sed")
    {
        GitBash = GitBashUse.Always,
        Summary = "Edit a stream of lines by a script.",
        LongNamesFirst = "file follow-symlinks silent sandbox separate",
        Usage = ["[OPTION]... {script-only-if-no-other-script} [input-file]..."],
        Notes = """
            If no -e, --expression, -f, or --file option is given, then the first
            non-option argument is taken as the sed script to interpret.  All
            remaining arguments are names of input files; if no input files are
            specified, then the standard input is read.
            """,
        Imitates = "(GNU sed) 4.9",
        Writes = true,
        Examples = [new("echo hello | sed 's/l/L/2'", "helLo")],
    };

    private static readonly Option Quiet = Declaration.Flag("n", "quiet silent", "suppress automatic printing of pattern space");
    private static readonly Option Debug = Declaration.Unsupported("", "debug", OptionValue.None, "annotate program execution", "scripts are not printed in canonical form");
    private static readonly Option Expression = Declaration.Required("e", "expression", "script", "add the script to the commands to be executed");
    private static readonly Option FileOption = Declaration.Required("f", "file", "script-file", "add the contents of script-file to the commands\nto be executed");
    private static readonly Option FollowSymlinks = Declaration.Flag("", "follow-symlinks", "follow symlinks when processing in place");
    private static readonly Option InPlace = Declaration.Optional("i", "in-place", "SUFFIX", "edit files in place (makes backup if SUFFIX supplied)");
    private static readonly Option LineLength = Declaration.Required("l", "line-length", "N", "specify the desired line-wrap length for the 'l' command");
    private static readonly Option Posix = Declaration.Flag("", "posix", "disable all GNU extensions");
    private static readonly Option Extended = Declaration.Flag("Er", "regexp-extended", "use extended regular expressions in the script");
    private static readonly Option Separate = Declaration.Flag("s", "separate", "consider files as separate rather than as a single\ncontinuous long stream");
    private static readonly Option Sandbox = Declaration.Flag("", "sandbox", "operate in sandbox mode (disable e/r/w commands)");
    private static readonly Option Unbuffered = Declaration.Flag("u", "unbuffered", "load minimal amounts of data from the input files\nand flush the output buffers more often");
    private static readonly Option NullData = Declaration.Flag("z", "null-data zero-terminated", "separate lines by NUL characters");
    private static readonly Option Binary = Declaration.Flag("b", "binary", "(ignored)");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments;
        try
        {
            arguments = Declaration.Parse(context);
        }
        catch (UsageException problem) when (!problem.IsUnsupported)
        {
            context.Complain(problem.Message);
            return Usage(context);
        }

        List<string> operands = arguments.Operands;
        var settings = new SedSettings
        {
            Quiet = arguments.Has(Quiet),
            Posix = arguments.Has(Posix),
            EndsAtMissingNext = arguments.Has(Posix) || context.Environment.Get("POSIXLY_CORRECT") is not null,
            Utf8 = context.IsUtf8,
            Extended = arguments.Has(Extended),
            Sandbox = arguments.Has(Sandbox),
            Separate = arguments.Has(Separate) || arguments.Has(InPlace),
            InPlace = arguments.Has(InPlace),
            Suffix = arguments.Value(InPlace) ?? "",
            FollowsLinks = arguments.Has(FollowSymlinks),
            Unbuffered = arguments.Has(Unbuffered),
            Delimiter = arguments.Has(NullData) ? (byte)0 : (byte)'\n',
            LineLength = arguments.Value(LineLength) is { } text ? ReadNumber(text) : 70,
        };
        using var outputs = new SedOutputs(context) { Delimiter = settings.Delimiter };
        var parser = new SedParser(context, settings, outputs);
        bool any = false;
        foreach (OptionUse use in arguments.Uses)
        {
            if (use.Option == Expression)
            {
                parser.AddExpression(EscapedUtf8.Encode(use.Value!));
                any = true;
            }
            else if (use.Option == FileOption)
            {
                parser.AddFile(use.Value!);
                any = true;
            }
        }

        if (!any)
        {
            if (operands.Count == 0)
            {
                return Usage(context);
            }

            parser.AddExpression(EscapedUtf8.Encode(operands[0]));
            operands = operands[1..];
        }

        SedProgram program = parser.Finish();
        var machine = new SedMachine(context, settings with { Quiet = settings.Quiet || program.StartsQuiet }, program, outputs, operands);
        return machine.Run();
    }

    private static int Usage(CommandContext context)
    {
        context.Error.Write(HelpText.Render(Declaration, context.Name));
        return 1;
    }

    private static int ReadNumber(string text)
    {
        int digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        return int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : 0;
    }
}
