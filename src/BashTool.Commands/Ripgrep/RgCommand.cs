using System.Globalization;
using System.Text.RegularExpressions;

namespace BashTool.Commands.Ripgrep;

/// <summary><c>rg</c>: ripgrep's way to search trees of files.</summary>
public sealed partial class RgCommand : BashCommand
{
    internal const int Trouble = 2;

    private const string Usage = "USAGE:\n    \n    rg [OPTIONS] PATTERN [PATH ...]\n    rg [OPTIONS] -e PATTERN ... [PATH ...]\n    rg [OPTIONS] -f PATTERNFILE ... [PATH ...]\n    rg [OPTIONS] --files [PATH ...]\n    rg [OPTIONS] --type-list\n    command | rg [OPTIONS] PATTERN\n    rg [OPTIONS] --help\n    rg [OPTIONS] --version\n\nFor more information try --help\n";

    public override CommandSpec Spec => RgOptions.Declaration;

    public override int Run(CommandContext context)
    {
        try
        {
            return RunChecked(context);
        }
        catch (UsageException problem) when (!problem.IsUnsupported)
        {
            context.FlushOutput();
            int quote = problem.Message.IndexOf('\'');
            string word = quote < 0 ? "" : problem.Message[(quote + 1)..].TrimEnd('\'');
            context.Error.Write(
                problem.Message.StartsWith("unrecognized option", StringComparison.Ordinal) ? Unexpected(word)
                : problem.Message.StartsWith("invalid option", StringComparison.Ordinal) ? Unexpected("-" + word)
                : $"error: {problem.Message}\n\n{Usage}");
            context.Error.Write("\n");
            return Trouble;
        }
        catch (CommandException problem)
        {
            // rg does not put its name before what it says.
            context.FlushOutput();
            context.Error.Write(problem.Message + "\n");
            return problem.Status;
        }
        catch (RegexMatchTimeoutException)
        {
            context.FlushOutput();
            context.Error.Write("the pattern takes too long to match\n");
            return Trouble;
        }
    }

    private static string Unexpected(string word) => $"error: Found argument '{word}' which wasn't expected, or isn't valid in this context\n\n{Usage}";

    private static int RunChecked(CommandContext context)
    {
        ParsedArguments arguments = RgOptions.Declaration.Parse(WithConfiguration(context));
        if (arguments.Uses.Any(u => u.Option.LongNames.Contains("help") || u.Option.LongNames.Contains("version")))
        {
            RgOptions.Declaration.Parse(context);
        }

        RgSettings settings = ReadSettings(context, arguments);
        if (arguments.Has(RgOptions.TypeList))
        {
            foreach (string line in settings.Types.Listing)
            {
                context.Output.WriteLine(line);
            }

            return 0;
        }

        if (arguments.Has(RgOptions.PcreVersion))
        {
            context.Output.Write("PCRE2 patterns are understood by .NET's regular expressions\n");
            return 0;
        }

        List<string> operands = arguments.Operands;
        RgMatcher? matcher = null;
        if (settings.Output != RgOutput.Files)
        {
            List<string>? patterns = ReadPatterns(context, arguments);
            if (patterns is null)
            {
                if (operands.Count == 0)
                {
                    throw new CommandException("error: The following required arguments were not provided:\n    <PATTERN>\n\n" + Usage, Trouble);
                }

                patterns = [operands[0]];
                operands = operands[1..];
            }

            matcher = MakeMatcher(arguments, settings, patterns);
        }

        bool isDefault = operands.Count == 0;
        if (isDefault)
        {
            // What the hosting program has for input may be nothing at all; then the files here are meant.
            bool readsInput = settings.Output != RgOutput.Files && context.StandardInput is not ClosedFile
                && context.StandardInput.Describe().Kind is FileKind.Regular or FileKind.Fifo
                && !((context.StandardInput.BelongsToHost || context.StandardInput is MemoryInput) && context.StandardInput.Peek(context.Cancellation).IsEmpty);
            operands = readsInput ? ["-"] : ["./"];
        }

        SetNames(context, arguments, settings, operands);
        return new RgRun(context, settings, matcher).Run(operands, isDefault && operands[0] != "-");
    }

