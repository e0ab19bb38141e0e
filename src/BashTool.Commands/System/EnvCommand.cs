using System.Text;

namespace BashTool.Commands.System;

/// <summary><c>env</c>: a command in a changed environment, or the environment itself.</summary>
public sealed class EnvCommand : BashCommand
{
    private const int Failed = 125;

    private static readonly CommandSpec Declaration = new("env")
    {
        Summary = "Set each NAME to VALUE in the environment and run COMMAND.",
        Usage = ["[OPTION]... [-] [NAME=VALUE]... [COMMAND [ARG]...]"],
        Notes = "A mere - implies -i. If no COMMAND, print the resulting environment.",
        UsageStatus = Failed,
        Permutes = false,
        Examples = [new("env -i X=1 printenv", "a clean environment with one variable")],
    };

    private static readonly Option IgnoreEnvironment = Declaration.Flag("i", "ignore-environment", "start with an empty environment");
    private static readonly Option Null = Declaration.Flag("0", "null", "end each output line with NUL, not newline");
    private static readonly Option Unset = Declaration.Required("u", "unset", "NAME", "remove variable from the environment");
    private static readonly Option Directory = Declaration.Required("C", "chdir", "DIR", "change working directory to DIR");
    private static readonly Option SplitString = Declaration.Required("S", "split-string", "S", "process and split S into separate arguments; used to pass multiple arguments on shebang lines");
    private static readonly Option BlockSignal = Declaration.Unsupported("", "block-signal", OptionValue.Optional, "block delivery of SIG signal(s) to COMMAND", "commands run in process have no signal mask");
    private static readonly Option DefaultSignal = Declaration.Optional("", "default-signal", "SIG", "reset handling of SIG signal(s) to the default");
    private static readonly Option IgnoreSignal = Declaration.Unsupported("", "ignore-signal", OptionValue.Optional, "set handling of SIG signals(s) to do nothing", "commands run in process have no signal handlers");
    private static readonly Option ListSignals = Declaration.Unsupported("", "list-signal-handling", OptionValue.None, "list non default signal handling to stderr", "commands run in process have no signal handlers");
    private static readonly Option Debug = Declaration.Flag("v", "debug", "print verbose information for each processing step");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = ParseWithSplit(context);
        var environment = new EnvironmentVariables(context.Environment.All);
        List<string> operands = arguments.Operands;
        int first = 0;
        bool verbose = arguments.Has(Debug);
        if (arguments.Has(IgnoreEnvironment) || (operands.Count > 0 && operands[0] == "-"))
        {
            Explain(context, verbose, "cleaning environ");
            environment.Clear();
            first = operands.Count > 0 && operands[0] == "-" ? 1 : 0;
        }

        foreach (string name in arguments.Values(Unset))
        {
            if (name.Length == 0 || name.Contains('='))
            {
                throw new CommandException($"cannot unset {GnuQuoting.Quote(name)}: Invalid argument", Failed);
            }

            Explain(context, verbose, $"unset:    {name}");
            environment.Remove(name);
        }

        for (; first < operands.Count && operands[first].IndexOf('=', StringComparison.Ordinal) is >= 0 and int equals; first++)
        {
            Explain(context, verbose, $"setenv:   {operands[first]}");
            environment.Set(operands[first][..equals], operands[first][(equals + 1)..]);
        }

        if (first >= operands.Count)
        {
            return Print(context, arguments, environment);
        }

        if (arguments.Has(Null))
        {
            throw new UsageException("cannot specify --null (-0) with command");
        }

        List<string> words = operands[first..];
        VirtualPath? directory = ChangeDirectory(context, arguments, verbose);
        if (verbose)
        {
            Explain(context, true, $"executing: {words[0]}");
            for (int i = 0; i < words.Count; i++)
            {
                Explain(context, true, $"   arg[{i}]= {GnuQuoting.Quote(words[i])}");
            }
        }

        int status = context.Run(new CommandInvocation { Words = words, Environment = environment, WorkingDirectory = directory, Caller = context.Name });
        switch (status)
        {
            case 127 when environment.Get("PATH") != context.Environment.Get("PATH") || !IsThere(context, words[0]):
                context.Complain($"{GnuQuoting.Quote(words[0])}: No such file or directory");
                if (words[0].Contains(' '))
                {
                    context.Error.Write($"{context.Name}: use -[v]S to pass options in shebang lines\n");
                }

                break;
            case 126 when IsThere(context, words[0]):
                context.Complain($"{GnuQuoting.Quote(words[0])}: Permission denied");
                break;
        }

