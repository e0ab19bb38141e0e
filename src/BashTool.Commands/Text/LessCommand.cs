namespace BashTool.Commands.Text;

/// <summary><c>less</c>: shows files; where the output is no terminal, as they are.</summary>
public sealed class LessCommand : BashCommand
{
    // Letters whose value may be attached or the next word.
    private const string WithValue = "bhjkoOpPtTxyzD\"#";

    private static readonly CommandSpec Declaration = new("less")
    {
        Summary = "Show files page by page; where standard output is no terminal, copy them to it.",
        Usage = ["[options] [file]..."],
        ParsesOwnArguments = true,
        Imitates = "590",
        Examples = [new("less README.md | head -3", "the first lines of the file")],
        Limitations = ["On a terminal files are shown without stopping: there are no keys to page with."],
    };

    private static readonly string[] LongValues =
        ["buffers", "color", "header", "jump-target", "lesskey-file", "lesskey-src", "log-file", "LOG-FILE", "pattern", "prompt", "tag", "tag-file", "tabs", "max-forw-scroll", "max-back-scroll", "window", "quotes", "shift", "wheel-lines", "rscroll", "line-num-width", "status-col-width"];

    private static readonly string[] LongFlags =
        ["search-skip-screen", "SEARCH-SKIP-SCREEN", "auto-buffers", "clear-screen", "CLEAR-SCREEN", "dumb", "quit-at-eof", "QUIT-AT-EOF", "force", "quit-if-one-screen", "hilite-search", "HILITE-SEARCH", "ignore-case", "IGNORE-CASE", "status-column", "quit-on-intr", "no-lessopen", "long-prompt", "LONG-PROMPT", "line-numbers", "LINE-NUMBERS", "quiet", "QUIET", "silent", "SILENT", "raw-control-chars", "RAW-CONTROL-CHARS", "squeeze-blank-lines", "chop-long-lines", "underline-special", "UNDERLINE-SPECIAL", "hilite-unread", "HILITE-UNREAD", "no-init", "no-keypad", "follow-name", "incsearch", "line-num-width", "mouse", "MOUSE", "save-marks", "status-line", "use-backslash", "use-color", "redraw-on-quit", "search-options", "exit-follow-on-close", "file-size", "no-histdups", "tilde", "version", "help", "modelines", "MODELINES"];

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        var files = new List<string>();
        IReadOnlyList<string> words = context.Arguments;
        bool forces = false;
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            if (word == "--")
            {
                files.AddRange(words.Skip(i + 1));
                break;
            }

            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                LongOption(context, word, words, ref i);
            }
            else if (word.Length > 1 && word[0] == '-')
            {
                forces |= Letters(context, word, words, ref i);
            }
            else if (word.Length > 1 && word[0] == '+')
            {
                // A command for the first screen.
            }
            else
            {
                files.Add(word);
            }
        }

        if (files.Count == 0)
        {
            if (context.StandardInput.IsTerminal)
            {
                context.Error.Write("Missing filename (\"less --help\" for help)\n");
                return 1;
            }

            files.Add("-");
        }

        // A file named twice is one file.
        foreach (string file in files.Distinct())
        {
            Show(context, file, forces);
        }

        return 0;
    }

    private static void Show(CommandContext context, string name, bool forces)
    {
        OpenFile file;
        try
        {
            if (name != "-" && context.Files.TryStat(context.Resolve(name), true, out FileMetadata metadata) == FileError.None)
            {
                if (metadata.Kind == FileKind.Directory)
                {
                    context.Output.Write($"{name} is a directory\n");
                    return;
                }

                if (metadata.Kind != FileKind.Regular && !forces)
                {
                    context.Output.Write($"{name} is not a regular file (use -f to see it)\n");
                    return;
                }
            }

            file = context.OpenInput(name);
        }
        catch (FileSystemException problem)
        {
            context.Output.Write($"{name}: {problem.Description}\n");
            return;
        }

        try
        {
            while (file.Peek(context.Cancellation) is { IsEmpty: false } block)
            {
                context.Output.Write(block);
                file.Advance(block.Length);
            }
        }
        finally
        {
            file.Release();
        }
    }

    private static void Help(CommandContext context)
    {
        context.Output.Write(HelpText.Render(Declaration, context.Name));
        throw new CommandFinished(0);
    }

    private static void Version(CommandContext context)
    {
        context.Output.Write(HelpText.Version(Declaration, context.Name));
        throw new CommandFinished(0);
    }

    private static bool Letters(CommandContext context, string word, IReadOnlyList<string> words, ref int i)
    {
        bool forces = false;
        for (int at = 1; at < word.Length; at++)
        {
            char letter = word[at];
            switch (letter)
            {
                case '?':
                    Help(context);
                    break;
                case 'V':
                    Version(context);
                    break;
                case 'f':
                    forces = true;
                    break;
                case >= '0' and <= '9' or '$' or '+' or '-':
                    break;
                default:
                    if (WithValue.Contains(letter, StringComparison.Ordinal))
                    {
                        // The value ends at a dollar sign, or with the word.
                        int end = word.IndexOf('$', at);
                        if (at + 1 == word.Length && i + 1 < words.Count)
                        {
                            i++;
                        }

                        at = end < 0 ? word.Length : end;
                    }
                    else if (!"aABcCdeEfFgGiIJKLmMnNqQrRsSuUwWXY~".Contains(letter, StringComparison.Ordinal))
                    {
                        Complain(context, $"There is no -{letter} option (\"less --help\" for help)");
                        return forces;
                    }

                    break;
            }
        }

        return forces;
    }

    private static void LongOption(CommandContext context, string word, IReadOnlyList<string> words, ref int i)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? word[2..] : word[2..equals];
        if ("help".StartsWith(name, StringComparison.Ordinal) && name.Length > 1 && name[0] == 'h' && name != "header")
        {
            Help(context);
        }

        if (name == "version")
        {
            Version(context);
        }

        if (Array.Exists(LongFlags, f => f.StartsWith(name, StringComparison.Ordinal)))
        {
            return;
        }

        if (Array.Exists(LongValues, v => v.StartsWith(name, StringComparison.Ordinal)))
        {
            i += equals < 0 && i + 1 < words.Count ? 1 : 0;
            return;
        }

        Complain(context, $"There is no {name} option (\"less --help\" for help)");
    }

    private static void Complain(CommandContext context, string message)
    {
        context.FlushOutput();
        context.Error.Write(message + "\n");
        context.Error.FlushThrough();
    }
}
