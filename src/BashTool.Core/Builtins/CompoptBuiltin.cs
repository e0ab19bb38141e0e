using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Modify or display completion options.</summary>
public sealed class CompoptBuiltin : Builtin
{
    public override string Synopsis => "[-o|+o option] [-DEI] [name ...]";

    public override string Summary => "Modify or display completion options.";

    public override string Details => """
        Options:
          -o option, +o option	switch an option on or off
          -D, -E, -I	as for `complete'
        """;

    public override int Run(BuiltinCall call)
    {
        var on = new List<string>();
        var off = new List<string>();
        var names = new List<string>();
        var options = new BuiltinOptions(call, "o:DEI", plusOptions: true);
        while (options.Next(out char option))
        {
            switch (option)
            {
                case 'o':
                    if (!CompletionArguments.OptionNames.Contains(options.Value))
                    {
                        return call.Fail($"{options.Value}: invalid option name", 2);
                    }

                    (options.IsPlus ? off : on).Add(options.Value!);
                    break;
                case 'D':
                    names.Add(CompletionTable.Default);
                    break;
                case 'E':
                    names.Add(CompletionTable.Empty);
                    break;
                default:
                    names.Add(CompletionTable.Initial);
                    break;
            }
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        if (names.Count == 0)
        {
            names = call.Arguments(options.Index);
        }

        if (names.Count == 0)
        {
            return call.Fail("not currently executing completion function");
        }

        int status = 0;
        foreach (string name in names)
        {
            if (call.State.Completions.Find(name) is not { } specification)
            {
                status = call.Fail($"{name}: no completion specification");
            }
            else if (on.Count == 0 && off.Count == 0)
            {
                IEnumerable<string> switches = CompletionArguments.OptionNames.Select(o => (specification.Options.Contains(o) ? "-o " : "+o ") + o);
                call.WriteLine($"compopt {string.Join(' ', switches)} {CompletionArguments.Display(name)}");
            }
            else
            {
                call.State.Completions.Set(name, specification with { Options = [.. specification.Options.Except(off).Union(on)] });
            }
        }

        return status;
    }
}
