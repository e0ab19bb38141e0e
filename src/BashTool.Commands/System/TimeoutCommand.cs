namespace BashTool.Commands.System;

/// <summary>Runs a command for a limited time.</summary>
public sealed class TimeoutCommand : BashCommand
{
    private const int TimedOut = 124;
    private const int Failed = 125;

    private static readonly CommandSpec Declaration = new("timeout")
    {
        GitBash = GitBashUse.Never,
        Summary = "Start COMMAND, and kill it if still running after DURATION.",
        Usage = ["[OPTION] DURATION COMMAND [ARG]..."],
        UsageStatus = Failed,
        Permutes = false,
        Notes = "DURATION is a floating point number with an optional suffix: 's' for seconds (the default),\n'm' for minutes, 'h' for hours or 'd' for days. A duration of 0 disables the timeout.",
        Limitations = ["Whatever the signal, the command is ended; it cannot trap it."],
        Examples = [new CommandExample("timeout 5 true", "five seconds at most")],
    };

    private static readonly Option PreserveStatus = Declaration.Flag("", "preserve-status", "exit with the same status as COMMAND, even when the\ncommand times out");
    private static readonly Option Foreground = Declaration.Flag("", "foreground", "when not running timeout directly from a shell prompt,\nallow COMMAND to read from the TTY");
    private static readonly Option KillAfter = Declaration.Required("k", "kill-after", "DURATION", "also send a KILL signal if COMMAND is still running\nthis long after the initial signal was sent");
    private static readonly Option Signal = Declaration.Required("s", "signal", "SIGNAL", "specify the signal to be sent on timeout");
    private static readonly Option Verbose = Declaration.Flag("v", "verbose", "diagnose to stderr any signal sent upon timeout");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        int signal = SignalNames.Terminate;
        foreach ((Option option, string? value) in arguments.Uses)
        {
            if (option == Signal)
            {
                signal = SignalNames.Parse(value!);
                if (signal < 0)
                {
                    throw new UsageException($"{LocaleQuoting.Quote(value!)}: invalid signal");
                }
            }
            else if (option == KillAfter)
            {
                ReadDuration(value!);
            }
        }

        if (arguments.Operands.Count < 2)
        {
            context.Error.Write($"Try '{context.Name} --help' for more information.\n");
            return Failed;
        }

        double seconds = ReadDuration(arguments.Operands[0]);
        List<string> words = arguments.Operands.GetRange(1, arguments.Operands.Count - 1);
        using CancellationTokenSource timer = seconds > 0 && seconds < 4_000_000
            ? new CancellationTokenSource(TimeSpan.FromSeconds(seconds), context.Clock)
            : new CancellationTokenSource();
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, context.Cancellation);
        int status;
        try
        {
            status = context.Run(new CommandInvocation { Words = words, Cancellation = either.Token, Caller = context.Name });
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !context.Cancellation.IsCancellationRequested)
        {
            status = 128 + signal;
        }

        if (timer.IsCancellationRequested && status > 128)
        {
            if (arguments.Has(Verbose))
            {
                context.Complain($"sending signal {SignalNames.Name(signal)} to command {LocaleQuoting.Quote(words[0])}");
            }

            return signal == SignalNames.Kill || arguments.Has(PreserveStatus) ? 128 + signal : TimedOut;
        }

        if (status is 126 or 127 && !CommandExists(context, words[0], out string why))
        {
            context.Complain($"failed to run command {LocaleQuoting.Quote(words[0])}: {why}");
        }

        return status;
    }

    /// <summary>Whether 126 or 127 came from the command itself, or says that there is none.</summary>
    internal static bool CommandExists(CommandContext context, string name, out string why)
    {
        why = FileError.ENOENT.Describe();
        if (name.Contains('/'))
        {
            FileError error = context.Files.TryStat(context.Resolve(name), true, out FileMetadata file);
            error = error == FileError.None && (file.IsDirectory || (file.Permissions & 0x49) == 0) ? FileError.EACCES : error;
            why = error.Describe();
            return error == FileError.None;
        }

        return context.Host.Catalog.Find(name) is not null || context.Host.Locate(name).Any();
    }

    private static double ReadDuration(string text) => SleepCommand.TryParse(text, out double seconds)
        ? seconds
        : throw new UsageException($"invalid time interval {LocaleQuoting.Quote(text)}");
}
