using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Remove each NAME from the list of defined aliases.</summary>
public sealed class UnaliasBuiltin : Builtin
{
    public override string Synopsis => "[-a] name [name ...]";

    public override string Summary => "Remove each NAME from the list of defined aliases.";

    public override string Details => """
          -a	remove all aliases
        """;

    public override int Run(BuiltinCall call)
    {
        var options = new BuiltinOptions(call, "a");
        bool all = false;
        while (options.Next(out _))
        {
            all = true;
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        if (all)
        {
            call.State.Aliases.Clear();
            return 0;
        }

        if (options.Index == call.Count)
        {
            return Usage(call);
        }

        int status = 0;
        for (int i = options.Index; i < call.Count; i++)
        {
            if (!call.State.Aliases.Remove(call[i]))
            {
                status = call.Fail($"{call[i]}: not found");
            }
        }

        return status;
    }
}
