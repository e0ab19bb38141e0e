namespace BashTool.Commands.Awk;

/// <summary><c>awk</c>: scans records for patterns and processes them; the language is GNU awk's.</summary>
[CommandNames("awk", "gawk", "nawk")]
public sealed class AwkCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("awk")
    {
        GitBash = GitBashUse.Always,
        Summary = "Scan records for patterns and process them.",
        Usage = ["[OPTION]... -f PROGFILE [--] FILE...", "[OPTION]... [--] 'PROGRAM' FILE..."],
        Notes = """
            A program is a list of PATTERN { ACTION } rules, of BEGIN and END actions, and of
            function definitions.  A FILE may be an assignment VAR=VALUE; without a FILE the
            standard input is read.
            """,
        Imitates = "GNU Awk 5.2.1",
        Permutes = false,
        Writes = true,
        Examples = [new("echo 'a b' | awk '{print $2}'", "b")],
        Limitations =
        [
            "Lint warnings are not given.",
            "Extensions in C (-l, @load) and arbitrary precision (-M) are not supported.",
        ],
    };

    private static readonly Option FileOption = Declaration.Required("f", "file", "PROGFILE", "read the program from PROGFILE");
    private static readonly Option Separator = Declaration.Required("F", "field-separator", "FS", "use FS as the field separator");
    private static readonly Option Assign = Declaration.Required("v", "assign", "VAR=VALUE", "assign VALUE to VAR before the program begins");
    private static readonly Option Bytes = Declaration.Flag("b", "characters-as-bytes", "treat all data as single-byte characters");
    private static readonly Option Traditional = Declaration.Flag("c", "traditional", "disable GNU extensions");
    private static readonly Option Copyright = Declaration.Flag("C", "copyright", "print what this imitates and exit");
    private static readonly Option Dump = Declaration.Optional("d", "dump-variables", "FILE", "print global variables, their types and final values to FILE");
    private static readonly Option Debug = Declaration.Unsupported("D", "debug", OptionValue.Optional, "debug the program", "there is no debugger");
    private static readonly Option Source = Declaration.Required("e", "source", "PROGRAM", "program text, which may be mixed with files");
    private static readonly Option Execute = Declaration.Required("E", "exec", "FILE", "like -f, and no option and no assignment follows");
    private static readonly Option Translatable = Declaration.Unsupported("g", "gen-pot", OptionValue.None, "print the translatable strings", "programs are not translated");
    private static readonly Option Help = Declaration.Flag("h", "help", "display this help and exit");
    private static readonly Option IncludeOption = Declaration.Required("i", "include", "FILE", "include FILE, a library of awk; 'inplace' edits the files in place");
    private static readonly Option Trace = Declaration.Unsupported("I", "trace", OptionValue.None, "print the internal byte code", "there is no byte code");
    private static readonly Option Load = Declaration.Unsupported("l", "load", OptionValue.Required, "load a library", "extensions in C are not supported");
    private static readonly Option Lint = Declaration.Optional("L", "lint", "KIND", "warn about dubious constructs (accepted, without effect)");
    private static readonly Option Precision = Declaration.Unsupported("M", "bignum", OptionValue.None, "calculate with arbitrary precision", "numbers are doubles");
    private static readonly Option LocaleNumbers = Declaration.Flag("N", "use-lc-numeric", "use the locale's decimal point (which is a point)");
    private static readonly Option NonDecimal = Declaration.Flag("n", "non-decimal-data", "recognise octal and hexadecimal numbers in the input");
    private static readonly Option Pretty = Declaration.Unsupported("o", "pretty-print", OptionValue.Optional, "print the program in canonical form", "programs are not printed");
    private static readonly Option Optimize = Declaration.Flag("O", "optimize", "optimise the program (always done)");
    private static readonly Option Profile = Declaration.Unsupported("p", "profile", OptionValue.Optional, "write a profile", "runs are not profiled");
    private static readonly Option Posix = Declaration.Flag("P", "posix", "disable what POSIX does not have");
    private static readonly Option Intervals = Declaration.Flag("r", "re-interval", "intervals in regular expressions (always on)");
    private static readonly Option Plain = Declaration.Flag("s", "no-optimize", "do not optimise (without effect)");
    private static readonly Option Sandbox = Declaration.Flag("S", "sandbox", "disable system(), redirections and assignments of files");
    private static readonly Option OldLint = Declaration.Flag("t", "lint-old", "warn about what old awks do not have (accepted, without effect)");
    private static readonly Option Version = Declaration.Flag("V", "version", "print the version and exit");

    public override CommandSpec Spec => Declaration;

    /// <summary>True if an operand is an assignment; where its equals sign is.</summary>
    internal static bool IsAssignment(string operand, out int equals)
    {
        equals = operand.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || !(char.IsAsciiLetter(operand[0]) || operand[0] == '_'))
        {
            return false;
        }

        for (int i = 1; i < equals; i++)
        {
            bool inSpace = operand[i] == ':' && (operand[i - 1] == ':' || operand[i + 1] == ':');
            if (!char.IsAsciiLetterOrDigit(operand[i]) && operand[i] != '_' && !inSpace)
            {
                return false;
            }
        }

        return true;
    }

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
            context.Error.Write(HelpText.Render(Declaration, context.Name));
            return 1;
        }

        if (arguments.Has(Help))
        {
            context.Output.Write(HelpText.Render(Declaration, context.Name));
            return 0;
        }

        if (arguments.Has(Version) || arguments.Has(Copyright))
        {
            context.Output.Write(HelpText.Version(Declaration, context.Name));
            return 0;
        }

        try
        {
            return Run(context, arguments);
        }
        catch (AwkSyntaxException problem)
        {
            foreach (string line in problem.Lines)
            {
                context.Complain(line);
            }

            return problem.Status;
        }
        catch (AwkFatalException problem)
        {
            context.Complain(problem.Message);
            return 2;
        }
    }

    private static int Run(CommandContext context, ParsedArguments arguments)
    {
        WarnOfOverrides(context, arguments);
        var settings = new AwkSettings
        {
            Posix = arguments.Has(Posix),
            Traditional = arguments.Has(Traditional) && !arguments.Has(Posix),
            Bytes = (arguments.Has(Bytes) && !arguments.Has(Posix)) || !context.IsUtf8,
            NonDecimal = arguments.Has(NonDecimal) && !arguments.Has(Posix) && !arguments.Has(Traditional),
            Sandbox = arguments.Has(Sandbox),
            Lint = arguments.Has(Lint),
            LintFatal = arguments.Value(Lint) == "fatal",
            InPlace = arguments.Values(IncludeOption).Exists(static f => f is "inplace" or "inplace.awk"),
            DumpVariables = arguments.Has(Dump) ? arguments.Value(Dump) ?? "awkvars.out" : null,
        };
        var program = new AwkProgram();
        var sources = new AwkSources(context);
        var parser = new AwkParser(program, settings, sources.Find, context.Complain);
        List<string> operands = arguments.Operands;
        bool any = false;
        foreach (OptionUse use in arguments.Uses)
        {
            if (use.Option == Source)
            {
                parser.Add(EscapedUtf8.Encode(use.Value!), "cmd. line");
                any = true;
            }
            else if (use.Option == FileOption || use.Option == Execute)
            {
                (byte[] text, string name) = sources.Open(use.Value!);
                parser.Add(text, name);
                any = true;
            }
            else if (use.Option == IncludeOption)
            {
                parser.Include(use.Value!, 0);
            }
        }

        if (!any)
        {
            if (operands.Count == 0)
            {
                context.Error.Write(HelpText.Render(Declaration, context.Name));
                return 1;
            }

            parser.Add(EscapedUtf8.Encode(operands[0]), "cmd. line");
            operands = operands[1..];
        }

        if (settings.InPlace)
        {
            parser.Declare("inplace::suffix", "inplace::enable", "INPLACE_SUFFIX");
        }

        parser.Finish();
        using var machine = new AwkMachine(context, settings, program) { TakesAssignments = !arguments.Has(Execute) };
        machine.SetArguments(context.Name, operands);
        foreach (OptionUse use in arguments.Uses)
        {
            if (use.Option == Separator)
            {
                machine.SetSeparatorOption(use.Value!);
            }
            else if (use.Option == Assign)
            {
                AssignVariable(machine, program, use.Value!);
            }
        }

        int status = machine.Run();
        if (settings.DumpVariables is { } path)
        {
            AwkVariableDump.Write(machine, path);
        }

        return status;
    }

    private static void WarnOfOverrides(CommandContext context, ParsedArguments arguments)
    {
        bool posix = arguments.Has(Posix);
        if (posix && arguments.Has(Traditional))
        {
            context.Complain("warning: `--posix' overrides `--traditional'");
        }

        if (arguments.Has(NonDecimal) && (posix || arguments.Has(Traditional)))
        {
            context.Complain("warning: `--posix'/`--traditional' overrides `--non-decimal-data'");
        }

        if (posix && arguments.Has(Bytes))
        {
            context.Complain("warning: `--posix' overrides `--characters-as-bytes'");
        }
    }

    private static void AssignVariable(AwkMachine machine, AwkProgram program, string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            throw new AwkSyntaxException($"`{text}' argument to `-v' not in `var=value' form\n\n" + HelpText.Render(Declaration, machine.Context.Name).TrimEnd('\n'));
        }

        string name = text[..equals];
        if (!IsAssignment(text, out _))
        {
            throw new AwkFatalException($"fatal: `{name}' is not a legal variable name");
        }

        if (program.Functions.ContainsKey(name))
        {
            throw new AwkFatalException($"fatal: cannot use function name `{name}' as variable name");
        }

        if (AwkFunctions.IsKnown(name, gnu: true))
        {
            throw new AwkFatalException($"fatal: cannot use gawk builtin `{name}' as variable name");
        }

        machine.AssignFromCommandLine(name, text[(equals + 1)..]);
    }
}
