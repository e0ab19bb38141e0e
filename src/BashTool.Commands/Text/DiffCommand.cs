using System.Globalization;
using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Text;

/// <summary><c>diff</c>: what differs between two files or trees.</summary>
public sealed partial class DiffCommand : BashCommand
{
    private const int Trouble = 2;

    private static readonly CommandSpec Declaration = new("diff")
    {
        GitBash = GitBashUse.Always,
        Summary = "Compare FILES line by line.",
        LongNamesFirst = "binary brief changed-group-format color context ed exclude exclude-from expand-tabs forward-ed from-file help "
            + "horizon-lines ifdef ignore-all-space ignore-blank-lines ignore-case ignore-file-name-case "
            + "ignore-matching-lines ignore-space-change ignore-tab-expansion ignore-trailing-space inhibit-hunk-merge "
            + "initial-tab label left-column line-format new-file new-group-format new-line-format no-dereference "
            + "no-ignore-file-name-case normal old-group-format old-line-format paginate palette rcs recursive "
            + "report-identical-files sdiff-merge-assist show-c-function show-function-line side-by-side speed-large-files "
            + "starting-file strip-trailing-cr suppress-blank-empty suppress-common-lines tabsize text to-file "
            + "unchanged-group-format unchanged-line-format unidirectional-new-file unified",
        Usage = ["[OPTION]... FILES"],
        Notes = "FILES are 'FILE1 FILE2' or 'DIR1 DIR2' or 'DIR FILE' or 'FILE DIR'.\nIf a FILE is '-', read standard input.\nExit status is 0 if inputs are the same, 1 if different, 2 if trouble.",
        UsageStatus = Trouble,
        Imitates = "(GNU diffutils) 3.8",
        Examples = [new("diff -u old new", "what changed, with context")],
    };

