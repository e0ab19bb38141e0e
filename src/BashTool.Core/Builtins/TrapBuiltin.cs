using BashTool.Core.Interpreter;
using BashTool.Core.Text;

namespace BashTool.Core.Builtins;

/// <summary>Trap signals and other events.</summary>
public sealed class TrapBuiltin : Builtin
{
    public override string Synopsis => "[-lp] [[arg] signal_spec ...]";

    public override string Summary => "Trap signals and other events.";

    public override string Details => """
        ARG is run when the shell receives one of the signals; an empty ARG ignores them, `-' or none resets them.
        EXIT, DEBUG, RETURN and ERR are run when the shell ends, before each command, after each function, and after each failure.

        Options:
          -l	list the signals
          -p	print the traps in a form that can be read back
        """;

    public override bool IsSpecial => true;

    public override int Run(BuiltinCall call)
    {
        bool print = false;
        bool list = false;
        var options = new BuiltinOptions(call, "lp");
        while (options.Next(out char option))
        {
            print |= option == 'p';
            list |= option == 'l';
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        if (list)
        {
            KillBuiltin.PrintTable(call);
            return 0;
        }

        int first = options.Index;
        if (print || first == call.Count)
        {
            return Show(call, first);
        }

        TrapTable traps = call.State.Traps;
        string? action = call[first];
        if (call.Count - first == 1)
        {
            if (action.Length == 0 || action == "-" || Signals.Parse(action) < 0)
            {
                return Usage(call);
            }

            action = null;
        }
        else
        {
            first++;
            if (action == "-" || (action.Length > 0 && char.IsAsciiDigit(action[0]) && Signals.Parse(action) >= 0))
            {
                if (action != "-")
                {
                    first--;
                }

                action = null;
            }
        }

        int status = 0;
        for (int i = first; i < call.Count; i++)
        {
            int signal = Signals.Parse(call[i]);
            if (signal < 0)
            {
                status = call.Fail($"{call[i]}: invalid signal specification");
                continue;
            }

            traps.Set(signal, action);
        }

        return status;
    }

    private static int Show(BuiltinCall call, int first)
    {
        int status = 0;
        if (first == call.Count)
        {
            for (int signal = 0; signal < Signals.TrapCount; signal++)
            {
                ShowOne(call, signal);
            }
        }

        for (int i = first; i < call.Count; i++)
        {
            int signal = Signals.Parse(call[i]);
            if (signal < 0)
            {
                status = call.Fail($"{call[i]}: invalid signal specification");
            }
            else
            {
                ShowOne(call, signal);
            }
        }

        return status;
    }

    private static void ShowOne(BuiltinCall call, int signal)
    {
        if (call.State.Traps.Shown(signal) is { } action && Signals.Name(signal) is { } name)
        {
            bool own = signal is Signals.Exit or Signals.Debug or Signals.Error or Signals.Return;
            call.WriteLine($"trap -- {ShellQuoting.SingleQuote(action)} {(own ? name : "SIG" + name)}");
        }
    }
}
