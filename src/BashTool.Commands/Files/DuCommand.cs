namespace BashTool.Commands.Files;

/// <summary>Adds up the disk usage of trees.</summary>
public sealed class DuCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("du")
    {
        Summary = "Summarize device usage of the set of FILEs, recursively for directories.",
        LongNamesFirst = "all apparent-size block-size bytes dereference dereference-args exclude exclude-from human-readable help null "
            + "no-dereference si separate-dirs summarize total threshold time time-style",
        Usage = ["[OPTION]... [FILE]...", "[OPTION]... --files0-from=F"],
        Examples = [new CommandExample("mkdir d && printf abc > d/a && du -b --apparent-size d/a", "bytes of a file")],
    };

    private static readonly Option Null = Declaration.Flag("0", "null", "end each output line with NUL, not newline");
    private static readonly Option All = Declaration.Flag("a", "all", "write counts for all files, not just directories");
    private static readonly Option Apparent = Declaration.Flag("", "apparent-size", "print apparent sizes rather than device usage");
    private static readonly Option BlockSize = Declaration.Required("B", "block-size", "SIZE", "scale sizes by SIZE before printing them");
    private static readonly Option Bytes = Declaration.Flag("b", "bytes", "equivalent to '--apparent-size --block-size=1'");
    private static readonly Option Total = Declaration.Flag("c", "total", "produce a grand total");
    private static readonly Option FollowOperands = Declaration.Flag("DH", "dereference-args", "dereference only symlinks that are listed on the\ncommand line");
    private static readonly Option MaxDepth = Declaration.Required("d", "max-depth", "N", "print the total for a directory (or file, with --all)\nonly if it is N or fewer levels below the command\nline argument");
    private static readonly Option FilesFrom = Declaration.Required("", "files0-from", "F", "summarize device usage of the NUL-terminated file names\nspecified in file F");
    private static readonly Option Human = Declaration.Flag("h", "human-readable", "print sizes in human readable format (e.g., 1K 234M 2G)");
    private static readonly Option Inodes = Declaration.Flag("", "inodes", "list inode usage information instead of block usage");
    private static readonly Option Kibibytes = Declaration.Flag("k", "", "like --block-size=1K");
    private static readonly Option Follow = Declaration.Flag("L", "dereference", "dereference all symbolic links");
    private static readonly Option CountLinks = Declaration.Flag("l", "count-links", "count sizes many times if hard linked");
    private static readonly Option Mebibytes = Declaration.Flag("m", "", "like --block-size=1M");
    private static readonly Option NoFollow = Declaration.Flag("P", "no-dereference", "don't follow any symbolic links (this is the default)");
    private static readonly Option Separate = Declaration.Flag("S", "separate-dirs", "for directories do not include size of subdirectories");
    private static readonly Option Si = Declaration.Flag("", "si", "like -h, but use powers of 1000 not 1024");
    private static readonly Option Summarize = Declaration.Flag("s", "summarize", "display only a total for each argument");
    private static readonly Option Threshold = Declaration.Required("t", "threshold", "SIZE", "exclude entries smaller than SIZE if positive,\nor entries greater than SIZE if negative");
    private static readonly Option Time = Declaration.Optional("", "time", "WORD", "show time of the last modification of any file in the\ndirectory, or any of its subdirectories; atime, access,\nuse, ctime or status");
    private static readonly Option TimeStyle = Declaration.Required("", "time-style", "STYLE", "show times using STYLE: full-iso, long-iso, iso, or +FORMAT");
    private static readonly Option ExcludeFrom = Declaration.Required("X", "exclude-from", "FILE", "exclude files that match any pattern in FILE");
    private static readonly Option Exclude = Declaration.Required("", "exclude", "PATTERN", "exclude files that match PATTERN");
    private static readonly Option OneFileSystem = Declaration.Flag("x", "one-file-system", "skip directories on different file systems");

    private static readonly ArgumentChoice<LsTime> Times = new(
        "--time", ("atime", LsTime.Access), ("access", LsTime.Access), ("use", LsTime.Access), ("ctime", LsTime.Change), ("status", LsTime.Change));

    private static readonly ArgumentChoice<string> TimeStyles = new(
        "time style", ("full-iso", "%Y-%m-%d %H:%M:%S.%N %z"), ("long-iso", "%Y-%m-%d %H:%M"), ("iso", "%Y-%m-%d"));

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        var usage = new DiskUsage(context)
        {
            All = arguments.Has(All),
            CountsLinks = arguments.Has(CountLinks),
            Inodes = arguments.Has(Inodes),
            Separate = arguments.Has(Separate),
            OneFileSystem = arguments.Has(OneFileSystem),
            Follow = arguments.LastOf(FollowOperands, Follow, NoFollow) is { } links
                ? links == Follow ? WalkFollow.Always : links == FollowOperands ? WalkFollow.Operands : WalkFollow.Never
                : WalkFollow.Never,
            End = arguments.Has(Null) ? (byte)0 : (byte)'\n',
        };
        ReadSizes(context, arguments, usage);
        ReadDepth(context, arguments, usage);
        ReadTimes(context, arguments, usage);
        foreach ((Option option, string? value) in arguments.Uses)
        {
            if (option == Exclude)
            {
                usage.Excluded.Add(GlobPattern.Compile(value!));
            }
            else if (option == ExcludeFrom)
            {
                ReadPatterns(context, value!, usage);
            }
        }

        bool ok = true;
        List<string> operands = arguments.Operands;
        if (arguments.Value(FilesFrom) is { } list)
        {
            if (operands.Count > 0)
            {
                throw new UsageException($"extra operand {LocaleQuoting.Quote(operands[0])}\nfile operands cannot be combined with --files0-from");
            }

            operands = ReadNames(context, list, out ok);
        }
        else if (operands.Count == 0)
        {
            operands = ["."];
        }

        foreach (string operand in operands)
        {
            ok &= usage.Add(operand);
        }

        if (arguments.Has(Total))
        {
            usage.PrintTotal();
        }

        return ok ? 0 : 1;
    }

    private static void ReadSizes(CommandContext context, ParsedArguments arguments, DiskUsage usage)
    {
        HumanSize? size = null;
        foreach ((Option option, string? value) in arguments.Uses)
        {
            if (option == BlockSize)
            {
                size = HumanSize.Parse(value!, HumanSize.OptionName(context));
            }
            else if (option == Bytes)
            {
                size = new HumanSize(1);
                usage.Apparent = true;
            }
            else if (option == Apparent)
            {
                usage.Apparent = true;
            }
            else if (option == Human)
            {
                size = HumanSize.Human;
            }
            else if (option == Si)
            {
                size = HumanSize.Si;
            }
            else if (option == Kibibytes)
            {
                size = new HumanSize(1024);
            }
            else if (option == Mebibytes)
            {
                size = new HumanSize(1024 * 1024);
            }
            else if (option == Threshold)
            {
                bool negative = value!.StartsWith('-');
                if (value.AsSpan(negative ? 1 : 0).ContainsAnyExcept('0'))
                {
                    HumanSize threshold = HumanSize.Parse(negative ? value[1..] : value, ThresholdName(context), shown: value);
                    usage.Threshold = negative ? -threshold.BlockSize : threshold.BlockSize;
                }
                else if (negative || value.Length == 0)
                {
                    throw new CommandException($"invalid {(value.Length == 0 ? "-t" : "--threshold")} argument {GnuQuoting.Always(value)}");
                }
                else
                {
                    usage.Threshold = 0;
                }
            }
        }

        usage.Size = size ?? HumanSize.FromEnvironment(context.Environment, "DU_BLOCK_SIZE") ?? HumanSize.Default(context.Environment);
    }

    private static string ThresholdName(CommandContext context) =>
        context.Arguments.Any(static argument => argument.StartsWith("--th", StringComparison.Ordinal)) ? "--threshold" : "-t";

    private static void ReadDepth(CommandContext context, ParsedArguments arguments, DiskUsage usage)
    {
        string? depth = arguments.Value(MaxDepth);
        if (depth is not null)
        {
            usage.MaxDepth = int.TryParse(depth, global::System.Globalization.NumberStyles.None, null, out int levels)
                ? levels
                : throw new UsageException($"invalid maximum depth {LocaleQuoting.Quote(depth)}");
        }

        if (!arguments.Has(Summarize))
        {
            return;
        }

        if (usage.All)
        {
            throw new UsageException("cannot both summarize and show all entries");
        }

        if (depth is not null && usage.MaxDepth > 0)
        {
            throw new UsageException($"warning: summarizing conflicts with --max-depth={usage.MaxDepth}");
        }

        if (depth is not null)
        {
            context.Complain("warning: summarizing is the same as using --max-depth=0");
        }

        usage.MaxDepth = 0;
    }

    private static void ReadTimes(CommandContext context, ParsedArguments arguments, DiskUsage usage)
    {
        if (!arguments.Has(Time))
        {
            return;
        }

        usage.Time = arguments.Value(Time) is { } word ? Times.Read(word) : LsTime.Modify;
        string style = arguments.Value(TimeStyle) ?? "long-iso";
        usage.TimeFormat = style.StartsWith('+') ? style[1..] : TimeStyles.Read(style.StartsWith("posix-", StringComparison.Ordinal) ? style[6..] : style);
        usage.Zone = context.System.ZoneRules(context.Environment.Get("TZ"));
    }

    private static void ReadPatterns(CommandContext context, string file, DiskUsage usage)
    {
        try
        {
            OpenFile input = context.OpenInput(file);
            var lines = new LineReader(input, context.Cancellation);
            while (lines.TryRead(out ReadOnlySpan<byte> line))
            {
                usage.Excluded.Add(GlobPattern.Compile(EscapedUtf8.Decode(line)));
            }

            input.Release();
        }
        catch (FileSystemException problem)
        {
            throw new UsageException($"{GnuQuoting.Name(file)}: {problem.Description}");
        }
    }

    private static List<string> ReadNames(CommandContext context, string file, out bool ok)
    {
        OpenFile input;
        try
        {
            input = context.OpenInput(file);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"cannot open {GnuQuoting.Always(file)} for reading: {problem.Description}");
        }

        ok = true;
        var names = new List<string>();
        var lines = new LineReader(input, context.Cancellation, 0);
        for (long number = 1; lines.TryRead(out ReadOnlySpan<byte> name); number++)
        {
            if (name.IsEmpty)
            {
                context.Complain($"{GnuQuoting.Name(file)}:{number}: invalid zero-length file name");
                ok = false;
            }
            else if (file == "-" && name.SequenceEqual("-"u8))
            {
                context.Complain($"when reading file names from stdin, no file name of {GnuQuoting.Always("-")} allowed");
                ok = false;
            }
            else
            {
                names.Add(EscapedUtf8.Decode(name));
            }
        }

        input.Release();
        return names;
    }
}
