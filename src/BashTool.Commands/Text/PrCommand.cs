using System.Globalization;

namespace BashTool.Commands.Text;

/// <summary><c>pr</c>: pages with headers, and columns.</summary>
public sealed class PrCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("pr")
    {
        Summary = "Paginate or columnate FILE(s) for printing.",
        Usage = ["[OPTION]... [FILE]..."],
        Notes = "With no FILE, or when FILE is -, read standard input.",
        Examples = [new("pr -3 -t -l 10 names", "three columns, without headers")],
    };

    private static readonly Option Pages = Declaration.Required("", "pages", "FIRST_PAGE[:LAST_PAGE]", "begin [stop] printing with page FIRST_[LAST_]PAGE;\nalso +FIRST_PAGE[:LAST_PAGE]");
    private static readonly Option Columns = Declaration.Required("", "columns", "COLUMN", "output COLUMN columns and print columns down,\nunless -a is used; also -COLUMN. Balance number of lines in the\ncolumns on each page");
    private static readonly Option Across = Declaration.Flag("a", "across", "print columns across rather than down, used together\nwith -COLUMN");
    private static readonly Option Balance = Declaration.Flag("b", "", "balance columns (always so)");
    private static readonly Option ShowControl = Declaration.Flag("c", "show-control-chars", "use hat notation (^G) and octal backslash notation");
    private static readonly Option DoubleSpace = Declaration.Flag("d", "double-space", "double space the output");
    private static readonly Option DateFormat = Declaration.Required("D", "date-format", "FORMAT", "use FORMAT for the header date");
    private static readonly Option ExpandTabs = Declaration.Optional("e", "expand-tabs", "CHAR[WIDTH]", "expand input CHARs (TABs) to tab WIDTH (8)");
    private static readonly Option FormFeed = Declaration.Flag("Ff", "form-feed", "use form feeds instead of newlines to separate pages\n(by a 3-line page header with -F or a 5-line header\nand trailer without -F)");
    private static readonly Option Header = Declaration.Required("h", "header", "HEADER", "use a centered HEADER instead of filename in page header,\n-h \"\" prints a blank line, don't use -h\"\"");
    private static readonly Option OutputTabs = Declaration.Optional("i", "output-tabs", "CHAR[WIDTH]", "replace spaces with CHARs (TABs) to tab WIDTH (8)");
    private static readonly Option JoinLines = Declaration.Flag("J", "join-lines", "merge full lines, turns off -W line truncation, no column\nalignment, --sep-string[=STRING] sets separators");
    private static readonly Option Length = Declaration.Required("l", "length", "PAGE_LENGTH", "set the page length to PAGE_LENGTH (66) lines\n(default number of lines of text 56, and with -F 63).\nimplies -t if PAGE_LENGTH <= 10");
    private static readonly Option Merge = Declaration.Flag("m", "merge", "print all files in parallel, one in each column,\ntruncate lines, but join lines of full length with -J");
    private static readonly Option NumberLines = Declaration.Optional("n", "number-lines", "SEP[DIGITS]", "number lines, use DIGITS (5) digits, then SEP (TAB),\ndefault counting starts with 1st line of input file");
    private static readonly Option FirstLineNumber = Declaration.Required("N", "first-line-number", "NUMBER", "start counting with NUMBER at 1st line of first\npage printed (see +FIRST_PAGE)");
    private static readonly Option Indent = Declaration.Required("o", "indent", "MARGIN", "offset each line with MARGIN (zero) spaces, do not\naffect -w or -W, MARGIN will be added to PAGE_WIDTH");
    private static readonly Option NoWarnings = Declaration.Flag("r", "no-file-warnings", "omit warning when a file cannot be opened");
    private static readonly Option Separator = Declaration.Optional("s", "separator", "CHAR", "separate columns by a single character, default for CHAR\nis the <TAB> character without -w and 'no char' with -w.\n-s[CHAR] turns off line truncation of all 3 column\noptions (-COLUMN|-a -COLUMN|-m) except -w is set");
    private static readonly Option SeparatorString = Declaration.Optional("S", "sep-string", "STRING", "separate columns by STRING,\nwithout -S: Default separator <TAB> with -J and <space>\notherwise (same as -S\" \"), no effect on column options");
    private static readonly Option OmitHeader = Declaration.Flag("t", "omit-header", "omit page headers and trailers;\nimplied if PAGE_LENGTH <= 10");
    private static readonly Option OmitPagination = Declaration.Flag("T", "omit-pagination", "omit page headers and trailers, eliminate any pagination\nby form feeds set in input files");
    private static readonly Option ShowNonprinting = Declaration.Flag("v", "show-nonprinting", "use octal backslash notation");
    private static readonly Option Width = Declaration.Required("w", "width", "PAGE_WIDTH", "set page width to PAGE_WIDTH (72) characters for\nmultiple text-column output only, -s[char] turns off (72)");
    private static readonly Option PageWidth = Declaration.Required("W", "page-width", "PAGE_WIDTH", "set page width to PAGE_WIDTH (72) characters always,\ntruncate lines, except -J option is set, no interference\nwith -S or -s");

    private static readonly Option Digits = Declaration.Digits();

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        var layout = new PrLayout();
        foreach (OptionUse use in arguments.Uses)
        {
            Apply(use, layout);
        }

        if (LastDigits(arguments.Uses) is { Length: > 0 } columns)
        {
            SetColumns(layout, columns);
        }

        List<string> files = TakePages(context, arguments, layout);

        layout.FirstPage = Math.Max(1, layout.FirstPage);
        if (layout.Parallel && layout.ExplicitColumns)
        {
            throw new CommandException("cannot specify number of columns when printing in parallel");
        }

        if (layout.Parallel && layout.Across)
        {
            throw new CommandException("cannot specify both printing across and printing in parallel");
        }

        layout.ResolveOldOptions();
        var run = new PrRun(context, layout);
        if (files.Count == 0 || layout.Parallel)
        {
            run.Print(files);
        }
        else
        {
            foreach (string file in files)
            {
                run.Print([file]);
            }
        }

        return run.Failed ? 1 : 0;
    }

    // +3 or +3:5 is a range of pages where none was given before it; one given behind it takes its place.
    private static List<string> TakePages(CommandContext context, ParsedArguments arguments, PrLayout layout)
    {
        var files = new List<string>();
        int position = 0;
        bool taken = false;
        for (int i = 0; i < arguments.Operands.Count; i++, position++)
        {
            string operand = arguments.Operands[i];
            if (i >= arguments.OperandsBeforeDashes || taken || !operand.StartsWith('+'))
            {
                files.Add(operand);
                continue;
            }

            while (!ReferenceEquals(context.Arguments[position], operand))
            {
                position++;
            }

            OptionUse? pages = arguments.Uses.FirstOrDefault(use => use.Option == Pages);
            var range = pages is null ? layout : new PrLayout();
            if (pages?.Position < position || !TryPages(operand[1..], "+", range))
            {
                files.Add(operand);
                continue;
            }

            taken = true;
        }

        return files;
    }

    private static void Apply(OptionUse use, PrLayout layout)
    {
        string? value = use.Value;
        Option option = use.Option;
        if (option == Pages)
        {
            if (!TryPages(value!, "--pages", layout))
            {
                throw new CommandException($"invalid page range {GnuQuoting.Quote(value!)}");
            }
        }
        else if (option == Columns)
        {
            SetColumns(layout, value!);
        }
        else if (option == Across)
        {
            layout.Across = true;
            layout.Stores = false;
        }
        else if (option == ShowControl)
        {
            layout.ShowsControl = true;
        }
        else if (option == DoubleSpace)
        {
            layout.DoubleSpace = true;
        }
        else if (option == DateFormat)
        {
            layout.DateFormat = value;
        }
        else if (option == ExpandTabs)
        {
            (layout.InputTab, layout.InputTabWidth) = ReadTab(value, 'e', layout.InputTab, layout.InputTabWidth);
            layout.Untabifies = true;
        }
        else if (option == FormFeed)
        {
            layout.FormFeed = true;
        }
        else if (option == Header)
        {
            layout.Header = value;
        }
        else if (option == OutputTabs)
        {
            (layout.OutputTab, layout.OutputTabWidth) = ReadTab(value, 'i', layout.OutputTab, layout.OutputTabWidth);
            layout.Tabifies = true;
        }
        else if (option == JoinLines)
        {
            layout.Joins = true;
        }
        else if (option == Length)
        {
            layout.PageLength = ReadNumber(value!, 1, "'-l PAGE_LENGTH' invalid number of lines");
        }
        else if (option == Merge)
        {
            layout.Parallel = true;
            layout.Stores = false;
        }
        else if (option == NumberLines)
        {
            layout.Numbers = true;
            (layout.NumberSeparator, layout.NumberDigits) = ReadTab(value, 'n', layout.NumberSeparator, layout.NumberDigits);
        }
        else if (option == FirstLineNumber)
        {
            layout.CountsSkipped = false;
            layout.StartNumber = ReadNumber(value!, int.MinValue, "'-N NUMBER' invalid starting line number");
        }
        else if (option == Indent)
        {
            layout.Margin = ReadNumber(value!, 0, "'-o MARGIN' invalid line offset");
        }
        else if (option == NoWarnings)
        {
            layout.Silent = true;
        }
        else if (option == Separator)
        {
            layout.OldSeparator = true;
            if (!layout.UsesSeparator && value is not null)
            {
                layout.Separator = EscapedUtf8.Encode(value);
            }
        }
        else if (option == SeparatorString)
        {
            layout.OldSeparator = false;
            layout.UsesSeparator = true;
            layout.Separator = value is null ? [] : EscapedUtf8.Encode(value);
        }
        else if (option == OmitHeader || option == OmitPagination)
        {
            layout.Extremities = false;
            layout.KeepsFormFeeds = option == OmitHeader;
        }
        else if (option == ShowNonprinting)
        {
            layout.ShowsOctal = true;
        }
        else if (option == Width)
        {
            layout.OldWidth = true;
            int width = ReadNumber(value!, 1, "'-w PAGE_WIDTH' invalid number of characters");
            layout.PageWidth = layout.Truncates ? layout.PageWidth : width;
        }
        else if (option == PageWidth)
        {
            layout.OldWidth = false;
            layout.Truncates = true;
            layout.PageWidth = ReadNumber(value!, 1, "'-W PAGE_WIDTH' invalid number of characters");
        }
    }

    private static void SetColumns(PrLayout layout, string text)
    {
        layout.Columns = ReadNumber(text, 1, "invalid number of columns");
        layout.ExplicitColumns = true;
    }

    // -3, and digits among other letters: the number of columns. Digits that stand one behind the other are one number.
    private static string LastDigits(IReadOnlyList<OptionUse> uses)
    {
        string columns = "";
        for (int i = 0; i < uses.Count; i++)
        {
            if (uses[i].Option == Digits)
            {
                bool continues = i > 0 && uses[i - 1].Option == Digits && uses[i].Position - uses[i - 1].Position <= 1;
                columns = (continues ? columns : "") + uses[i].Letter;
            }
            else if (uses[i].Option == Columns)
            {
                columns = "";
            }
        }

        return columns;
    }

    // False for what is not a range, such as 0, 3:2 or 2x; what is no number at all is an error by itself.
    private static bool TryPages(string text, string option, PrLayout layout)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        ReadOnlySpan<char> firstText = colon < 0 ? text : text.AsSpan(0, colon);
        ulong first = ReadPage(text, firstText, option, out bool hasSuffix);
        if (first == 0 || hasSuffix)
        {
            return false;
        }

        ulong last = ulong.MaxValue;
        if (colon >= 0)
        {
            last = ReadPage(text, text.AsSpan(colon + 1), option, out hasSuffix);
            if (hasSuffix)
            {
                throw new CommandException($"invalid suffix in {option} argument '{text}'");
            }

            if (last < first)
            {
                return false;
            }
        }

        layout.FirstPage = first;
        layout.LastPage = last;
        return true;
    }

    private static ulong ReadPage(string whole, ReadOnlySpan<char> text, string option, out bool hasSuffix)
    {
        ReadOnlySpan<char> number = text.TrimStart(" \t\n\v\f\r");
        int sign = number.StartsWith('+') ? 1 : 0;
        int end = number[sign..].IndexOfAnyExceptInRange('0', '9');
        hasSuffix = end > 0;
        return SizeSuffix.TryRead(end < 0 ? number : number[..(end + sign)], "", out ulong page) switch
        {
            SizeReading.Ok => page,
            SizeReading.TooLarge => throw new CommandException($"{option} argument '{whole}' too large"),
            _ => throw new CommandException($"invalid {option} argument '{whole}'"),
        };
    }

    private static (byte Character, int Number) ReadTab(string? text, char letter, byte character, int number)
    {
        if (text is null or "")
        {
            return (character, number);
        }

        byte[] bytes = EscapedUtf8.Encode(text);
        ReadOnlySpan<byte> rest = bytes;
        if (!char.IsAsciiDigit((char)rest[0]))
        {
            character = rest[0];
            rest = rest[1..];
        }

        if (!rest.IsEmpty)
        {
            string digits = EscapedUtf8.Decode(rest);
            if (!int.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out number) || number <= 0)
            {
                throw new UsageException($"'-{letter}' extra characters or invalid number in the argument: {GnuQuoting.Quote(digits)}");
            }
        }

        return (character, number);
    }

    private static int ReadNumber(string text, int least, string complaint)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out long value))
        {
            bool digits = text.Length > 0 && text.AsSpan(text[0] is '-' or '+' ? 1 : 0) is { IsEmpty: false } rest && rest.IndexOfAnyExceptInRange('0', '9') < 0;
            throw new CommandException($"{complaint}: {GnuQuoting.Quote(text)}{(digits ? ": Value too large for defined data type" : "")}");
        }

        return value < least || value > int.MaxValue
            ? throw new CommandException($"{complaint}: {GnuQuoting.Quote(text)}: {(value > int.MaxValue / 2 ? "Value too large for defined data type" : "Numerical result out of range")}")
            : (int)value;
    }
}
