namespace BashTool.Commands.Text;

/// <summary><c>sdiff</c>: two files side by side, and merged by hand.</summary>
public sealed class SdiffCommand : BashCommand
{
    private const int Trouble = 2;

    private static readonly CommandSpec Declaration = new("sdiff")
    {
        Summary = "Side-by-side merge of differences between FILE1 and FILE2.",
        LongNamesFirst = "ignore-all-space ignore-blank-lines ignore-case ignore-matching-lines ignore-space-change ignore-tab-expansion "
            + "ignore-trailing-space speed-large-files strip-trailing-cr suppress-common-lines tabsize text",
        Usage = ["[OPTION]... FILE1 FILE2"],
        Notes = "If a FILE is '-', read standard input.\nExit status is 0 if inputs are the same, 1 if different, 2 if trouble.",
        UsageStatus = Trouble,
        Imitates = "(GNU diffutils) 3.8",
        Writes = true,
        Examples = [new("sdiff -s -w 60 old new", "only the lines that differ")],
    };

    private static readonly Option Output = Declaration.Required("o", "output", "FILE", "operate interactively, sending output to FILE");
    private static readonly Option IgnoreCase = Declaration.Flag("i", "ignore-case", "consider upper- and lower-case to be the same");
    private static readonly Option IgnoreTabExpansion = Declaration.Flag("E", "ignore-tab-expansion", "ignore changes due to tab expansion");
    private static readonly Option IgnoreTrailingSpace = Declaration.Flag("Z", "ignore-trailing-space", "ignore white space at line end");
    private static readonly Option IgnoreSpaceChange = Declaration.Flag("b", "ignore-space-change", "ignore changes in the amount of white space");
    private static readonly Option IgnoreAllSpace = Declaration.Flag("W", "ignore-all-space", "ignore all white space");
    private static readonly Option IgnoreBlankLines = Declaration.Flag("B", "ignore-blank-lines", "ignore changes whose lines are all blank");
    private static readonly Option IgnoreMatching = Declaration.Required("I", "ignore-matching-lines", "RE", "ignore changes all whose lines match RE");
    private static readonly Option StripTrailingCr = Declaration.Flag("", "strip-trailing-cr", "strip trailing carriage return on input");
    private static readonly Option Text = Declaration.Flag("a", "text", "treat all files as text");
    private static readonly Option Width = Declaration.Required("w", "width", "NUM", "output at most NUM (default 130) print columns");
    private static readonly Option LeftColumn = Declaration.Flag("l", "left-column", "output only the left column of common lines");
    private static readonly Option SuppressCommon = Declaration.Flag("s", "suppress-common-lines", "do not output common lines");
    private static readonly Option ExpandTabs = Declaration.Flag("t", "expand-tabs", "expand tabs to spaces in output");
    private static readonly Option TabSize = Declaration.Required("", "tabsize", "NUM", "tab stops at every NUM (default 8) print columns");
    private static readonly Option Minimal = Declaration.Flag("d", "minimal", "try hard to find a smaller set of changes");
    private static readonly Option SpeedLargeFiles = Declaration.Flag("H", "speed-large-files", "assume large files, many scattered small changes");
    private static readonly Option DiffProgram = Declaration.Required("", "diff-program", "PROGRAM", "use PROGRAM to compare files");
    private static readonly Option Version = Declaration.Flag("v", "version", "output version information and exit");

    private static readonly (Option Ours, string Theirs)[] Passed =
    [
        (IgnoreCase, "-i"), (IgnoreTabExpansion, "-E"), (IgnoreTrailingSpace, "-Z"), (IgnoreSpaceChange, "-b"), (IgnoreAllSpace, "-w"),
        (IgnoreBlankLines, "-B"), (IgnoreMatching, "-I"), (StripTrailingCr, "--strip-trailing-cr"), (Text, "-a"), (Width, "-W"),
        (LeftColumn, "--left-column"), (ExpandTabs, "-t"), (TabSize, "--tabsize"), (Minimal, "-d"), (SpeedLargeFiles, "-H"),
    ];

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        try
        {
            ParsedArguments arguments = Declaration.Parse(context);
            List<string> words = [arguments.Value(DiffProgram) ?? "diff"];
            foreach (OptionUse use in arguments.Uses)
            {
                int at = Array.FindIndex(Passed, p => p.Ours == use.Option);
                if (at >= 0)
                {
                    string word = Passed[at].Theirs;
                    words.AddRange(use.Value is null ? [word] : word.StartsWith("--", StringComparison.Ordinal) ? [$"{word}={use.Value}"] : [word, use.Value]);
                }
            }

            List<string> operands = arguments.Operands;
            if (operands.Count != 2)
            {
                throw new UsageException(operands.Count > 2
                    ? $"extra operand '{operands[2]}'"
                    : $"missing operand after '{(operands.Count > 0 ? operands[^1] : context.Arguments.Count > 0 ? context.Arguments[^1] : context.Name)}'");
            }

            if (arguments.Value(Output) is { } output)
            {
                return new SdiffMerge(context, arguments.Has(SuppressCommon)).Run(words, operands[0], operands[1], output);
            }

            words.AddRange(arguments.Has(SuppressCommon) ? ["--suppress-common-lines", "-y", "--"] : ["-y", "--"]);
            words.AddRange(operands);
            int status = context.Run(new CommandInvocation { Words = words, Caller = context.Name });
            return status is 126 or 127 ? throw new CommandException($"{words[0]}: {FileError.ENOENT.Describe()}", Trouble) : status;
        }
        catch (UsageException problem)
        {
            throw new CommandException($"{problem.Message}\n{context.Name}: Try '{context.Name} --help' for more information.", Trouble);
        }
    }
}
