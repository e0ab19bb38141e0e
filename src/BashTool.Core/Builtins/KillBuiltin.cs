using BashTool.Core.Execution;
using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;
using System.Globalization;
using System.Text;

namespace BashTool.Core.Builtins;

/// <summary>Send a signal to a job.</summary>
public sealed class KillBuiltin : Builtin
{
    public override string Synopsis => "[-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]";

    public override string Summary => "Send a signal to a job.";

    public override string Details => """
        Options:
          -s sig	the signal by name
          -n sig	the signal by number
          -l	list the signals, or translate names and numbers into each other
        """;

    public override bool Observes => true;

    public override int Run(BuiltinCall call)
    {
        if (call.Count == 0)
        {
            return Usage(call);
        }

        if (call[0] == "--help")
        {
            call.Write(Help(call.Name));
            return 2;
        }

        int signal = Signals.Terminate;
        string specification = "TERM";
        bool list = false;
        bool seen = false;
        int i = 0;
        while (i < call.Count)
        {
            string word = call[i];
            if (word is "-l" or "-L")
            {
                list = true;
                i++;
            }
            else if (word is "-s" or "-n")
            {
                if (++i == call.Count)
                {
                    return call.Fail($"{word}: option requires an argument");
                }

                specification = call[i++];
                signal = Signals.Parse(specification);
            }
            else if (word.Length > 2 && ((word.StartsWith("-s", StringComparison.Ordinal) && char.IsAsciiLetter(word[2]) && Signals.Parse(word[1..]) < 0)
                || (word.StartsWith("-n", StringComparison.Ordinal) && char.IsAsciiDigit(word[2]))))
            {
                specification = word[2..];
                signal = Signals.Parse(specification);
                i++;
            }
            else if (word == "--")
            {
                i++;
                break;
            }
            else if (word == "-?")
            {
                return Usage(call);
            }
            else if (word.Length > 0 && word[0] == '-' && !seen)
            {
                specification = word[1..];
                signal = Signals.Parse(specification);
                seen = true;
                i++;
            }
            else
            {
                break;
            }
        }

        if (list)
        {
            return List(call, i);
        }

        if (signal is < 0 or >= Signals.Count)
        {
            return call.Fail($"{specification}: invalid signal specification");
        }

        if (i == call.Count)
        {
            return Usage(call);
        }

        bool any = false;
        for (; i < call.Count; i++)
        {
            any |= Send(call, call[i], signal);
        }

        return any ? 0 : 1;
    }

    /// <summary>The table of <c>kill -l</c> and <c>trap -l</c>.</summary>
    internal static void PrintTable(BuiltinCall call)
    {
        var text = new StringBuilder();
        int column = 0;
        for (int signal = 1; signal < Signals.Count; signal++)
        {
            if (Signals.Name(signal) is not { } name)
            {
                continue;
            }

            text.Append($"{signal,2}) SIG{name}");
            if (++column < 5)
            {
                text.Append('\t');
            }
            else
            {
                text.Append('\n');
                column = 0;
            }
        }

        if (column > 0)
        {
            text.Append('\n');
        }

        call.Write(text.ToString());
    }

    private static int List(BuiltinCall call, int first)
    {
        if (first == call.Count)
        {
            PrintTable(call);
            return 0;
        }

        int status = 0;
        for (int i = first; i < call.Count; i++)
        {
            string word = call[i];
            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                if (number is 32 or 33)
                {
                    // The C library's own: they have no names.
                    continue;
                }

                string? name = Signals.Name(number > 128 ? number - 128 : number);
                if (name is null || number - 128 >= Signals.Count || number is >= Signals.Count and <= 128)
                {
                    status = call.Fail($"{word}: invalid signal specification");
                }
                else
                {
                    call.WriteLine(name);
                }
            }
            else
            {
                int signal = Signals.Parse(word);
                if (signal < 0)
                {
                    status = call.Fail($"{word}: invalid signal specification");
                }
                else
                {
                    call.WriteLine(ShellVariable.Format(signal));
                }
            }
        }

        return status;
    }

    private static bool Send(BuiltinCall call, string word, int signal)
    {
        if (long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number is >= int.MinValue and <= int.MaxValue)
        {
            SignalDelivery delivery = call.Shell.SendSignal((int)number, signal);
            if (delivery == SignalDelivery.Sent)
            {
                return true;
            }

            call.Fail($"({number}) - {(delivery == SignalDelivery.NotPermitted ? "Operation not permitted" : "No such process")}");
            return false;
        }

        if (word.Length == 0 || word == "-")
        {
            call.Fail($"`{word}': not a pid or valid job spec");
            return false;
        }

        if (word[0] != '%')
        {
            call.Fail($"{word}: arguments must be process or job IDs");
            return false;
        }

        if (JobArgument.Find(call, word) is not { } job)
        {
            return false;
        }

        if (!job.IsRunning)
        {
            call.Fail($"({job.ProcessId}) - No such process");
            return false;
        }

        job.Deliver(signal);
        return true;
    }
}
