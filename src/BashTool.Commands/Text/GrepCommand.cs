using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using BashTool.Core.Text.Regex;
using RegexOptions = BashTool.Core.Text.Regex.RegexOptions;

namespace BashTool.Commands.Text;

/// <summary><c>grep</c>: lines that match a pattern, in files, trees of files or standard input.</summary>
[CommandNames("grep", "egrep", "fgrep")]
public sealed partial class GrepCommand : BashCommand
{
    internal const int Trouble = 2;

    private const string UsageLine = "Usage: grep [OPTION]... PATTERNS [FILE]...";

    private static readonly CommandSpec Declaration = new("grep")
    {
        GitBash = GitBashUse.Always,
        Summary = "Search for PATTERNS in each FILE.\nExample: grep -i 'hello world' menu.h main.c\nPATTERNS can contain multiple patterns separated by newlines.",
        LongNamesFirst = "basic-regexp before-context binary-files byte-offset binary context color colour count devices directories "
            + "dereference-recursive extended-regexp exclude exclude-from exclude-dir fixed-regexp file files-with-matches "
            + "files-without-match include ignore-case initial-tab invert-match label line-buffered line-number line-regexp "
            + "no-ignore-case no-filename no-group-separator no-messages null null-data recursive regexp with-filename "
            + "word-regexp",
        Usage = ["[OPTION]... PATTERNS [FILE]..."],
        Notes = """
            When FILE is '-', read standard input.  If no FILE is given, read standard
            input, but with -r, recursively search the working directory instead.
            With fewer than two FILEs, assume -h.
            Exit status is 0 if any line is selected, 1 otherwise;
            if any error occurs and -q is not given, the exit status is 2.
            """,
        UsageStatus = Trouble,
        KeepsLines = true,
        Imitates = "(GNU grep) 3.8",
        Limitations = ["-P understands what .NET's regular expressions can express: no recursion, no verbs, no branch reset."],
        Examples = [new("printf 'a\\nb\\nab\\n' | grep -n b", "lines with a b and their numbers")],
    };

