using System.Text;
using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Set and unset shell options.</summary>
public sealed class ShoptBuiltin : Builtin
{
    public override string Synopsis => "[-pqsu] [-o] [optname ...]";

    public override string Summary => "Set and unset shell options.";

    public override string Details => """
        Options:
          -o	the options of set -o
          -p	print in a form that can be read back
          -q	print nothing; the status tells
          -s	switch on, or list those that are on
          -u	switch off, or list those that are off
        """;

    public override int Run(BuiltinCall call)
    {
        bool set = false;
        bool unset = false;
        bool quiet = false;
        bool reusable = false;
        bool setOptions = false;
        var options = new BuiltinOptions(call, "psuoq");
        while (options.Next(out char letter))
        {
            switch (letter)
            {
                case 's':
                    set = true;
                    break;
                case 'u':
                    unset = true;
                    break;
                case 'q':
                    quiet = true;
                    break;
                case 'p':
                    reusable = true;
                    break;
                default:
                    setOptions = true;
                    break;
            }
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        if (set && unset)
        {
            return call.Fail("cannot set and unset shell options simultaneously");
        }

        var text = new StringBuilder();
        int status = 0;
        if (options.Index == call.Count)
        {
            foreach (ShellOption option in setOptions ? ShellOptions.SetOptions : ShellOptions.ShoptOptions)
            {
                if ((!set && !unset) || call.State.Options[option] == set)
                {
                    Append(text, call, option, reusable);
                }
            }
        }

        for (int i = options.Index; i < call.Count; i++)
        {
            string name = call[i];
            if (!(setOptions ? ShellOptions.TryFindSet(name, out ShellOption option) : ShellOptions.TryFindShopt(name, out option)))
            {
                status = call.Fail($"{name}: {(setOptions ? "invalid option name" : "invalid shell option name")}");
            }
            else if (set || unset)
            {
                if (setOptions)
                {
                    SetBuiltin.SetOption(call, option, set);
                }
                else if (option is not (ShellOption.LoginShell or ShellOption.RestrictedShell))
                {
                    call.State.Options[option] = set;
                    if (option == ShellOption.ExtDebug)
                    {
                        // A debugger wants to see everything.
                        call.State.Options[ShellOption.FuncTrace] = set;
                        call.State.Options[ShellOption.ErrTrace] = set;
                    }
                }
            }
            else
            {
                if (!call.State.Options[option])
                {
                    status = 1;
                }

                Append(text, call, option, reusable);
            }
        }

        if (!quiet)
        {
            call.Write(text.ToString());
        }

        return status;
    }

    private static void Append(StringBuilder text, BuiltinCall call, ShellOption option, bool reusable)
    {
        bool on = call.State.Options[option];
        if (!reusable || !ShellOptions.IsShopt(option))
        {
            SetBuiltin.Append(text, option, on, table: !reusable);
        }
        else
        {
            text.Append(on ? "shopt -s " : "shopt -u ").Append(ShellOptions.NameOf(option)).Append('\n');
        }
    }
}
