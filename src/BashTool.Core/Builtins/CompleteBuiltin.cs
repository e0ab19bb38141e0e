using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Specify how arguments are to be completed by Readline.</summary>
public sealed class CompleteBuiltin : Builtin
{
    public override string Synopsis => "[-abcdefgjksuv] [-pr] [-DEI] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [name ...]";

    public override string Summary => "Specify how arguments are to be completed by Readline.";

    public override string Details => """
        Options:
          -p	print the completions in a form that can be read back
          -r	remove the completion of each NAME, or all
          -D, -E, -I	for commands without one, for an empty line, for the first word
          -A, -a ... -v	actions that give words; -G -W -F -C other sources; -P -S -X what is done to the words; -o options
        """;

    public override int Run(BuiltinCall call)
    {
        CompletionTable table = call.State.Completions;
        if (call.Count == 0)
        {
            PrintAll(call);
            return 0;
        }

        if (CompletionArguments.Read(call, forComplete: true, options => Refuse(call, options), out int status) is not { } arguments)
        {
            return status;
        }

        List<string> names = arguments.SpecialNames.Count > 0 ? arguments.SpecialNames : call.Arguments(arguments.Index);
        if (arguments.Remove)
        {
            if (names.Count == 0)
            {
                table.Clear();
            }

            foreach (string name in names)
            {
                if (!table.Remove(name))
                {
                    status = call.Fail($"{name}: no completion specification");
                }
            }

            return status;
        }

        if (arguments.Print)
        {
            if (names.Count == 0)
            {
                PrintAll(call);
            }

            foreach (string name in names)
            {
                if (table.Find(name) is { } specification)
                {
                    call.WriteLine($"{CompletionArguments.Format(specification)} {CompletionArguments.Display(name)}");
                }
                else
                {
                    status = call.Fail($"{name}: no completion specification");
                }
            }

            return status;
        }

        if (names.Count == 0)
        {
            return Usage(call);
        }

        foreach (string name in names)
        {
            table.Set(name, arguments.Specification);
        }

        return 0;
    }

    private static void PrintAll(BuiltinCall call)
    {
        foreach ((string name, CompletionSpecification specification) in call.State.Completions.All)
        {
            call.WriteLine($"{CompletionArguments.Format(specification)} {CompletionArguments.Display(name)}");
        }
    }
}