    private static readonly Option ExtendedRegexp = Declaration.Flag("E", "extended-regexp", "PATTERNS are extended regular expressions");
    private static readonly Option FixedStrings = Declaration.Flag("F", "fixed-strings fixed-regexp", "PATTERNS are strings");
    private static readonly Option BasicRegexp = Declaration.Flag("G", "basic-regexp", "PATTERNS are basic regular expressions");
    private static readonly Option PerlRegexp = Declaration.Flag("P", "perl-regexp", "PATTERNS are Perl regular expressions");
    private static readonly Option Matcher = Declaration.Required("X", "", "MATCHER", "use MATCHER: grep, egrep, fgrep or perl");
    private static readonly Option Regexp = Declaration.Required("e", "regexp", "PATTERNS", "use PATTERNS for matching");
    private static readonly Option FileOption = Declaration.Required("f", "file", "FILE", "take PATTERNS from FILE");
    private static readonly Option IgnoreCase = Declaration.Flag("iy", "ignore-case", "ignore case distinctions in patterns and data");
    private static readonly Option NoIgnoreCase = Declaration.Flag("", "no-ignore-case", "do not ignore case distinctions (default)");
    private static readonly Option WordRegexp = Declaration.Flag("w", "word-regexp", "match only whole words");
    private static readonly Option LineRegexp = Declaration.Flag("x", "line-regexp", "match only whole lines");
    private static readonly Option NullData = Declaration.Flag("z", "null-data", "a data line ends in 0 byte, not newline");
    private static readonly Option NoMessages = Declaration.Flag("s", "no-messages", "suppress error messages");
    private static readonly Option InvertMatch = Declaration.Flag("v", "invert-match", "select non-matching lines");
    private static readonly Option Version = Declaration.Flag("V", "version", "display version information and exit");
    private static readonly Option MaxCount = Declaration.Required("m", "max-count", "NUM", "stop after NUM selected lines");
    private static readonly Option ByteOffset = Declaration.Flag("b", "byte-offset", "print the byte offset with output lines");
    private static readonly Option LineNumber = Declaration.Flag("n", "line-number", "print line number with output lines");
    private static readonly Option LineBuffered = Declaration.Flag("", "line-buffered", "flush output on every line");
    private static readonly Option WithFilename = Declaration.Flag("H", "with-filename", "print file name with output lines");
    private static readonly Option NoFilename = Declaration.Flag("h", "no-filename", "suppress the file name prefix on output");
    private static readonly Option Label = Declaration.Required("", "label", "LABEL", "use LABEL as the standard input file name prefix");
    private static readonly Option OnlyMatching = Declaration.Flag("o", "only-matching", "show only nonempty parts of lines that match");
    private static readonly Option Quiet = Declaration.Flag("q", "quiet silent", "suppress all normal output");
    private static readonly Option BinaryFiles = Declaration.Required("", "binary-files", "TYPE", "assume that binary files are TYPE;\nTYPE is 'binary', 'text', or 'without-match'");
    private static readonly Option Text = Declaration.Flag("a", "text", "equivalent to --binary-files=text");
    private static readonly Option WithoutMatch = Declaration.Flag("I", "", "equivalent to --binary-files=without-match");
    private static readonly Option Directories = Declaration.Required("d", "directories", "ACTION", "how to handle directories;\nACTION is 'read', 'recurse', or 'skip'");
    private static readonly Option Devices = Declaration.Required("D", "devices", "ACTION", "how to handle devices, FIFOs and sockets;\nACTION is 'read' or 'skip'");
    private static readonly Option Recursive = Declaration.Flag("r", "recursive", "like --directories=recurse");
    private static readonly Option DereferenceRecursive = Declaration.Flag("R", "dereference-recursive", "likewise, but follow all symlinks");
    private static readonly Option Include = Declaration.Required("", "include", "GLOB", "search only files that match GLOB (a file pattern)");
    private static readonly Option Exclude = Declaration.Required("", "exclude", "GLOB", "skip files that match GLOB");
    private static readonly Option ExcludeFrom = Declaration.Required("", "exclude-from", "FILE", "skip files that match any file pattern from FILE");
    private static readonly Option ExcludeDirectory = Declaration.Required("", "exclude-dir", "GLOB", "skip directories that match GLOB");
    private static readonly Option FilesWithoutMatch = Declaration.Flag("L", "files-without-match", "print only names of FILEs with no selected lines");
    private static readonly Option FilesWithMatches = Declaration.Flag("l", "files-with-matches", "print only names of FILEs with selected lines");
    private static readonly Option Count = Declaration.Flag("c", "count", "print only a count of selected lines per FILE");
    private static readonly Option InitialTab = Declaration.Flag("T", "initial-tab", "make tabs line up (if needed)");
    private static readonly Option Null = Declaration.Flag("Z", "null", "print 0 byte after FILE name");
    private static readonly Option BeforeContext = Declaration.Required("B", "before-context", "NUM", "print NUM lines of leading context");
    private static readonly Option AfterContext = Declaration.Required("A", "after-context", "NUM", "print NUM lines of trailing context");
    private static readonly Option Context = Declaration.Required("C", "context", "NUM", "print NUM lines of output context");
    private static readonly Option NumberContext = Declaration.Required("0123456789", "", "", "same as --context=NUM");
    private static readonly Option GroupSeparator = Declaration.Required("", "group-separator", "SEP", "print SEP on line between matches with context");
    private static readonly Option NoGroupSeparator = Declaration.Flag("", "no-group-separator", "do not print separator for matches with context");
    private static readonly Option Color = Declaration.Optional("", "color colour", "WHEN", "use markers to highlight the matching strings;\nWHEN is 'always', 'never', or 'auto'");
    private static readonly Option Binary = Declaration.Flag("U", "binary", "do not strip CR characters at EOL (MSDOS/Windows)");
    private static readonly Option UnixByteOffsets = Declaration.Flag("u", "unix-byte-offsets", "(obsolete)");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        if (context.Name is "egrep" or "fgrep")
        {
            // Each is a script that runs grep.
            char kind = context.Name[0] == 'e' ? 'E' : 'F';
            CommandContext inner = context.WithStreams(arguments: ["-" + kind, .. context.Arguments], name: "grep");
            try
            {
                return Run(inner);
            }
            catch (UsageException problem)
            {
                inner.Complain(problem.Message);
                return Trouble;
            }
            catch (CommandException problem)
            {
                inner.Complain(problem.Message);
                return problem.Status;
            }
            finally
            {
                inner.FlushOutput();
            }
        }

