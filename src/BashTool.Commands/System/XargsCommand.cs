using System.Globalization;
using System.Text;

namespace BashTool.Commands.System;

/// <summary><c>xargs</c>: builds command lines from standard input and runs them.</summary>
public sealed class XargsCommand : BashCommand
{
    private const int DefaultCommandSize = 131_072;
    private const int MostCommandSize = 2_091_008;

    private static readonly CommandSpec Declaration = new("xargs")
    {
        Summary = "Run COMMAND with arguments INITIAL-ARGS and more arguments read from input.",
        Usage = ["[OPTION]... COMMAND [INITIAL-ARGS]..."],
        Permutes = false,
        Imitates = "(GNU findutils) 4.9.0",
        GitBash = GitBashUse.Allowed,
        Examples = [new("seq 4 | xargs -n 2", "two arguments for each line")],
    };

    private static readonly Option Null = Declaration.Flag("0", "null", "items are separated by a null, not whitespace; disables quote and backslash processing and logical EOF processing");
    private static readonly Option ArgFile = Declaration.Required("a", "arg-file", "FILE", "read arguments from FILE, not standard input");
    private static readonly Option Delimiter = Declaration.Required("d", "delimiter", "CHARACTER", "items in input stream are separated by CHARACTER, not by whitespace; disables quote and backslash processing and logical EOF processing");
    private static readonly Option EndOfFile = Declaration.Required("E", "", "END", "set logical EOF string; if END occurs as a line of input, the rest of the input is ignored (ignored if -0 or -d was specified)");
    private static readonly Option EndOfFileOptional = Declaration.Optional("e", "eof", "END", "equivalent to -E END if END is specified; otherwise, there is no end-of-file string");
    private static readonly Option Replace = Declaration.Required("I", "", "R", "same as --replace=R");
    private static readonly Option ReplaceOptional = Declaration.Optional("i", "replace", "R", "replace R in INITIAL-ARGS with names read from standard input, split at newlines; if R is unspecified, assume {}");
    private static readonly Option MaxLines = Declaration.Required("L", "", "MAX-LINES", "use at most MAX-LINES non-blank input lines per command line");
    private static readonly Option MaxLinesOptional = Declaration.Optional("l", "max-lines", "MAX-LINES", "similar to -L but defaults to at most one non-blank input line if MAX-LINES is not specified");
    private static readonly Option MaxArgs = Declaration.Required("n", "max-args", "MAX-ARGS", "use at most MAX-ARGS arguments per command line");
    private static readonly Option OpenTty = Declaration.Unsupported("o", "open-tty", OptionValue.None, "Reopen stdin as /dev/tty in the child process before executing the command", "commands run in process have no terminal of their own");
    private static readonly Option MaxProcs = Declaration.Required("P", "max-procs", "MAX-PROCS", "run at most MAX-PROCS processes at a time");
    private static readonly Option Interactive = Declaration.Unsupported("p", "interactive", OptionValue.None, "prompt before running commands", "there is no terminal to ask at");
    private static readonly Option SlotVariable = Declaration.Required("", "process-slot-var", "VAR", "set environment variable VAR in child processes");
    private static readonly Option NoRunIfEmpty = Declaration.Flag("r", "no-run-if-empty", "if there are no arguments, then do not run COMMAND; if this option is not given, COMMAND will be run at least once");
    private static readonly Option MaxChars = Declaration.Required("s", "max-chars", "MAX-CHARS", "limit length of command line to MAX-CHARS");
    private static readonly Option ShowLimits = Declaration.Flag("", "show-limits", "show limits on command-line length");
    private static readonly Option Verbose = Declaration.Flag("t", "verbose", "print commands before executing them");
    private static readonly Option Exit = Declaration.Flag("x", "exit", "exit if the size (see -s) is exceeded");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Value(SlotVariable) is { } variable)
        {
            if (variable.Contains('='))
            {
                throw new CommandException("option --process-slot-var may not be set to a value which includes `='");
            }

            if (variable.Length == 0)
            {
                throw new CommandException("failed to unset environment variable : Invalid argument");
            }
        }

        using var run = new Execution(context, arguments);
        return run.Run();
    }

    private sealed class Execution : IDisposable
    {
        private readonly CommandContext context;
        private readonly ParsedArguments arguments;
        private readonly List<string> initial;
        private readonly string? replace;
        private readonly int maxArguments;
        private readonly int maxLines;
        private readonly int maxChars;
        private readonly bool exitIfTooLong;
        private readonly int maxProcesses;
        private readonly OpenFile input;
        private readonly List<(Task<int> Task, int Slot)> running = [];
        private readonly List<string> items = [];
        private readonly int initialSize;
        private int size;
        private int status;
        private bool stop;

        public Execution(CommandContext context, ParsedArguments arguments)
        {
            this.context = context;
            this.arguments = arguments;
            initial = arguments.Operands.Count > 0 ? arguments.Operands : ["echo"];
            maxProcesses = (int)Number(MaxProcs, 1, 0);
            ReadModes(out replace, out maxLines, out maxArguments);
            maxChars = (int)Math.Min(Number(MaxChars, DefaultCommandSize, 1), MostCommandSize);
            exitIfTooLong = arguments.Has(Exit) || replace is not null || maxLines > 0;
            initialSize = initial.Sum(static w => EscapedUtf8.EncodedLength(w) + 1);
            try
            {
                input = arguments.Value(ArgFile) is { } file ? context.OpenInput(file, dashIsInput: true) : context.StandardInput.AddReference();
            }
            catch (FileSystemException e)
            {
                throw new CommandException($"Cannot open input file {GnuQuoting.Quote(arguments.Value(ArgFile)!)}: {e.Description}");
            }
        }

        public int Run()
        {
            if (arguments.Has(ShowLimits))
            {
                long environment = context.Environment.All.Sum(static v => v.Key.Length + v.Value.Length + 2L);
                context.Error.Write(
                    $"Your environment variables take up {environment} bytes\n"
                    + $"POSIX upper limit on argument length (this system): {MostCommandSize + 4096 - environment}\n"
                    + "POSIX smallest allowable upper limit on argument length (all systems): 4096\n"
                    + $"Maximum length of command we could actually use: {MostCommandSize - environment}\n"
                    + $"Size of command buffer we are actually using: {maxChars}\n"
                    + $"Maximum parallelism (--max-procs must be no greater): {int.MaxValue}\n");
            }

            try
            {
                if (replace is not null)
                {
                    RunForEachLine();
                }
                else
                {
                    RunInGroups();
                }
            }
            catch (CommandException)
            {
                WaitForAll();
                throw;
            }

            WaitForAll();
            return status;
        }

        public void Dispose() => input.Release();

        // -I, -L and -n exclude each other: the last one wins, with a warning.
        private void ReadModes(out string? replaceWhat, out int lines, out int count)
        {
            replaceWhat = null;
            lines = 0;
            count = 0;
            string? before = null;
            foreach (OptionUse use in arguments.Uses)
            {
                string? name = null;
                if (use.Option == Replace || use.Option == ReplaceOptional)
                {
                    name = "--replace";
                    replaceWhat = string.IsNullOrEmpty(use.Value) ? "{}" : use.Value;
                    if (before is not null and not "--replace")
                    {
                        Warn(before, "--replace/-I/-i");
                    }

                    lines = 0;
                    count = 0;
                }
                else if (use.Option == MaxLines || use.Option == MaxLinesOptional)
                {
                    name = "--max-lines";
                    if (before is "--replace" or "--max-args")
                    {
                        Warn(before, use.Option == MaxLines ? "-L" : "--max-lines/-l");
                    }

                    lines = use.Value is null ? 1 : (int)Number(use.Option, use.Value, 1);
                    count = 0;
                    replaceWhat = null;
                }
                else if (use.Option == MaxArgs)
                {
                    name = "--max-args";
                    count = (int)Number(MaxArgs, use.Value!, 1);
                    if (before == "--replace" && count == 1)
                    {
                        // -n 1 says no more than -I does.
                        count = 0;
                        continue;
                    }

                    if (before is not null and not "--max-args")
                    {
                        Warn(before, "--max-args/-n");
                    }

                    replaceWhat = null;
                    lines = 0;
                }

                before = name ?? before;
            }
        }

        private void Warn(string before, string now) =>
            context.Complain($"warning: options {before} and {now} are mutually exclusive, ignoring previous {before} value");

        private long Number(Option option, long unset, long least) => arguments.Value(option) is { } text ? Number(option, text, least) : unset;

        private static long Number(Option option, string text, long least)
        {
            char letter = option.Letters[0];
            if (!long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out long value))
            {
                throw new UsageException($"invalid number \"{text}\" for -{letter} option");
            }

            return value >= least ? value : throw new UsageException($"value {text} for -{letter} option should be >= {least}");
        }

        private void RunForEachLine()
        {
            var reader = new XargsItemReader(context, arguments.Has(Null), DelimiterByte(), EndMark(), byLine: true, input);
            while (!stop && reader.TryRead(out string item))
            {
                List<string> words = [.. initial.Select((word, i) => i == 0 ? word : XargsItemReader.UpToNull(word.Replace(replace!, item, StringComparison.Ordinal)))];
                if (words.Sum(static w => EscapedUtf8.EncodedLength(w) + 1) > maxChars)
                {
                    throw new CommandException("argument list too long");
                }

                Start(words);
            }
        }

        private void RunInGroups()
        {
            var reader = new XargsItemReader(context, arguments.Has(Null), DelimiterByte(), EndMark(), byLine: false, input);
            size = initialSize;
            int lines = 0;
            bool ranOnce = false;
            while (!stop && reader.TryRead(out string item))
            {
                int length = EscapedUtf8.EncodedLength(item) + 1;
                if (size + length > maxChars)
                {
                    if (items.Count == 0)
                    {
                        throw new CommandException(initialSize + length > maxChars ? "argument line too long" : "argument list too long");
                    }

                    if (exitIfTooLong && (maxLines > 0 || maxArguments > 0))
                    {
                        throw new CommandException("argument list too long");
                    }

                    Flush();
                    ranOnce = true;
                    lines = 0;
                }

                items.Add(item);
                size += length;
                if (reader.EndedLine)
                {
                    lines++;
                }

                if ((maxArguments > 0 && items.Count >= maxArguments) || (maxLines > 0 && lines >= maxLines))
                {
                    Flush();
                    ranOnce = true;
                    lines = 0;
                }
            }

            if (!stop && (items.Count > 0 || (!ranOnce && !arguments.Has(NoRunIfEmpty))))
            {
                Flush();
            }
        }

        private void Flush()
        {
            Start([.. initial, .. items]);
            items.Clear();
            size = initialSize;
        }

        private byte? DelimiterByte()
        {
            if (arguments.Value(Delimiter) is not { } text)
            {
                return null;
            }

            byte[] bytes = text.StartsWith('\\') ? Escape(text) : EscapedUtf8.Encode(text);
            return bytes.Length == 1
                ? bytes[0]
                : throw new CommandException(
                    $"Invalid input delimiter specification {text}: the delimiter must be either a single character or an escape sequence starting with \\.");
        }

        private static byte[] Escape(string text) => text switch
        {
            "\\a" => [7],
            "\\b" => [8],
            "\\f" => [12],
            "\\n" => [10],
            "\\r" => [13],
            "\\t" => [9],
            "\\v" => [11],
            "\\\\" => [(byte)'\\'],
            _ when text.Length > 2 && text[1] == 'x' && byte.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, null, out byte hex) => [hex],
            _ when text.Length is 2 or 3 or 4 && text.AsSpan(1).IndexOfAnyExceptInRange('0', '7') < 0 => [(byte)Convert.ToInt32(text[1..], 8)],
            _ => throw new CommandException($"Invalid escape sequence {text} in input delimiter specification."),
        };

        private string? EndMark()
        {
            if (arguments.Has(Null) || arguments.Has(Delimiter))
            {
                return null;
            }

            Option? last = arguments.LastOf(EndOfFile, EndOfFileOptional);
            string? mark = last is null ? null : arguments.Value(last);
            return string.IsNullOrEmpty(mark) ? null : mark;
        }

        private void Start(List<string> words)
        {
            if (arguments.Has(Verbose))
            {
                context.FlushOutput();
                context.Error.WriteLine(string.Join(' ', words.Select(ShellQuote)));
                context.Error.FlushThrough();
            }

            int slot = 0;
            while (running.Exists(r => r.Slot == slot))
            {
                slot++;
            }

            var invocation = new CommandInvocation
            {
                Words = words,
                Input = input == context.StandardInput || !arguments.Has(ArgFile) ? new NullFile() : context.StandardInput,
                Environment = arguments.Value(SlotVariable) is { } variable ? WithSlot(variable, slot) : null,
                Caller = context.Name,
            };
            if (maxProcesses == 1)
            {
                Judge(context.Run(invocation), words[0]);
                return;
            }

            context.FlushOutput();
            running.Add((context.Host.Start(invocation), slot));
            if (maxProcesses > 0 && running.Count >= maxProcesses)
            {
                Blocking.Announce();
                int ended = Task.WaitAny([.. running.Select(static r => (Task)r.Task)], context.Cancellation);
                Take(ended, words[0]);
            }
        }

        private static string ShellQuote(string word) => GnuQuoting.Name(word);

        private EnvironmentVariables WithSlot(string variable, int slot)
        {
            var environment = new EnvironmentVariables(context.Environment.All);
            environment.Set(variable, slot.ToString(CultureInfo.InvariantCulture));
            return environment;
        }

        private void WaitForAll()
        {
            while (running.Count > 0)
            {
                Blocking.Announce();
                running[0].Task.Wait(context.Cancellation);
                Take(0, initial[0]);
            }
        }

        private void Take(int index, string name)
        {
            Task<int> task = running[index].Task;
            running.RemoveAt(index);
            Judge(task.Result, name);
        }

        private void Judge(int result, string name)
        {
            switch (result)
            {
                case 0:
                    return;
                case 127 when !name.Contains('/') && !context.Host.Locate(name).Any():
                case 127 when name.Contains('/') && context.Files.TryStat(context.Resolve(name), true, out _) != FileError.None:
                    context.Complain($"{name}: No such file or directory");
                    status = 127;
                    stop = true;
                    break;
                case 126 when name.Contains('/') && context.Files.TryStat(context.Resolve(name), true, out _) == FileError.None:
                    context.Complain($"{name}: Permission denied");
                    status = 126;
                    stop = true;
                    break;
                case 255:
                    context.Complain($"{name}: exited with status 255; aborting");
                    status = 124;
                    stop = true;
                    break;
                case > 128 and not 255 when result - 128 is 9 or 15 or 2 or 6 or 11:
                    context.Complain($"{name}: terminated by signal {result - 128}");
                    status = 125;
                    stop = true;
                    break;
                default:
                    status = 123;
                    break;
            }
        }
    }
}
