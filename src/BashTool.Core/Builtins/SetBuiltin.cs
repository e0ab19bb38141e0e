using System.Text;
using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Set or unset values of shell options and positional parameters.</summary>
public sealed class SetBuiltin : Builtin
{
    public override string Synopsis => "[-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]";

    public override string Summary => "Set or unset values of shell options and positional parameters.";

    public override string Details => """
        Without arguments prints all variables and functions.

        Options:
          -a	export what is assigned	-b	report ended jobs at once
          -e	exit when a command fails	-f	no pathname expansion
          -h	remember where commands are	-k	all assignments are for the environment of a command
          -m	job control	-n	read commands without running them
          -o name	the option of that name	-p	privileged
          -t	exit after one command	-u	unset variables are errors
          -v	print input as it is read	-x	print commands as they are run
          -B	brace expansion	-C	> does not overwrite files
          -E	functions inherit the ERR trap	-H	! history
          -P	do not follow links in cd	-T	functions inherit DEBUG and RETURN traps
          --	the rest are positional parameters, even none
          -	the same, if there are any; -x and -v are switched off
        + instead of - switches an option off.
        """;

    public override bool IsSpecial => true;

    private const string Letters = "abefhkmnptuvxBCEHPT";

    public override int Run(BuiltinCall call)
    {
        if (call.Count == 0)
        {
            VariableListing.PrintAll(call);
            return 0;
        }

        if (!Check(call, out int status))
        {
            return status;
        }

        ShellOptions options = call.State.Options;
        int i = 0;
        bool replace = false;
        for (; i < call.Count; i++)
        {
            string word = call[i];
            if (word == "--")
            {
                i++;
                replace = true;
                break;
            }

            if (word == "-")
            {
                options[ShellOption.XTrace] = false;
                options[ShellOption.Verbose] = false;
                i++;
                break;
            }

            if (word.Length == 0 || word[0] is not ('-' or '+'))
            {
                break;
            }

            bool on = word[0] == '-';
            foreach (char letter in word.AsSpan(1))
            {
                if (letter != 'o')
                {
                    Switch(call, letter, on);
                    continue;
                }

                if (i + 1 >= call.Count)
                {
                    PrintOptions(call, on);
                    continue;
                }

                string name = call[++i];
                if (!ShellOptions.TryFindSet(name, out ShellOption option))
                {
                    call.Fail($"{name}: invalid option name");
                    return 2;
                }

                SetOption(call, option, on);
            }
        }

        if (replace || i < call.Count)
        {
            call.State.ParametersSet++;
            call.State.Parameters = i < call.Count ? [.. call.Arguments(i)] : [];
        }

        return 0;
    }

    /// <summary>Switches an option of <c>set -o</c> with what goes along with it.</summary>
    internal static void SetOption(BuiltinCall call, ShellOption option, bool on)
    {
        ShellOptions options = call.State.Options;
        options[option] = on;
        if (on && option == ShellOption.History)
        {
            foreach (string name in (ReadOnlySpan<string>)["HISTSIZE", "HISTFILESIZE"])
            {
                if (call.State.Variables.Get(name) is null)
                {
                    call.State.Variables.Set(name, "500");
                }
            }
        }

        if (on && option == ShellOption.Vi)
        {
            options[ShellOption.Emacs] = false;
        }
        else if (on && option == ShellOption.Emacs)
        {
            options[ShellOption.Vi] = false;
        }
    }

    /// <summary>The lines of <c>set -o</c> or, to be read back, <c>set +o</c>.</summary>
    internal static void PrintOptions(BuiltinCall call, bool table)
    {
        var text = new StringBuilder();
        foreach (ShellOption option in ShellOptions.SetOptions)
        {
            Append(text, option, call.State.Options[option], table);
        }

        call.Write(text.ToString());
    }

    internal static void Append(StringBuilder text, ShellOption option, bool on, bool table)
    {
        string name = ShellOptions.NameOf(option);
        if (table)
        {
            text.Append(name.PadRight(15)).Append(on ? "\ton\n" : "\toff\n");
        }
        else
        {
            text.Append(on ? "set -o " : "set +o ").Append(name).Append('\n');
        }
    }

    private static void Switch(BuiltinCall call, char letter, bool on)
    {
        if (ShellOptions.TryFindLetter(letter, out ShellOption option))
        {
            call.State.Options[option] = on;
        }
    }

    // All letters are looked at before anything is changed.
    private bool Check(BuiltinCall call, out int status)
    {
        status = 2;
        for (int i = 0; i < call.Count; i++)
        {
            string word = call[i];
            if (word.Length < 2 || word[0] is not ('-' or '+') || word == "--")
            {
                break;
            }

            if (word == "--help")
            {
                call.Write(Help(call.Name));
                return false;
            }

            foreach (char letter in word.AsSpan(1))
            {
                if (letter == 'o')
                {
                    i++;
                }
                else if (!Letters.Contains(letter))
                {
                    call.Fail($"{word[0]}{letter}: invalid option");
                    status = Usage(call);
                    return false;
                }
            }
        }

        return true;
    }
}
