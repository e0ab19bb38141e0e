using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Unset values and attributes of shell variables and functions.</summary>
public sealed class UnsetBuiltin : Builtin
{
    public override string Synopsis => "[-f] [-v] [-n] [name ...]";

    public override string Summary => "Unset values and attributes of shell variables and functions.";

    public override string Details => """
        Options:
          -f	functions
          -v	variables
          -n	name references themselves
        Without options variables are tried first, then functions.
        """;

    public override bool IsSpecial => true;

    public override bool CarriesAssignments => true;

    public override int Run(BuiltinCall call)
    {
        bool functions = false;
        bool variables = false;
        bool reference = false;
        var options = new BuiltinOptions(call, "fnv");
        while (options.Next(out char option))
        {
            functions |= option == 'f';
            variables |= option == 'v';
            reference |= option == 'n';
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        if (functions && (variables || reference))
        {
            return call.Fail("cannot simultaneously unset a function and a variable");
        }

        int status = 0;
        for (int i = options.Index; i < call.Count; i++)
        {
            string name = call[i];
            if (functions)
            {
                status |= UnsetFunction(call, name);
                continue;
            }

            try
            {
                bool found;
                if (reference && call.State.Variables.Find(name) is { IsNameRef: true })
                {
                    found = call.State.Variables.Unset(name);
                }
                else if (!PrintfBuiltin.IsReference(name))
                {
                    if (call.State.Functions.Find(name) is null && variables)
                    {
                        status = call.Fail($"`{name}': not a valid identifier");
                        continue;
                    }

                    found = false;
                }
                else
                {
                    found = call.Shell.Expander.UnsetReference(name);
                }

                if (!found && !variables && !reference)
                {
                    status |= UnsetFunction(call, name);
                }
            }
            catch (ExpansionException e) when (e.Severity == ExpansionSeverity.Fail)
            {
                status = call.Fail(e.Message);
            }
        }

        return status;
    }

    private static int UnsetFunction(BuiltinCall call, string name)
    {
        if (call.State.Functions.Find(name) is { IsReadOnly: true })
        {
            return call.Fail($"{name}: cannot unset: readonly function");
        }

        call.State.Functions.Remove(name);
        return 0;
    }
}
