using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Parse option arguments.</summary>
public sealed class GetoptsBuiltin : Builtin
{
    public override string Synopsis => "optstring name [arg ...]";

    public override string Summary => "Parse option arguments.";

    public override string Details => """
        Puts the next option of the positional parameters, or of ARGs, into NAME. OPTSTRING holds the option letters,
        each followed by a colon if it takes an argument, which goes into OPTARG. OPTIND is the index of the next argument.
        A colon at the start of OPTSTRING, or OPTERR=0, keeps getopts from printing messages.
        """;

    public override int Run(BuiltinCall call)
    {
        var options = new BuiltinOptions(call, "");
        options.Next(out _);
        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        if (call.Count - options.Index < 2)
        {
            return Usage(call);
        }

        string letters = call[options.Index];
        string name = call[options.Index + 1];
        List<string>? own = call.Count > options.Index + 2 ? call.Arguments(options.Index + 2) : null;
        IReadOnlyList<string> arguments = own ?? (IReadOnlyList<string>)call.State.Parameters;
        bool silent = letters.StartsWith(':');
        bool report = !silent && call.State.Variables.Get("OPTERR") != "0";
        int index = int.TryParse(call.State.Variables.Get("OPTIND"), out int stored) && stored > 0 ? stored - 1 : 0;
        int at = call.State.OptionCharacter;
        if (at == 0)
        {
            if (index >= arguments.Count || arguments[index].Length < 2 || arguments[index][0] != '-')
            {
                return End(call, name, Math.Min(index, arguments.Count));
            }

            if (arguments[index] == "--")
            {
                return End(call, name, index + 1);
            }

            at = 1;
        }

        if (index >= arguments.Count || at >= arguments[index].Length)
        {
            return End(call, name, Math.Min(index, arguments.Count));
        }

        string word = arguments[index];
        char letter = word[at++];
        bool last = at >= word.Length;
        int where = letters.IndexOf(letter, silent ? 1 : 0);
        if (where < 0 || letter == ':')
        {
            Store(call, last ? index + 1 : index, last ? 0 : at);
            if (silent)
            {
                call.State.Variables.Set("OPTARG", letter.ToString());
            }
            else
            {
                Unset(call);
                if (report)
                {
                    call.Shell.WriteError($"{call.State.ShellName}: illegal option -- {letter}\n");
                }
            }

            return Assign(call, name, "?");
        }

        if (where + 1 >= letters.Length || letters[where + 1] != ':')
        {
            Store(call, last ? index + 1 : index, last ? 0 : at);
            Unset(call);
            return Assign(call, name, letter.ToString());
        }

        if (!last)
        {
            Store(call, index + 1, 0);
            call.State.Variables.Set("OPTARG", word[at..]);
            return Assign(call, name, letter.ToString());
        }

        if (index + 1 < arguments.Count)
        {
            Store(call, index + 2, 0);
            call.State.Variables.Set("OPTARG", arguments[index + 1]);
            return Assign(call, name, letter.ToString());
        }

        Store(call, index + 1, 0);
        if (silent)
        {
            call.State.Variables.Set("OPTARG", letter.ToString());
            return Assign(call, name, ":");
        }

        Unset(call);
        if (report)
        {
            call.Shell.WriteError($"{call.State.ShellName}: option requires an argument -- {letter}\n");
        }

        return Assign(call, name, "?");
    }

    private static int End(BuiltinCall call, string name, int index)
    {
        Store(call, index, 0);
        Unset(call);
        int status = Assign(call, name, "?");
        return status == 0 ? 1 : status;
    }

    private static void Store(BuiltinCall call, int index, int character)
    {
        call.State.Variables.Set("OPTIND", index + 1);
        call.State.OptionCharacter = character;
    }

    private static void Unset(BuiltinCall call) => call.State.Variables.Unset("OPTARG");

    private static int Assign(BuiltinCall call, string name, string value)
    {
        if (!ShellVariables.IsName(name))
        {
            return call.Fail($"`{name}': not a valid identifier");
        }

        try
        {
            call.State.Variables.Set(name, value);
            return 0;
        }
        catch (ExpansionException e)
        {
            call.Shell.ReportError(e.Message);
            return 2;
        }
    }
}
