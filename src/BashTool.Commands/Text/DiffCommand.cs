using System.Globalization;
using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Text;

/// <summary><c>diff</c>: what differs between two files or trees.</summary>
public sealed class DiffCommand : BashCommand
{
    private const int Trouble = 2;

    private static readonly CommandSpec Declaration = new("diff")
    {
        Summary = "Compare FILES line by line.",
        Usage = ["[OPTION]... FILES"],
        Notes = "FILES are 'FILE1 FILE2' or 'DIR1 DIR2' or 'DIR FILE' or 'FILE DIR'.\nIf a FILE is '-', read standard input.\nExit status is 0 if inputs are the same, 1 if different, 2 if trouble.",
        UsageStatus = Trouble,
        Imitates = "(GNU diffutils) 3.8",
        Historic = Modernize,
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
    private static readonly Option Paginate = Declaration.Unsupported("l", "paginate", OptionValue.None, "pass output through 'pr' to paginate it", "there is no pr");
    private static readonly Option Recursive = Declaration.Flag("r", "recursive", "recursively compare any subdirectories found");
    private static readonly Option NoDereference = Declaration.Flag("", "no-dereference", "don't follow symbolic links");
    private static readonly Option NewFile = Declaration.Flag("N", "new-file", "treat absent files as empty");
    private static readonly Option UnidirectionalNewFile = Declaration.Flag("P", "unidirectional-new-file", "treat absent first files as empty");
    private static readonly Option IgnoreFileNameCase = Declaration.Unsupported("", "ignore-file-name-case", OptionValue.None, "ignore case when comparing file names", "names are compared as they are");
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
    private static readonly Option GroupFormat = Declaration.Unsupported("", "changed-group-format unchanged-group-format old-group-format new-group-format", OptionValue.Required, "format groups with GFMT", "group formats are not interpreted");
    private static readonly Option LineFormat = Declaration.Unsupported("", "line-format old-line-format new-line-format unchanged-line-format", OptionValue.Required, "format lines with LFMT", "line formats are not interpreted");
    private static readonly Option Minimal = Declaration.Flag("d", "minimal", "try hard to find a smaller set of changes");
    private static readonly Option HorizonLines = Declaration.Required("", "horizon-lines", "NUM", "keep NUM lines of the common prefix and suffix");
    private static readonly Option SpeedLargeFiles = Declaration.Flag("H", "speed-large-files", "assume large files and many scattered small changes");
    private static readonly Option Color = Declaration.Optional("", "color", "WHEN", "color output; WHEN is 'never', 'always', or 'auto'");
    private static readonly Option Palette = Declaration.Unsupported("", "palette", OptionValue.Required, "the colors to use when --color is active", "the colors are fixed");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        try
        {
            ParsedArguments arguments = Declaration.Parse(context);
            DiffSettings settings = ReadSettings(context, arguments);
            var comparison = new DiffComparison(context, settings);
            List<string> operands = arguments.Operands;
            if (arguments.Value(FromFile) is { } from)
            {
                return operands.Aggregate(0, (status, name) => Math.Max(status, comparison.CompareOperands(from, name)));
            }

            if (arguments.Value(ToFile) is { } to)
            {
                return operands.Aggregate(0, (status, name) => Math.Max(status, comparison.CompareOperands(name, to)));
            }

            if (operands.Count != 2)
            {
                throw new UsageException(operands.Count < 2
                    ? $"missing operand after '{(operands.Count == 0 ? context.Arguments.Count > 0 ? context.Arguments[^1] : context.Name : operands[^1])}'"
                    : $"extra operand '{operands[2]}'");
            }

            return comparison.CompareOperands(operands[0], operands[1]);
        }
        catch (UsageException problem) when (!problem.IsUnsupported)
        {
            throw new CommandException($"{problem.Message}\ndiff: Try 'diff --help' for more information.", Trouble);
        }
    }