        ParsedArguments arguments;
        try
        {
            arguments = Declaration.Parse(
                context.Arguments.Any(HasDigits) ? SplitDigits(context.Arguments) : context.Arguments, context.Environment.Get("POSIXLY_CORRECT") is not null);
        }
        catch (UsageException problem) when (!problem.IsUnsupported)
        {
            throw new UsageException($"{problem.Message}\n{UsageLine}");
        }

        if (arguments.Uses.Any(u => u.Option == Version || u.Option.LongNames.Contains("help")))
        {
            PrintHelp(context, arguments);
            return 0;
        }

        GrepSettings settings = ReadSettings(context, arguments);
        List<string> operands = arguments.Operands;
        List<string>? patterns = ReadPatterns(context, arguments);
        if (patterns is null)
        {
            if (operands.Count == 0)
            {
                context.Error.Write($"{UsageLine}\nTry 'grep --help' for more information.\n");
                return Trouble;
            }

            patterns = [operands[0]];
            operands = operands[1..];
        }

        bool selectsNothing = settings.MaxCount == 0
            || (patterns.Count == 0 && !settings.Inverts)
            || (patterns is [""] && settings.Inverts && !arguments.Has(LineRegexp) && !arguments.Has(WordRegexp));
        if (selectsNothing && !settings.FilesWithoutMatch)
        {
            return 1;
        }

        LineMatcher matcher = CreateMatcher(context, arguments, patterns);