    private static readonly Option Normal = Declaration.Flag("", "normal", "output a normal diff (the default)");
    private static readonly Option Brief = Declaration.Flag("q", "brief", "report only when files differ");
    private static readonly Option ReportIdentical = Declaration.Flag("s", "report-identical-files", "report when two files are the same");
    private static readonly Option ContextFlag = Declaration.Flag("c", "", "output 3 lines of copied context");
    private static readonly Option ContextLines = Declaration.Required("C", "", "NUM", "output NUM lines of copied context");
    private static readonly Option ContextLong = Declaration.Optional("", "context", "NUM", "output NUM (default 3) lines of copied context");
    private static readonly Option UnifiedFlag = Declaration.Flag("u", "", "output 3 lines of unified context");
    private static readonly Option UnifiedLines = Declaration.Required("U", "", "NUM", "output NUM lines of unified context");
    private static readonly Option UnifiedLong = Declaration.Optional("", "unified", "NUM", "output NUM (default 3) lines of unified context");
    private static readonly Option Ed = Declaration.Flag("e", "ed", "output an ed script");
    private static readonly Option ForwardEd = Declaration.Flag("f", "forward-ed", "output something like an ed script, forwards");
    private static readonly Option Rcs = Declaration.Flag("n", "rcs", "output an RCS format diff");
    private static readonly Option SideBySide = Declaration.Flag("y", "side-by-side", "output in two columns");
    private static readonly Option Width = Declaration.Required("W", "width", "NUM", "output at most NUM (default 130) print columns");
    private static readonly Option LeftColumn = Declaration.Flag("", "left-column", "output only the left column of common lines");
    private static readonly Option SuppressCommon = Declaration.Flag("", "suppress-common-lines", "do not output common lines");
    private static readonly Option ShowFunction = Declaration.Flag("p", "show-c-function", "show which C function each change is in");
    private static readonly Option ShowFunctionLine = Declaration.Required("F", "show-function-line", "RE", "show the most recent line matching RE");
    private static readonly Option Label = Declaration.Required("L", "label", "LABEL", "use LABEL instead of file name and timestamp\n(can be repeated)");
    private static readonly Option ExpandTabs = Declaration.Flag("t", "expand-tabs", "expand tabs to spaces in output");
    private static readonly Option InitialTab = Declaration.Flag("T", "initial-tab", "make tabs line up by prepending a tab");
    private static readonly Option TabSize = Declaration.Required("", "tabsize", "NUM", "tab stops every NUM (default 8) print columns");
    private static readonly Option SuppressBlankEmpty = Declaration.Flag("", "suppress-blank-empty", "suppress space or tab before empty output lines");
    private static readonly Option Paginate = Declaration.Flag("l", "paginate", "pass output through 'pr' to paginate it");
    private static readonly Option Recursive = Declaration.Flag("r", "recursive", "recursively compare any subdirectories found");
    private static readonly Option NoDereference = Declaration.Flag("", "no-dereference", "don't follow symbolic links");
    private static readonly Option NewFile = Declaration.Flag("N", "new-file", "treat absent files as empty");
    private static readonly Option UnidirectionalNewFile = Declaration.Flag("P", "unidirectional-new-file", "treat absent first files as empty");
    private static readonly Option IgnoreFileNameCase = Declaration.Flag("", "ignore-file-name-case", "ignore case when comparing file names");
    private static readonly Option NoIgnoreFileNameCase = Declaration.Flag("", "no-ignore-file-name-case", "consider case when comparing file names");
    private static readonly Option Exclude = Declaration.Required("x", "exclude", "PAT", "exclude files that match PAT");
    private static readonly Option ExcludeFrom = Declaration.Required("X", "exclude-from", "FILE", "exclude files that match any pattern in FILE");
    private static readonly Option StartingFile = Declaration.Required("S", "starting-file", "FILE", "start with FILE when comparing directories");
    private static readonly Option FromFile = Declaration.Required("", "from-file", "FILE1", "compare FILE1 to all operands");
    private static readonly Option ToFile = Declaration.Required("", "to-file", "FILE2", "compare all operands to FILE2");
    private static readonly Option IgnoreCase = Declaration.Flag("i", "ignore-case", "ignore case differences in file contents");
    private static readonly Option IgnoreTabExpansion = Declaration.Flag("E", "ignore-tab-expansion", "ignore changes due to tab expansion");
    private static readonly Option IgnoreTrailingSpace = Declaration.Flag("Z", "ignore-trailing-space", "ignore white space at line end");
    private static readonly Option IgnoreSpaceChange = Declaration.Flag("b", "ignore-space-change", "ignore changes in the amount of white space");
    private static readonly Option IgnoreAllSpace = Declaration.Flag("w", "ignore-all-space", "ignore all white space");
    private static readonly Option IgnoreBlankLines = Declaration.Flag("B", "ignore-blank-lines", "ignore changes where lines are all blank");
    private static readonly Option IgnoreMatching = Declaration.Required("I", "ignore-matching-lines", "RE", "ignore changes where all lines match RE");
    private static readonly Option Text = Declaration.Flag("a", "text", "treat all files as text");
    private static readonly Option StripTrailingCr = Declaration.Flag("", "strip-trailing-cr", "strip trailing carriage return on input");
    private static readonly Option IfDef = Declaration.Required("D", "ifdef", "NAME", "output merged file with '#ifdef NAME' diffs");
    private static readonly Option ChangedGroupFormat = Declaration.Required("", "changed-group-format", "GFMT", "format changed input groups with GFMT");
    private static readonly Option OldGroupFormat = Declaration.Required("", "old-group-format", "GFMT", "format input groups of FILE1 alone with GFMT");
    private static readonly Option NewGroupFormat = Declaration.Required("", "new-group-format", "GFMT", "format input groups of FILE2 alone with GFMT");
    private static readonly Option UnchangedGroupFormat = Declaration.Required("", "unchanged-group-format", "GFMT", "format common input groups with GFMT");
    private static readonly Option LineFormat = Declaration.Required("", "line-format", "LFMT", "format all input lines with LFMT");
    private static readonly Option OldLineFormat = Declaration.Required("", "old-line-format", "LFMT", "format input lines of FILE1 alone with LFMT");
    private static readonly Option NewLineFormat = Declaration.Required("", "new-line-format", "LFMT", "format input lines of FILE2 alone with LFMT");
    private static readonly Option UnchangedLineFormat = Declaration.Required("", "unchanged-line-format", "LFMT", "format common input lines with LFMT");
    private static readonly Option[] Digits = [.. "0123456789".Select(d => Declaration.HiddenFlag(d.ToString(), ""))];
    private static readonly Option Binary = Declaration.HiddenFlag("", "binary");
    private static readonly Option HorizonOldSpelling = Declaration.HiddenFlag("h", "inhibit-hunk-merge");
    private static readonly Option SdiffMerge = Declaration.HiddenFlag("", "sdiff-merge-assist");
    private static readonly Option Minimal = Declaration.Flag("d", "minimal", "try hard to find a smaller set of changes");
    private static readonly Option HorizonLines = Declaration.Required("", "horizon-lines", "NUM", "keep NUM lines of the common prefix and suffix");
    private static readonly Option SpeedLargeFiles = Declaration.Flag("H", "speed-large-files", "assume large files and many scattered small changes");
    private static readonly Option Color = Declaration.Optional("", "color", "WHEN", "color output; WHEN is 'never', 'always', or 'auto'");
    private static readonly Option Palette = Declaration.Required("", "palette", "PALETTE", "the colors to use when --color is active; PALETTE is\na colon-separated list of terminfo capabilities");