    private static DiffSettings ReadSettings(CommandContext context, ParsedArguments arguments)
    {
        (DiffStyle style, int lines) = ReadStyle(arguments);
        int tabSize = arguments.Value(TabSize) is { } tab ? Number(tab, "tabsize", 1) : 8;
        bool colored = arguments.Has(Color) && arguments.Value(Color) switch
        {
            "always" => true,
            "never" => false,
            null or "auto" => context.StandardOutput.IsTerminal,
            { } other => throw new UsageException($"invalid color '{other}'"),
        };
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

        return new DiffSettings
        {
            Style = style,
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
            IgnoresTabExpansion = arguments.Has(IgnoreTabExpansion),
            IgnoresBlankLines = arguments.Has(IgnoreBlankLines),
            IgnoredLines = arguments.Values(IgnoreMatching).ConvertAll(Compile),
            Labels = arguments.Values(Label),
            Function = arguments.Value(ShowFunctionLine) is { } function ? Compile(function) : arguments.Has(ShowFunction) ? Compile("^[[:alpha:]$_]") : null,
            ExpandsTabs = arguments.Has(ExpandTabs),
            InitialTab = arguments.Has(InitialTab),
            TabSize = tabSize,
            SuppressesBlankEmpty = arguments.Has(SuppressBlankEmpty),
            Minimal = arguments.Has(Minimal),
            Width = arguments.Value(Width) is { } width ? Number(width, "width", 1) : 130,
            LeftColumn = arguments.Has(LeftColumn),
            SuppressesCommonLines = arguments.Has(SuppressCommon),
            IfDefName = arguments.Value(IfDef) ?? "",
            Colored = colored,
            Excluded = excluded,
            StartingFile = arguments.Value(StartingFile),
            Horizon = arguments.Value(HorizonLines) is { } horizon ? Number(horizon, "horizon length", 0) : 0,
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

    private static (DiffStyle Style, int Lines) ReadStyle(ParsedArguments arguments)
    {
        DiffStyle? style = null;
        int lines = 3;
        bool counted = false;
        foreach (OptionUse use in arguments.Uses)
        {
            DiffStyle? asked = null;
            if (use.Option == Normal)
            {
                asked = DiffStyle.Normal;
            }
            else if (use.Option == ContextFlag || use.Option == ContextLines || use.Option == ContextLong)
            {
                asked = DiffStyle.Context;
            }
            else if (use.Option == UnifiedFlag || use.Option == UnifiedLines || use.Option == UnifiedLong)
            {
                asked = DiffStyle.Unified;
            }
            else if (use.Option == Ed)
            {
                asked = DiffStyle.Ed;
            }
            else if (use.Option == ForwardEd)
            {
                asked = DiffStyle.ForwardEd;
            }
            else if (use.Option == Rcs)
            {
                asked = DiffStyle.Rcs;
            }
            else if (use.Option == SideBySide)
            {
                asked = DiffStyle.SideBySide;
            }
            else if (use.Option == IfDef)
            {
                asked = DiffStyle.IfThenElse;
            }

            if (asked is null)
            {
                continue;
            }

            if (style is not null && style != asked)
            {
                throw new UsageException("conflicting output style options");
            }

            style = asked;
            if (asked is DiffStyle.Context or DiffStyle.Unified && use.Value is { } count)
            {
                int number = Number(count, "context length", 0);
                lines = counted ? Math.Max(lines, number) : number;
                counted = true;
            }
            else if (asked is DiffStyle.Context or DiffStyle.Unified)
            {
                lines = counted ? Math.Max(lines, 3) : 3;
                counted = true;
            }
        }

        if (style is null && (arguments.Has(ShowFunction) || arguments.Has(ShowFunctionLine)))
        {
            style = arguments.Has(ShowFunction) ? DiffStyle.Context : DiffStyle.Normal;
        }

        return (style ?? DiffStyle.Normal, lines);
    }

    private static int Number(string text, string what, int least) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least
            ? value
            : text.Length > 0 && text.All(char.IsAsciiDigit) && text != "0" ? int.MaxValue / 4 : throw new UsageException($"invalid {what} '{text}'");

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

    // diff -u1, diff -2: digits are the context of -c and -u, and nothing without.
    private static IReadOnlyList<string> Modernize(IReadOnlyList<string> arguments)
    {
        List<string>? result = null;
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (argument == "--")
            {
                result?.AddRange(arguments.Skip(i));
                break;
            }

            bool digits = argument.Length > 1 && argument[0] == '-' && argument[1] != '-' && argument.AsSpan(1).IndexOfAnyInRange('0', '9') >= 0
                && argument.AsSpan(1).IndexOfAny("CDFILSUWxX") < 0;
            if (!digits)
            {
                result?.Add(argument);
                continue;
            }

            result ??= [.. arguments.Take(i)];
            string number = new([.. argument.Where(char.IsAsciiDigit)]);
            string letters = new([.. argument.Where(c => !char.IsAsciiDigit(c))]);
            char style = letters.Contains('u') || arguments.Any(a => a is "-u" or "--unified") ? 'U' : letters.Contains('c') || arguments.Any(a => a is "-c" or "--context") ? 'C' : ' ';
            letters = letters.Replace("u", "", StringComparison.Ordinal).Replace("c", "", StringComparison.Ordinal);
            if (letters.Length > 1)
            {
                result.Add(letters);
            }

            if (style != ' ')
            {
                result.Add($"-{style}{number}");
            }
        }

        return result ?? arguments;
    }
}