        return status;
    }

    private static bool IsThere(CommandContext context, string name) => name.Contains('/')
        ? context.Files.TryStat(context.Resolve(name), followLinks: true, out _) == FileError.None
        : context.Host.Locate(name).Any();

    private static void Explain(CommandContext context, bool verbose, string text)
    {
        if (verbose)
        {
            context.Error.Write(text + "\n");
        }
    }

    private static int Print(CommandContext context, ParsedArguments arguments, EnvironmentVariables environment)
    {
        if (arguments.Has(Directory))
        {
            throw new UsageException("must specify command with --chdir (-C)");
        }

        byte end = arguments.Has(Null) ? (byte)0 : (byte)'\n';
        foreach ((string name, string value) in environment.All)
        {
            if (context.Output.WantsObjects && end == '\n')
            {
                context.Output.WriteShowing(new EnvironmentEntry(name, value), $"{name}={value}\n");
                continue;
            }

            context.Output.Write($"{name}={value}");
            context.Output.WriteByte(end);
        }

        return 0;
    }

    private static VirtualPath? ChangeDirectory(CommandContext context, ParsedArguments arguments, bool verbose)
    {
        if (arguments.Value(Directory) is not { } directory)
        {
            return null;
        }

        Explain(context, verbose, $"chdir:    {GnuQuoting.Quote(directory)}");
        VirtualPath path = context.Resolve(directory);
        FileError error = context.Files.TryStat(path, followLinks: true, out FileMetadata metadata);
        if (error == FileError.None && !metadata.IsDirectory)
        {
            error = FileError.ENOTDIR;
        }

        return error == FileError.None
            ? path.ResolveLexically()
            : throw new CommandException($"cannot change directory to {GnuQuoting.Always(directory)}: {error.Describe()}", Failed);
    }

    private static ParsedArguments ParseWithSplit(CommandContext context)
    {
        // What -S holds takes the place of the option, and is parsed with what follows.
        List<string> words = [.. context.Arguments];
        for (int i = 0; i < words.Count && words[i].StartsWith('-') && words[i].Length > 1 && words[i] != "--"; i++)
        {
            string word = words[i];
            string? text = null;
            int taken = 1;
            string before = "";
            if (word.StartsWith("--split-string=", StringComparison.Ordinal))
            {
                text = word["--split-string=".Length..];
            }
            else if (word == "--split-string" && i + 1 < words.Count)
            {
                text = words[i + 1];
                taken = 2;
            }
            else if (word[1] != '-' && word.IndexOf('S', StringComparison.Ordinal) is > 0 and int at && word.AsSpan(1, at - 1).IndexOfAny('u', 'C') < 0)
            {
                before = at > 1 ? word[..at] : "";
                text = at + 1 < word.Length ? word[(at + 1)..] : i + 1 < words.Count ? words[i + 1] : null;
                taken = at + 1 < word.Length ? 1 : 2;
            }
            else if (word is "-u" or "-C" or "--unset" or "--chdir")
            {
                i++;
                continue;
            }

            if (text is not null)
            {
                words.RemoveRange(i, taken);
                words.InsertRange(i, Split(context, text));
                if (before.Length > 0)
                {
                    words.Insert(i, before);
                }

                i--;
            }
        }

        ParsedArguments parsed = Declaration.Parse(words);
        CheckSignals(parsed);
        if (words.Contains("--help") && !parsed.Operands.Contains("--help"))
        {
            context.Output.Write(HelpText.Render(Declaration, context.Name));
            throw new CommandFinished(0);
        }

        if (words.Contains("--version") && !parsed.Operands.Contains("--version"))
        {
            context.Output.Write(HelpText.Version(Declaration, context.Name));
            throw new CommandFinished(0);
        }

        return parsed;
    }

    private static void CheckSignals(ParsedArguments parsed)
    {
        foreach (string list in parsed.Values(DefaultSignal))
        {
            foreach (string name in list.Split(','))
            {
                int signal = SignalNames.Parse(name);
                if (signal <= 0)
                {
                    throw new UsageException($"{LocaleQuoting.Quote(name)}: invalid signal");
                }

                if (signal is 9 or 19)
                {
                    throw new CommandException($"failed to set signal action for signal {signal}: Invalid argument", Declaration.UsageStatus);
                }
            }
        }
    }

    // The little language of -S: quotes, backslashes, ${NAME}, comments.
    private static List<string> Split(CommandContext context, string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool inWord = false;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\\' && quote != '\'')
            {
                if (++i >= text.Length)
                {
                    throw new CommandException("invalid backslash at end of string in -S", Failed);
                }

                switch (text[i])
                {
                    case 'c' when quote == '\0':
                        i = text.Length;
                        continue;
                    case '_' when quote == '\0':
                        Finish();
                        continue;
                    case '_':
                        word.Append(' ');
                        break;
                    case 'n' or 't' or 'r' or 'f' or 'v':
                        word.Append("\n\t\r\f\v"["ntrfv".IndexOf(text[i], StringComparison.Ordinal)]);
                        break;
                    case '"' or '#' or '$' or '\'' or '\\':
                        word.Append(text[i]);
                        break;
                    case ' ' when quote == '\0':
                        word.Append(' ');
                        break;
                    default:
                        throw new CommandException($"invalid sequence '\\{text[i]}' in -S", Failed);
                }

                inWord = true;
            }
            else if (c == '\\' && i + 1 < text.Length && text[i + 1] is '\'' or '\\')
            {
                word.Append(text[++i]);
            }
            else if (c is '"' or '\'' && (quote == '\0' || quote == c))
            {
                quote = quote == '\0' ? c : '\0';
                inWord = true;
            }
            else if (quote == '\0' && c is ' ' or '\t' or '\n' or '\v' or '\f' or '\r')
            {
                Finish();
            }
            else if (quote == '\0' && c == '#' && !inWord)
            {
                break;
            }
            else if (c == '$' && quote != '\'')
            {
                int end = i + 1 < text.Length && text[i + 1] == '{' ? text.IndexOf('}', i) : -1;
                string name = end > 0 ? text[(i + 2)..end] : "";
                if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(static n => char.IsAsciiLetterOrDigit(n) || n == '_'))
                {
                    throw new CommandException($"only ${{VARNAME}} expansion is supported, error at: {text[i..]}", Failed);
                }

                word.Append(context.Environment.Get(name));
                inWord = true;
                i = end;
            }
            else
            {
                word.Append(c);
                inWord = true;
            }
        }

        if (quote != '\0')
        {
            throw new CommandException("no terminating quote in -S string", Failed);
        }

        Finish();
        return words;

        void Finish()
        {
            if (inWord)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            inWord = false;
        }
    }
}