        bool? names = arguments.LastOf(WithFilename, NoFilename) is { } last ? last == WithFilename : null;
        settings = settings with { Utf8 = context.IsUtf8, ShowsNames = names ?? operands.Count > 1 };
        var search = new GrepSearch(context, settings, matcher);
        var walk = new GrepWalk(context, settings, search) { DecidesNames = names is null && operands.Count < 2 };
        try
        {
            return walk.Run(operands);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new CommandException("exceeded PCRE's backtracking limit", Trouble);
        }
    }

    private static void PrintHelp(CommandContext context, ParsedArguments arguments)
    {
        bool help = arguments.Uses.First(u => u.Option == Version || u.Option.LongNames.Contains("help")).Option != Version;
        context.Output.Write(help ? HelpText.Render(Declaration, context.Name) : HelpText.Version(Declaration, context.Name));
    }

    private static bool HasDigits(string argument) =>
        argument.Length > 1 && argument[0] == '-' && argument[1] != '-' && argument.AsSpan().IndexOfAnyInRange('0', '9') > 0;

    // -5, -n5: digits among the letters are one number.
    private static List<string> SplitDigits(IReadOnlyList<string> arguments)
    {
        var result = new List<string>();
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (argument == "--")
            {
                result.AddRange(arguments.Skip(i));
                break;
            }

            if (argument.Length < 2 || argument[0] != '-' || argument[1] == '-')
            {
                result.Add(argument);
                if (argument.StartsWith("--", StringComparison.Ordinal) && TakesNext(argument.AsSpan(2)) && i + 1 < arguments.Count)
                {
                    result.Add(arguments[++i]);
                }

                continue;
            }

            string letters = "-";
            int at = 1;
            bool takesNext = false;
            while (at < argument.Length)
            {
                int end = at;
                while (end < argument.Length && char.IsAsciiDigit(argument[end]))
                {
                    end++;
                }

                if (end > at)
                {
                    // The handle has a value: what comes behind the first digit.
                    result.Add("-0" + argument[at..end]);
                    at = end;
                    continue;
                }

                if ("efmdDABCX".Contains(argument[at]))
                {
                    letters += argument[at..];
                    takesNext = at + 1 == argument.Length;
                    break;
                }

                letters += argument[at++];
            }

            if (letters.Length > 1)
            {
                result.Add(letters);
            }

            if (takesNext && i + 1 < arguments.Count)
            {
                result.Add(arguments[++i]);
            }
        }

        return result;
    }

    // A long option without an equals sign whose value is the next word.
    private static bool TakesNext(ReadOnlySpan<char> name)
    {
        bool takes = false;
        foreach (Option option in Declaration.Options)
        {
            foreach (string full in option.LongNames)
            {
                if (name.SequenceEqual(full))
                {
                    return option.Value == OptionValue.Required;
                }

                takes |= option.Value == OptionValue.Required && full.AsSpan().StartsWith(name);
            }
        }

        return takes;
    }

    private static List<string>? ReadPatterns(CommandContext context, ParsedArguments arguments)
    {
        List<string>? patterns = null;
        foreach (OptionUse use in arguments.Uses)
        {
            if (use.Option == Regexp)
            {
                (patterns ??= []).Add(use.Value!);
            }
            else if (use.Option == FileOption)
            {
                (patterns ??= []).AddRange(ReadPatternFile(context, use.Value!));
            }
        }

        return patterns;
    }

    private static IEnumerable<string> ReadPatternFile(CommandContext context, string name)
    {
        var bytes = new ArrayBufferWriter<byte>();
        try
        {
            OpenFile file = context.OpenInput(name);
            try
            {
                while (true)
                {
                    ReadOnlySpan<byte> block = file.Peek(context.Cancellation);
                    if (block.IsEmpty)
                    {
                        break;
                    }

                    int length = block.Length;
                    block.CopyTo(bytes.GetSpan(length));
                    bytes.Advance(length);
                    file.Advance(length);
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

        if (bytes.WrittenCount == 0)
        {
            return [];
        }

        string text = EscapedUtf8.Decode(bytes.WrittenSpan);
        return [text.EndsWith('\n') ? text[..^1] : text];
    }

    private static LineMatcher CreateMatcher(CommandContext context, ParsedArguments arguments, List<string> patterns)
    {
        char kind = MatcherKind(context, arguments);
        if (patterns.Count == 0)
        {
            return LineMatcher.Nothing;
        }

        string pattern = string.Join('\n', patterns);
        if (pattern.Contains('\n', StringComparison.Ordinal))
        {
            pattern = string.Join('\n', pattern.Split('\n').Distinct());
        }

        bool ignoresCase = arguments.LastOf(IgnoreCase, NoIgnoreCase) == IgnoreCase;
        byte separator = arguments.Has(NullData) ? (byte)0 : (byte)'\n';
        RegexWhole whole = arguments.Has(LineRegexp) ? RegexWhole.Line : arguments.Has(WordRegexp) ? RegexWhole.Word : RegexWhole.Nothing;
        if (kind == 'P')
        {
            if (pattern.Contains('\n', StringComparison.Ordinal))
            {
                throw new CommandException("the -P option only supports a single pattern", Trouble);
            }

            return new PerlMatcher(pattern, ignoresCase, whole, separator, context.IsUtf8);
        }

        try
        {
            // Neither a bracket nor a group nor an escape goes on in the next pattern.
            if (kind != 'F' && pattern.Contains('\n') && pattern.AsSpan().IndexOfAny("[\\({") >= 0)
            {
                ComplainOfLines(context, pattern, kind);
            }

            PosixRegex regex = PosixRegex.Cached(kind == 'F' ? Escape(pattern) : pattern, new RegexOptions
            {
                Syntax = kind == 'E' ? RegexSyntax.Egrep : RegexSyntax.Grep,
                IgnoreCase = ignoresCase,
                Whole = whole,
                LineSeparator = separator,
                NoSubmatches = true,
                Utf8 = context.IsUtf8,
            });
            foreach (string warning in regex.Warnings)
            {
                context.Complain($"warning: {warning}");
            }

            return new PosixMatcher(regex);
        }
        catch (RegexSyntaxException problem)
        {
            ComplainOfLines(context, pattern, kind);
            throw new CommandException(problem.Message, Trouble);
        }
    }

    // Each pattern has its own complaint.
    private static void ComplainOfLines(CommandContext context, string pattern, char kind)
    {
        bool complained = false;
        foreach (string line in pattern.Split('\n'))
        {
            try
            {
                PosixRegex.Compile(line, new RegexOptions { Syntax = kind == 'E' ? RegexSyntax.Egrep : RegexSyntax.Grep });
            }
            catch (RegexSyntaxException problem)
            {
                context.Complain(problem.Message);
                complained = true;
            }
        }

        if (complained)
        {
            throw new CommandFinished(Trouble);
        }
    }

    private static char MatcherKind(CommandContext context, ParsedArguments arguments)
    {
        char? kind = null;
        foreach (OptionUse use in arguments.Uses)
        {
            char? asked = use.Option == ExtendedRegexp ? 'E' : use.Option == FixedStrings ? 'F' : use.Option == BasicRegexp ? 'G' : use.Option == PerlRegexp ? 'P'
                : use.Option != Matcher ? null
                : use.Value switch
                {
                    "grep" => 'G',
                    "egrep" or "awk" or "gawk" or "posixawk" => 'E',
                    "fgrep" => 'F',
                    "perl" => 'P',
                    _ => throw new CommandException($"invalid matcher {use.Value}", Trouble),
                };
            if (asked is not null && kind is not null && asked != kind)
            {
                throw new CommandException("conflicting matchers specified", Trouble);
            }

            kind = asked ?? kind;
        }

        return kind ?? 'G';
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (char c in text)
        {
            if (@"\[*.^$".Contains(c, StringComparison.Ordinal))
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static GrepSettings ReadSettings(CommandContext context, ParsedArguments arguments)
    {
        long? number = null;
        foreach (string text in arguments.Values(NumberContext))
        {
            number = ReadContext(text);
        }

        long? both = arguments.Value(Context) is { } c ? ReadContext(c) : number;
        if (arguments.Has(UnixByteOffsets))
        {
            context.Complain("warning: --unix-byte-offsets (-u) is obsolete");
        }

        bool lists = arguments.Has(FilesWithMatches) || arguments.Has(FilesWithoutMatch);
        bool quiet = arguments.Has(Quiet);
        return new GrepSettings
        {
            Delimiter = arguments.Has(NullData) ? (byte)0 : (byte)'\n',
            Inverts = arguments.Has(InvertMatch),
            MaxCount = ReadMaxCount(arguments),
            ShowsOffsets = arguments.Has(ByteOffset),
            ShowsNumbers = arguments.Has(LineNumber),
            FlushesLines = arguments.Has(LineBuffered),
            StandardInputName = arguments.Value(Label) ?? "(standard input)",
            OnlyMatching = arguments.Has(OnlyMatching),
            Quiet = quiet,
            FilesWithMatches = arguments.LastOf(FilesWithMatches, FilesWithoutMatch) == FilesWithMatches && !quiet,
            FilesWithoutMatch = arguments.LastOf(FilesWithMatches, FilesWithoutMatch) == FilesWithoutMatch && !quiet,
            Counts = arguments.Has(Count) && !lists && !quiet,
            Silent = arguments.Has(NoMessages),
            Binary = ReadBinary(arguments),
            AlignsTabs = arguments.Has(InitialTab),
            NullAfterName = arguments.Has(Null),
            Before = arguments.Value(BeforeContext) is { } before ? ReadContext(before) : both ?? -1,
            After = arguments.Value(AfterContext) is { } after ? ReadContext(after) : both ?? -1,
            GroupSeparator = arguments.LastOf(GroupSeparator, NoGroupSeparator) is not { } last ? "--" : last == GroupSeparator ? arguments.Value(GroupSeparator) : null,
            Colors = ReadColors(context, arguments),
            Directories = ReadDirectories(arguments),
            FollowsLinks = arguments.LastOf(Recursive, DereferenceRecursive) == DereferenceRecursive,
            SkipsDevices = ReadDevices(arguments),
            Selection = ReadSelection(context, arguments),
        };
    }

    private static long ReadContext(string text) => SizeSuffix.TryRead(text, "", out ulong value) switch
    {
        SizeReading.Invalid => throw new CommandException($"{text}: invalid context length argument", Trouble),
        _ => (long)Math.Min(value, long.MaxValue),
    };

    private static long ReadMaxCount(ParsedArguments arguments)
    {
        long most = long.MaxValue;
        foreach (string text in arguments.Values(MaxCount))
        {
            bool negative = text.StartsWith('-');
            most = SizeSuffix.TryRead(negative ? text[1..] : text, "", out ulong value) == SizeReading.Invalid || (negative && text.Length == 1)
                ? throw new CommandException("invalid max count", Trouble)
                : negative && value > 0 ? long.MaxValue : (long)Math.Min(value, long.MaxValue);
        }

        return most;
    }

    private static GrepBinary ReadBinary(ParsedArguments arguments)
    {
        GrepBinary binary = GrepBinary.Binary;
        foreach (OptionUse use in arguments.Uses)
        {
            binary = use.Option == Text ? GrepBinary.Text : use.Option == WithoutMatch ? GrepBinary.WithoutMatch : use.Option != BinaryFiles ? binary
                : use.Value switch
                {
                    "binary" => GrepBinary.Binary,
                    "text" => GrepBinary.Text,
                    "without-match" => GrepBinary.WithoutMatch,
                    _ => throw new CommandException("unknown binary-files type", Trouble),
                };
        }

        return binary;
    }

    private static GrepDirectories ReadDirectories(ParsedArguments arguments)
    {
        GrepDirectories action = GrepDirectories.Read;
        foreach (OptionUse use in arguments.Uses)
        {
            if (use.Option == Recursive || use.Option == DereferenceRecursive)
            {
                action = GrepDirectories.Recurse;
            }
            else if (use.Option == Directories)
            {
                string value = use.Value!;
                string[] words = ["read", "recurse", "skip"];
                string[] found = value.Length == 0 ? [] : Array.FindAll(words, w => w.StartsWith(value, StringComparison.Ordinal));
                action = found.Length == 1
                    ? Enum.Parse<GrepDirectories>(found[0], ignoreCase: true)
                    : throw new CommandException($"{(found.Length == 0 ? "invalid" : "ambiguous")} argument {GnuQuoting.Quote(value)} for {GnuQuoting.Quote("--directories")}\nValid arguments are:"
                        + string.Concat(words.Select(w => $"\n  - {GnuQuoting.Quote(w)}")) + $"\n{UsageLine}\nTry 'grep --help' for more information.");
            }
        }

        return action;
    }

    private static bool? ReadDevices(ParsedArguments arguments) => arguments.Value(Devices) switch
    {
        null => null,
        "read" => false,
        "skip" => true,
        _ => throw new CommandException("unknown devices method", Trouble),
    };

    private static GrepColors? ReadColors(CommandContext context, ParsedArguments arguments)
    {
        if (!arguments.Has(Color))
        {
            return null;
        }

        bool colored;
        switch (arguments.Value(Color))
        {
            case "always" or "yes" or "force":
                colored = true;
                break;
            case "never" or "no" or "none":
                colored = false;
                break;
            case null or "auto" or "tty" or "if-tty":
                colored = context.StandardOutput.IsTerminal && context.Environment.Get("TERM") is { } term && term != "dumb";
                break;
            default:
                context.Output.Write(HelpText.Render(Declaration, context.Name));
                throw new CommandFinished(Trouble);
        }

        if (!colored)
        {
            return null;
        }

        var colors = new GrepColors(arguments.Has(InvertMatch));
        if (context.Environment.Get("GREP_COLOR") is { Length: > 0 } old)
        {
            context.Complain($"warning: GREP_COLOR='{old}' is deprecated; use GREP_COLORS='mt={old}'");
            colors.Set("mt", old);
        }

        colors.Read(context.Environment.Get("GREP_COLORS") ?? "");
        return colors;
    }

    private static GrepSelection ReadSelection(CommandContext context, ParsedArguments arguments)
    {
        var selection = new GrepSelection();
        foreach (OptionUse use in arguments.Uses)
        {
            if (use.Option == Include)
            {
                selection.AddFile(use.Value!, true);
            }
            else if (use.Option == Exclude)
            {
                selection.AddFile(use.Value!, false);
            }
            else if (use.Option == ExcludeDirectory)
            {
                selection.AddDirectory(use.Value!.Length > 1 ? use.Value.TrimEnd('/') : use.Value);
            }
            else if (use.Option == ExcludeFrom)
            {
                foreach (string patterns in ReadPatternFile(context, use.Value!))
                {
                    foreach (string pattern in patterns.Split('\n'))
                    {
                        if (pattern.Trim().Length > 0)
                        {
                            selection.AddFile(pattern, false);
                        }
                    }
                }
            }
        }

        return selection;
    }
}