    private static void SetNames(CommandContext context, ParsedArguments arguments, RgSettings settings, List<string> operands)
    {
        bool several = operands.Count > 1 || settings.Vimgrep
            || (operands[0] != "-" && context.Files.TryStat(context.Resolve(operands[0]), true, out FileMetadata metadata) == FileError.None && metadata.IsDirectory);
        settings.ShowsNames = arguments.LastOf(RgOptions.WithFilename, RgOptions.NoFilename) is { } last ? last == RgOptions.WithFilename : several;
    }

    private static IReadOnlyList<string> WithConfiguration(CommandContext context)
    {
        if (context.Environment.Get("RIPGREP_CONFIG_PATH") is not { Length: > 0 } path || context.Arguments.Contains("--no-config"))
        {
            return context.Arguments;
        }

        try
        {
            OpenFile file = context.OpenInput(path, dashIsInput: false);
            string text = EscapedUtf8.Decode(Text.WholeInput.Read(file, context.Cancellation).Span);
            file.Release();
            return [.. text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'), .. context.Arguments];
        }
        catch (FileSystemException problem)
        {
            context.Error.Write($"{path}: {problem.Description} (os error {(int)problem.Error})\n");
            return context.Arguments;
        }
    }

    private static List<string>? ReadPatterns(CommandContext context, ParsedArguments arguments)
    {
        List<string>? patterns = null;
        foreach (OptionUse use in arguments.Uses)
        {
            if (use.Option == RgOptions.Regexp)
            {
                (patterns ??= []).Add(use.Value!);
            }
            else if (use.Option == RgOptions.FileOption)
            {
                patterns ??= [];
                try
                {
                    OpenFile file = context.OpenInput(use.Value!);
                    string text = EscapedUtf8.Decode(Text.WholeInput.Read(file, context.Cancellation).Span);
                    file.Release();
                    if (text.Length > 0)
                    {
                        patterns.AddRange((text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select(l => l.TrimEnd('\r')));
                    }
                }
                catch (FileSystemException problem)
                {
                    throw new CommandException($"{use.Value}: {problem.Description} (os error {(int)problem.Error})", Trouble);
                }
            }
        }

        return patterns;
    }

    private static RgMatcher MakeMatcher(ParsedArguments arguments, RgSettings settings, List<string> patterns)
    {
        Option? whole = arguments.LastOf(RgOptions.LineRegexp, RgOptions.WordRegexp);
        Option? sense = arguments.LastOf(RgOptions.CaseSensitive, RgOptions.IgnoreCase, RgOptions.SmartCase);
        string engine = "default";
        foreach (OptionUse use in arguments.Uses)
        {
            engine = use.Option == RgOptions.Engine ? CheckEngine(use.Value!)
                : use.Option == RgOptions.Pcre ? "pcre2"
                : use.Option == RgOptions.AutoHybrid ? "auto"
                : use.Option == RgOptions.NoPcre || use.Option == RgOptions.NoAutoHybrid ? "default" : engine;
        }

        var matching = new RgMatching
        {
            IsFixed = arguments.LastOf(RgOptions.FixedStrings, RgOptions.NoFixedStrings) == RgOptions.FixedStrings,
            IsPerl = engine == "pcre2",
            IsUnicode = arguments.LastOf(RgOptions.NoUnicode, RgOptions.UnicodeMode) != RgOptions.NoUnicode,
            IgnoresCase = sense == RgOptions.IgnoreCase,
            IsSmart = sense == RgOptions.SmartCase,
            WholeLine = whole == RgOptions.LineRegexp,
            WholeWord = whole == RgOptions.WordRegexp,
            Multiline = settings.Multiline,
            DotAll = settings.Multiline && arguments.LastOf(RgOptions.MultilineDotAll, RgOptions.NoMultilineDotAll) == RgOptions.MultilineDotAll,
            Crlf = settings.Crlf,
            Terminator = settings.Terminator,
        };
        try
        {
            return RgMatcher.Create(patterns, matching);
        }
        catch (RgPatternException) when (engine == "auto")
        {
            return RgMatcher.Create(patterns, matching with { IsPerl = true });
        }
    }

    private static string CheckEngine(string name) =>
        name is "default" or "pcre2" or "auto" ? name : throw new CommandException($"error: '{name}' isn't a valid value for '--engine <ENGINE>'\n\t[possible values: auto, default, pcre2]\n\n\n{Usage}", Trouble);
}