    private static readonly Option Version = Declaration.Flag("v", "version", "output version information and exit");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        try
        {
            var reader = new Reader();
            ParsedArguments arguments = Declaration.Parse(context, reader.Accept);
            DiffSettings settings = ReadSettings(context, arguments, reader);
            var comparison = new DiffComparison(context, settings);
            List<string> operands = arguments.Operands;
            string? from = arguments.Value(FromFile);
            string? to = arguments.Value(ToFile);
            if (from is not null && to is not null)
            {
                throw new CommandException("--from-file and --to-file both specified", Trouble);
            }

            if (from is null && to is null && operands.Count != 2)
            {
                throw new UsageException(operands.Count < 2
                    ? $"missing operand after '{(operands.Count > 0 ? operands[^1] : context.Arguments.Count > 0 ? context.Arguments[^1] : context.Name)}'"
                    : $"extra operand '{operands[2]}'");
            }

            int status = from is null && to is null
                ? comparison.CompareOperands(operands[0], operands[1])
                : operands.Aggregate(0, (worst, name) => Math.Max(worst, comparison.CompareOperands(from ?? name, to ?? name)));
            comparison.Finish();
            return status;
        }
        catch (UsageException problem) when (!problem.IsUnsupported)
        {
            throw new CommandException($"{problem.Message}\n{context.Name}: Try '{context.Name} --help' for more information.", Trouble);
        }
    }

    private static DiffSettings ReadSettings(CommandContext context, ParsedArguments arguments, Reader reader)
    {
        DiffStyle? style = reader.Style;
        int lines = reader.Context;
        if (style is null && arguments.Has(ShowFunction))
        {
            style = DiffStyle.Context;
            if (reader.DigitContext < 0)
            {
                lines = 3;
            }
        }

        style ??= DiffStyle.Normal;
        if (reader.DigitContext >= 0 && style is DiffStyle.Context or DiffStyle.Unified
            && (lines < reader.DigitContext || (reader.DigitContext < lines && !reader.ExplicitContext)))
        {
            lines = reader.DigitContext;
        }

        bool colored = arguments.Has(Color) && arguments.Value(Color) switch
        {
            "always" => true,
            "never" => false,
            _ => context.StandardOutput.IsTerminal,
        };
        var palette = new DiffPalette();
        if (colored && arguments.Value(Palette) is { } colors && !palette.Read(colors, out string? problem))
        {
            if (problem is not null)
            {
                context.Complain(problem);
            }

            context.Complain("unparsable value for --palette");
            colored = false;
        }

        var excluded = new List<GlobPattern>();
        foreach (OptionUse use in arguments.Uses)
        {
            if (use.Option == Exclude)
            {
                excluded.Add(GlobPattern.Cached(use.Value!));
            }
            else if (use.Option == ExcludeFrom)
            {
                excluded.AddRange(ReadPatterns(context, use.Value!));
            }
        }

        string? locale = context.Environment.Get("LC_ALL") is { Length: > 0 } all ? all
            : context.Environment.Get("LC_TIME") is { Length: > 0 } time ? time : context.Environment.Get("LANG");
        List<PosixRegex> functions = [.. arguments.Uses.Where(u => u.Option == ShowFunction || u.Option == ShowFunctionLine)
            .Select(u => Compile(u.Option == ShowFunction ? "^[[:alpha:]$_]" : u.Value!))];
        return new DiffSettings
        {
            Style = style.Value,
            Context = lines,
            Brief = arguments.Has(Brief),
            ReportsIdentical = arguments.Has(ReportIdentical),
            Recursive = arguments.Has(Recursive),
            NewFile = arguments.Has(NewFile),
            UnidirectionalNewFile = arguments.Has(UnidirectionalNewFile),
            NoDereference = arguments.Has(NoDereference),
            Text = arguments.Has(Text),
            StripsCarriageReturns = arguments.Has(StripTrailingCr),
            IgnoresCase = arguments.Has(IgnoreCase),
            IgnoresAllSpace = arguments.Has(IgnoreAllSpace),
            IgnoresSpaceChange = arguments.Has(IgnoreSpaceChange),
            IgnoresTrailingSpace = arguments.Has(IgnoreTrailingSpace),
            // GNU's looks at tabs no more once it looks at the end of lines.
            IgnoresTabExpansion = arguments.Has(IgnoreTabExpansion) && !arguments.Has(IgnoreTrailingSpace),
            IgnoresBlankLines = arguments.Has(IgnoreBlankLines),
            IgnoredLines = arguments.Values(IgnoreMatching).ConvertAll(Compile),
            Labels = arguments.Values(Label),
            Functions = functions,
            ExpandsTabs = arguments.Has(ExpandTabs),
            InitialTab = arguments.Has(InitialTab),
            TabSize = reader.TabSize > 0 ? reader.TabSize : 8,
            SuppressesBlankEmpty = arguments.Has(SuppressBlankEmpty),
            Minimal = arguments.Has(Minimal),
            Width = reader.Width > 0 ? reader.Width : 130,
            LeftColumn = arguments.Has(LeftColumn),
            SuppressesCommonLines = arguments.Has(SuppressCommon),
            GroupFormats = reader.GroupFormats(),
            LineFormats = [.. reader.LineFormats.Select(f => f ?? "%l\n")],
            Colored = colored,
            Palette = palette,
            Paginates = arguments.Has(Paginate),
            IgnoresFileNameCase = arguments.LastOf(IgnoreFileNameCase, NoIgnoreFileNameCase) == IgnoreFileNameCase,
            PosixTime = style == DiffStyle.Context && locale is null or "" or "C" or "POSIX",
            MergeAssist = arguments.Has(SdiffMerge),
            Excluded = excluded,
            StartingFile = arguments.Value(StartingFile),
            Horizon = reader.Horizon,
            OptionText = OptionText(context.Arguments, arguments.Operands),
        };
    }

    // What was given but for the operands, as a shell would read it.
    private static string OptionText(IReadOnlyList<string> arguments, List<string> operands)
    {
        List<string> options = [.. arguments];
        for (int i = operands.Count - 1; i >= 0; i--)
        {
            int at = options.LastIndexOf(operands[i]);
            if (at >= 0)
            {
                options.RemoveAt(at);
            }
        }

        return string.Concat(options.Select(o => " " + GnuQuoting.ShellEscape(o)));
    }

    private static PosixRegex Compile(string pattern)
    {
        try
        {
            return PosixRegex.Cached(pattern, new RegexOptions { NoSubmatches = true, Syntax = RegexSyntax.Grep });
        }
        catch (RegexSyntaxException problem)
        {
            throw new CommandException($"{pattern}: {problem.Message}", Trouble);
        }
    }

    private static List<GlobPattern> ReadPatterns(CommandContext context, string name)
    {
        var patterns = new List<GlobPattern>();
        try
        {
            OpenFile file = context.OpenInput(name);
            try
            {
                var reader = new LineReader(file, context.Cancellation);
                while (reader.TryRead(out ReadOnlySpan<byte> line))
                {
                    patterns.Add(GlobPattern.Cached(EscapedUtf8.Decode(line.TrimEnd(" \t\r"u8))));
                }
            }
            finally
            {
                file.Release();
            }
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"{name}: {problem.Description}", Trouble);
        }

        return patterns;
    }
}
