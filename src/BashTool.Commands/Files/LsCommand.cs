namespace BashTool.Commands.Files;

/// <summary>Lists directories.</summary>
[CommandNames("ls", "dir", "vdir")]
public sealed class LsCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("ls")
    {
        Summary = "List information about the FILEs (the current directory by default).",
        LongNamesFirst = "all almost-all author classify color context directory dired dereference-command-line "
            + "dereference-command-line-symlink-to-dir dereference full-time file-type format human-readable "
            + "hide-control-chars hide hyperlink help inode ignore-backups ignore indicator-style numeric-uid-gid no-group "
            + "quote-name quoting-style reverse recursive size si show-control-chars sort tabsize time time-style",
        Usage = ["[OPTION]... [FILE]..."],
        UsageStatus = 2,
        Examples = [new CommandExample("touch b a && ls -1", "one name a line, sorted")],
    };

    private static readonly Option All = Declaration.Flag("a", "all", "do not ignore entries starting with .");
    private static readonly Option AlmostAll = Declaration.Flag("A", "almost-all", "do not list implied . and ..");
    private static readonly Option Author = Declaration.Flag("", "author", "with -l, print the author of each file");
    private static readonly Option Escape = Declaration.Flag("b", "escape", "print C-style escapes for nongraphic characters");
    private static readonly Option BlockSize = Declaration.Required("", "block-size", "SIZE", "with -l, scale sizes by SIZE when printing them");
    private static readonly Option IgnoreBackups = Declaration.Flag("B", "ignore-backups", "do not list implied entries ending with ~");
    private static readonly Option ChangeTime = Declaration.Flag("c", "", "with -lt: sort by, and show, ctime; with -l: show\nctime and sort by name; otherwise: sort by ctime");
    private static readonly Option Columns = Declaration.Flag("C", "", "list entries by columns");
    private static readonly Option Color = Declaration.Optional("", "color colour", "WHEN", "color the output WHEN: always, auto or never");
    private static readonly Option Directory = Declaration.Flag("d", "directory", "list directories themselves, not their contents");
    private static readonly Option Dired = Declaration.Unsupported("D", "dired", OptionValue.None, "generate output designed for Emacs' dired mode", "the offsets behind the listing are for Emacs alone");
    private static readonly Option Raw = Declaration.Flag("f", "", "list all entries in directory order");
    private static readonly Option Classify = Declaration.Optional("F", "classify", "WHEN", "append indicator (one of */=>@|) to entries WHEN");
    private static readonly Option FileType = Declaration.Flag("", "file-type", "likewise, except do not append '*'");
    private static readonly Option Format = Declaration.Required("", "format", "WORD", "across -x, commas -m, horizontal -x, long -l,\nsingle-column -1, verbose -l, vertical -C");
    private static readonly Option FullTime = Declaration.Flag("", "full-time", "like -l --time-style=full-iso");
    private static readonly Option NoOwner = Declaration.Flag("g", "", "like -l, but do not list owner");
    private static readonly Option DirectoriesFirst = Declaration.Flag("", "group-directories-first", "group directories before files");
    private static readonly Option NoGroup = Declaration.Flag("G", "no-group", "in a long listing, don't print group names");
    private static readonly Option Human = Declaration.Flag("h", "human-readable", "with -l and -s, print sizes like 1K 234M 2G etc.");
    private static readonly Option Si = Declaration.Flag("", "si", "likewise, but use powers of 1000 not 1024");
    private static readonly Option FollowOperands = Declaration.Flag("H", "dereference-command-line", "follow symbolic links listed on the command line");
    private static readonly Option FollowOperandsToDirectories = Declaration.Flag("", "dereference-command-line-symlink-to-dir", "follow each command line symbolic link\nthat points to a directory");
    private static readonly Option Hide = Declaration.Required("", "hide", "PATTERN", "do not list implied entries matching shell PATTERN\n(overridden by -a or -A)");
    private static readonly Option Hyperlink = Declaration.Optional("", "hyperlink", "WHEN", "hyperlink file names WHEN");
    private static readonly Option IndicatorStyle = Declaration.Required("", "indicator-style", "WORD", "append indicator with style WORD to entry names:\nnone, slash (-p), file-type (--file-type), classify (-F)");
    private static readonly Option Inode = Declaration.Flag("i", "inode", "print the index number of each file");
    private static readonly Option Ignore = Declaration.Required("I", "ignore", "PATTERN", "do not list implied entries matching shell PATTERN");
    private static readonly Option Kibibytes = Declaration.Flag("k", "kibibytes", "default to 1024-byte blocks for file system usage");
    private static readonly Option Long = Declaration.Flag("l", "", "use a long listing format");
    private static readonly Option Follow = Declaration.Flag("L", "dereference", "show information for the file a symbolic link references");
    private static readonly Option Commas = Declaration.Flag("m", "", "fill width with a comma separated list of entries");
    private static readonly Option Numeric = Declaration.Flag("n", "numeric-uid-gid", "like -l, but list numeric user and group IDs");
    private static readonly Option Literal = Declaration.Flag("N", "literal", "print entry names without quoting");
    private static readonly Option LongWithoutGroup = Declaration.Flag("o", "", "like -l, but do not list group information");
    private static readonly Option Slash = Declaration.Flag("p", "", "append / indicator to directories");
    private static readonly Option HideControls = Declaration.Flag("q", "hide-control-chars", "print ? instead of nongraphic characters");
    private static readonly Option ShowControls = Declaration.Flag("", "show-control-chars", "show nongraphic characters as-is");
    private static readonly Option QuoteNames = Declaration.Flag("Q", "quote-name", "enclose entry names in double quotes");
    private static readonly Option Quoting = Declaration.Required("", "quoting-style", "WORD", "use quoting style WORD for entry names: literal, locale,\nshell, shell-always, shell-escape, shell-escape-always, c, escape");
    private static readonly Option Reverse = Declaration.Flag("r", "reverse", "reverse order while sorting");
    private static readonly Option Recursive = Declaration.Flag("R", "recursive", "list subdirectories recursively");
    private static readonly Option Size = Declaration.Flag("s", "size", "print the allocated size of each file, in blocks");
    private static readonly Option SortSize = Declaration.Flag("S", "", "sort by file size, largest first");
    private static readonly Option Sort = Declaration.Required("", "sort", "WORD", "sort by WORD instead of name: none (-U), size (-S),\ntime (-t), version (-v), extension (-X), width");
    private static readonly Option Time = Declaration.Required("", "time", "WORD", "change the default of using modification times:\natime, access, use; ctime, status; birth, creation");
    private static readonly Option TimeStyle = Declaration.Required("", "time-style", "TIME_STYLE", "time/date format with -l: full-iso, long-iso, iso,\nlocale, or +FORMAT");
    private static readonly Option SortTime = Declaration.Flag("t", "", "sort by time, newest first; see --time");
    private static readonly Option TabSize = Declaration.Required("T", "tabsize", "COLS", "assume tab stops at each COLS instead of 8");
    private static readonly Option AccessTime = Declaration.Flag("u", "", "with -lt: sort by, and show, access time; with -l:\nshow access time and sort by name; otherwise: sort by it");
    private static readonly Option Unsorted = Declaration.Flag("U", "", "do not sort; list entries in directory order");
    private static readonly Option SortVersion = Declaration.Flag("v", "", "natural sort of (version) numbers within text");
    private static readonly Option Width = Declaration.Required("w", "width", "COLS", "set output width to COLS. 0 means no limit");
    private static readonly Option Across = Declaration.Flag("x", "", "list entries by lines instead of by columns");
    private static readonly Option SortExtension = Declaration.Flag("X", "", "sort alphabetically by entry extension");
    private static readonly Option Context = Declaration.Flag("Z", "context", "print any security context of each file (a question mark: there are none)");
    private static readonly Option Zero = Declaration.Flag("", "zero", "end each output line with NUL, not newline");
    private static readonly Option OneColumn = Declaration.Flag("1", "", "list one file per line");

    private const string ColorTerminals =
        "Eterm ansi *color* con[0-9]*x[0-9]* cons25 console cygwin *direct* dtterm gnome hurd jfbterm konsole kterm linux linux-c mlterm putty rxvt* screen* st terminator tmux* vt100 xterm*";

    private static readonly ArgumentChoice<LsFormat> Formats = new(
        "--format", ("verbose", LsFormat.Long), ("long", LsFormat.Long), ("commas", LsFormat.Commas), ("horizontal", LsFormat.Across),
        ("across", LsFormat.Across), ("vertical", LsFormat.Columns), ("single-column", LsFormat.OneColumn));

    private static readonly ArgumentChoice<LsSort> Sorts = new(
        "--sort", ("none", LsSort.None), ("time", LsSort.Time), ("size", LsSort.Size), ("extension", LsSort.Extension),
        ("version", LsSort.Version), ("width", LsSort.Width));

    private static readonly ArgumentChoice<LsTime> Times = new(
        "--time", ("atime", LsTime.Access), ("access", LsTime.Access), ("use", LsTime.Access), ("ctime", LsTime.Change),
        ("status", LsTime.Change), ("birth", LsTime.Birth), ("creation", LsTime.Birth));

    private static readonly (string, LsWhen)[] WhenWords =
    [
        ("always", LsWhen.Always), ("yes", LsWhen.Always), ("force", LsWhen.Always), ("never", LsWhen.Never), ("no", LsWhen.Never),
        ("none", LsWhen.Never), ("auto", LsWhen.Auto), ("tty", LsWhen.Auto), ("if-tty", LsWhen.Auto),
    ];

    private static readonly ArgumentChoice<LsWhen> Colors = new("--color", WhenWords);
    private static readonly ArgumentChoice<LsWhen> Hyperlinks = new("--hyperlink", WhenWords);
    private static readonly ArgumentChoice<LsWhen> Classifies = new("--classify", WhenWords);

    private static readonly ArgumentChoice<LsIndicator> Indicators = new(
        "--indicator-style", ("none", LsIndicator.None), ("slash", LsIndicator.Slash), ("file-type", LsIndicator.FileType), ("classify", LsIndicator.Classify));

    private static readonly (string, QuotingStyle)[] QuotingWords =
    [
        ("literal", QuotingStyle.Literal), ("shell", QuotingStyle.Shell), ("shell-always", QuotingStyle.ShellAlways),
        ("shell-escape", QuotingStyle.ShellEscape), ("shell-escape-always", QuotingStyle.ShellEscapeAlways), ("c", QuotingStyle.C),
        ("c-maybe", QuotingStyle.CMaybe), ("escape", QuotingStyle.Escape), ("locale", QuotingStyle.Locale), ("clocale", QuotingStyle.CLocale),
    ];

    private static readonly ArgumentChoice<QuotingStyle> QuotingStyles = new("--quoting-style", QuotingWords);

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        LsOptions options;
        try
        {
            options = Read(context, arguments);
        }
        catch (UsageException problem) when (!problem.IsUnsupported)
        {
            // A word that is none of an option's is a small problem to ls, unlike an unknown option.
            throw new CommandException($"{problem.Message}\nTry '{context.Name} --help' for more information.");
        }

        var listing = new LsListing(context, options);
        listing.Run(arguments.Operands);
        return listing.Status;
    }

    private static LsOptions Read(CommandContext context, ParsedArguments arguments)
    {
        bool terminal = context.StandardOutput.IsTerminal;
        var o = new LsOptions { Terminal = terminal };
        LsFormat? format = context.Name switch
        {
            "dir" => LsFormat.Columns,
            "vdir" => LsFormat.Long,
            _ => null,
        };
        LsSort? sort = null;
        QuotingStyle? quoting = context.Name is "dir" or "vdir" ? QuotingStyle.Escape : null;
        string? timeStyle = null;
        HumanSize? size = null;
        bool kibibytes = false, timeGiven = false;
        bool? hideControls = null;
        bool Now(LsWhen when) => when == LsWhen.Always || (when == LsWhen.Auto && terminal);
        foreach ((Option option, string? value) in arguments.Uses)
        {
            if (option == All)
            {
                o.Hidden = LsHidden.Shown;
            }
            else if (option == AlmostAll)
            {
                o.Hidden = LsHidden.AllButDots;
            }
            else if (option == Author)
            {
                o.ShowsAuthor = true;
            }
            else if (option == Escape)
            {
                quoting = QuotingStyle.Escape;
            }
            else if (option == BlockSize)
            {
                size = HumanSize.Parse(value!, "--block-size", status: 2);
                o.FileSize = size.Value;
            }
            else if (option == IgnoreBackups)
            {
                o.Ignored.Add("*~");
                o.Ignored.Add(".*~");
            }
            else if (option == ChangeTime || option == AccessTime)
            {
                o.Time = option == ChangeTime ? LsTime.Change : LsTime.Access;
                timeGiven = true;
            }
            else if (option == Time)
            {
                o.Time = Times.Read(value!);
                timeGiven = true;
            }
            else if (option == Columns)
            {
                format = LsFormat.Columns;
            }
            else if (option == Color)
            {
                o.Colored = value is null || Now(Colors.Read(value));
            }
            else if (option == Directory)
            {
                o.DirectoriesThemselves = true;
            }
            else if (option == Raw)
            {
                o.Hidden = LsHidden.Shown;
                sort = LsSort.None;
                format = format == LsFormat.Long ? null : format;
                o.Colored = o.Hyperlinks = o.ShowsBlocks = false;
            }
            else if (option == Classify)
            {
                if (value is null || Now(Classifies.Read(value)))
                {
                    o.Indicator = LsIndicator.Classify;
                }
            }
            else if (option == FileType)
            {
                o.Indicator = LsIndicator.FileType;
            }
            else if (option == Format)
            {
                format = Formats.Read(value!);
            }
            else if (option == FullTime)
            {
                format = LsFormat.Long;
                timeStyle = "full-iso";
            }
            else if (option == NoOwner)
            {
                format = LsFormat.Long;
                o.ShowsOwner = false;
            }
            else if (option == DirectoriesFirst)
            {
                o.DirectoriesFirst = true;
            }
            else if (option == NoGroup)
            {
                o.ShowsGroup = false;
            }
            else if (option == Human)
            {
                size = o.FileSize = HumanSize.Human;
            }
            else if (option == Si)
            {
                size = o.FileSize = HumanSize.Si;
            }
            else if (option == FollowOperands)
            {
                o.Follow = LsFollow.Operands;
            }
            else if (option == FollowOperandsToDirectories)
            {
                o.Follow = LsFollow.OperandsToDirectories;
            }
            else if (option == Follow)
            {
                o.Follow = LsFollow.Always;
            }
            else if (option == Hide)
            {
                o.HiddenPatterns.Add(value!);
            }
            else if (option == Ignore)
            {
                o.Ignored.Add(value!);
            }
            else if (option == Hyperlink)
            {
                o.Hyperlinks = value is null || Now(Hyperlinks.Read(value));
            }
            else if (option == IndicatorStyle)
            {
                o.Indicator = Indicators.Read(value!);
            }
            else if (option == Inode)
            {
                o.ShowsInode = true;
            }
            else if (option == Kibibytes)
            {
                kibibytes = true;
            }
            else if (option == Long)
            {
                format = LsFormat.Long;
            }
            else if (option == Commas)
            {
                format = LsFormat.Commas;
            }
            else if (option == Numeric)
            {
                format = LsFormat.Long;
                o.NumericIds = true;
            }
            else if (option == Literal)
            {
                quoting = QuotingStyle.Literal;
            }
            else if (option == LongWithoutGroup)
            {
                format = LsFormat.Long;
                o.ShowsGroup = false;
            }
            else if (option == Slash)
            {
                o.Indicator = LsIndicator.Slash;
            }
            else if (option == HideControls)
            {
                hideControls = true;
            }
            else if (option == ShowControls)
            {
                hideControls = false;
            }
            else if (option == QuoteNames)
            {
                quoting = QuotingStyle.C;
            }
            else if (option == Quoting)
            {
                quoting = QuotingStyles.Read(value!);
            }
            else if (option == Reverse)
            {
                o.Reverse = true;
            }
            else if (option == Recursive)
            {
                o.Recursive = true;
            }
            else if (option == Size)
            {
                o.ShowsBlocks = true;
            }
            else if (option == SortSize)
            {
                sort = LsSort.Size;
            }
            else if (option == Sort)
            {
                sort = Sorts.Read(value!);
            }
            else if (option == TimeStyle)
            {
                timeStyle = value;
            }
            else if (option == SortTime)
            {
                sort = LsSort.Time;
            }
            else if (option == TabSize)
            {
                o.TabSize = ReadNumber(value!, "invalid tab size");
            }
            else if (option == Unsorted)
            {
                sort = LsSort.None;
            }
            else if (option == SortVersion)
            {
                sort = LsSort.Version;
            }
            else if (option == Width)
            {
                o.LineLength = ReadNumber(value!, "invalid line width");
            }
            else if (option == Across)
            {
                format = LsFormat.Across;
            }
            else if (option == SortExtension)
            {
                sort = LsSort.Extension;
            }
            else if (option == Context)
            {
                o.ShowsContext = true;
            }
            else if (option == Zero)
            {
                o.EndOfLine = '\0';
                o.Colored = false;
                format = format == LsFormat.Long ? format : LsFormat.OneColumn;
                quoting = QuotingStyle.Literal;
                hideControls = false;
            }
            else if (option == OneColumn)
            {
                format = format == LsFormat.Long ? format : LsFormat.OneColumn;
            }
        }

        o.Format = format ?? (terminal ? LsFormat.Columns : LsFormat.OneColumn);
        o.Sort = sort ?? (o.Format != LsFormat.Long && timeGiven ? LsSort.Time : LsSort.Name);
        if (o.LineLength < 0)
        {
            o.LineLength = terminal ? context.System.TerminalColumns : 80;
            if (context.Environment.Get("COLUMNS") is { Length: > 0 } text)
            {
                if (int.TryParse(text, out int columns) && columns >= 0)
                {
                    o.LineLength = columns;
                }
                else if (o.Colored || o.Format is LsFormat.Columns or LsFormat.Across or LsFormat.Commas)
                {
                    context.Complain($"ignoring invalid width in environment variable COLUMNS: {LocaleQuoting.Quote(text)}");
                }
            }
        }

        o.Quoting = quoting ?? (context.Environment.Get("QUOTING_STYLE") is { } style && Array.Find(QuotingWords, w => w.Item1 == style) is { Item1: not null } word
            ? word.Item2
            : terminal ? QuotingStyle.ShellEscape : QuotingStyle.Literal);
        o.HidesControls = hideControls ?? (terminal && o.Quoting == QuotingStyle.Literal);
        if (size is null && HumanSize.FromEnvironment(context.Environment, "LS_BLOCK_SIZE") is { } wanted && !kibibytes)
        {
            size = wanted;
            if (context.Environment.Get("LS_BLOCK_SIZE") is not null || context.Environment.Get("BLOCK_SIZE") is not null)
            {
                o.FileSize = wanted;
            }
        }

        o.BlockSize = size ?? (kibibytes ? new HumanSize(1024) : HumanSize.Default(context.Environment));
        if (o.Format == LsFormat.Long)
        {
            SetTimeFormat(context, o, timeStyle ?? context.Environment.Get("TIME_STYLE") ?? "locale");
        }

        if (o.Colored && string.IsNullOrEmpty(context.Environment.Get("LS_COLORS")) && !KnowsColors(context.Environment))
        {
            o.Colored = false;
        }

        if (o.Colored)
        {
            o.Colors = LsColors.Parse(context.Environment.Get("LS_COLORS"), out string? problem);
            if (o.Colors is null)
            {
                if (problem is not null)
                {
                    context.Complain($"unrecognized prefix: {LocaleQuoting.Quote(problem)}");
                }

                context.Complain("unparsable value for LS_COLORS environment variable");
                o.Colored = false;
            }
            else
            {
                // Tabs and color codes do not go together well.
                o.TabSize = 0;
            }
        }

        return o;
    }

    // Without LS_COLORS the built-in colors are for terminals that are known to have some.
    private static bool KnowsColors(IEnvironment environment)
    {
        if (!string.IsNullOrEmpty(environment.Get("COLORTERM")))
        {
            return true;
        }

        string terminal = environment.Get("TERM") ?? "";
        foreach (string pattern in ColorTerminals.Split(' '))
        {
            if (GlobPattern.Cached(pattern).IsMatch(terminal))
            {
                return true;
            }
        }

        return false;
    }

    private static int ReadNumber(string text, string complaint)
    {
        int start = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? 2 : 0;
        bool fine = start == 2
            ? long.TryParse(text.AsSpan(2), global::System.Globalization.NumberStyles.AllowHexSpecifier, null, out long value)
            : long.TryParse(text, global::System.Globalization.NumberStyles.None, null, out value);
        if (!fine && text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return int.MaxValue;
        }

        return fine ? (int)Math.Min(value, int.MaxValue) : throw new CommandException($"{complaint}: {LocaleQuoting.Quote(text)}", 2);
    }

    private static void SetTimeFormat(CommandContext context, LsOptions options, string style)
    {
        while (style.StartsWith("posix-", StringComparison.Ordinal))
        {
            style = style[6..];
        }

        if (style.StartsWith('+'))
        {
            string format = style[1..];
            int newline = format.IndexOf('\n');
            if (newline >= 0 && format.IndexOf('\n', newline + 1) >= 0)
            {
                throw new CommandException($"invalid time style format {GnuQuoting.Always(format)}", 2);
            }

            options.OldFormat = newline < 0 ? format : format[..newline];
            options.RecentFormat = newline < 0 ? format : format[(newline + 1)..];
            return;
        }

        string[] names = ["full-iso", "long-iso", "iso", "locale"];
        int found = Array.IndexOf(names, style);
        if (found < 0)
        {
            string[] candidates = Array.FindAll(names, name => name.StartsWith(style, StringComparison.Ordinal));
            if (candidates.Length != 1)
            {
                context.Complain($"{(candidates.Length == 0 ? "invalid" : "ambiguous")} argument {LocaleQuoting.Quote(style)} for {LocaleQuoting.Quote("time style")}");
                context.Error.Write("Valid arguments are:\n  - [posix-]full-iso\n  - [posix-]long-iso\n  - [posix-]iso\n  - [posix-]locale\n  - +FORMAT (e.g., +%H:%M) for a 'date'-style format\n");
                context.Error.Write($"Try '{context.Name} --help' for more information.\n");
                throw new CommandFinished(2);
            }

            found = Array.IndexOf(names, candidates[0]);
        }

        (options.OldFormat, options.RecentFormat) = found switch
        {
            0 => ("%Y-%m-%d %H:%M:%S.%N %z", "%Y-%m-%d %H:%M:%S.%N %z"),
            1 => ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M"),
            2 => ("%Y-%m-%d ", "%m-%d %H:%M"),
            _ => ("%b %e  %Y", "%b %e %H:%M"),
        };
    }
}
