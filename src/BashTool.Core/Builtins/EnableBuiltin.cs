using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Enable and disable shell builtins.</summary>
public sealed class EnableBuiltin : Builtin
{
    public override string Synopsis => "[-a] [-dnps] [-f filename] [name ...]";

    public override string Summary => "Enable and disable shell builtins.";

    public override string Details => """
        Options:
          -a	list all builtins with whether they are enabled
          -n	disable each NAME, or list those that are disabled
          -p	list in a form that can be read back
          -s	list the special builtins of POSIX only
          -f	load a builtin from a shared object (not possible here)
          -d	remove a builtin loaded with -f
        """;

    public override int Run(BuiltinCall call)
    {
        bool all = false;
        bool disable = false;
        bool special = false;
        bool remove = false;
        bool print = false;
        string? file = null;
        var options = new BuiltinOptions(call, "adnpsf:");
        while (options.Next(out char option))
        {
            switch (option)
            {
                case 'a':
                    all = true;
                    break;
                case 'd':
                    remove = true;
                    break;
                case 'n':
                    disable = true;
                    break;
                case 'p':
                    print = true;
                    break;
                case 's':
                    special = true;
                    break;
                default:
                    file = options.Value;
                    break;
            }
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        HashSet<string>? disabled = call.State.DisabledBuiltins;
        if (options.Index == call.Count || print)
        {
            foreach (string name in BuiltinCatalog.Names)
            {
                bool off = disabled is not null && disabled.Contains(name);
                if ((special && BuiltinCatalog.Find(name) is not { IsSpecial: true }) || (!all && off != disable))
                {
                    continue;
                }

                call.WriteLine(off ? "enable -n " + name : "enable " + name);
            }

            return 0;
        }

        int status = 0;
        for (int i = options.Index; i < call.Count; i++)
        {
            string name = call[i];
            if (file is not null)
            {
                return call.Fail($"cannot open shared object {file}: {file}: cannot open shared object file: No such file or directory");
            }

            if (BuiltinCatalog.Find(name) is null)
            {
                status = call.Fail($"{name}: not a shell builtin");
            }
            else if (remove)
            {
                status = call.Fail($"{name}: not dynamically loaded");
            }
            else if (disable)
            {
                (call.State.DisabledBuiltins ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);
            }
            else
            {
                disabled?.Remove(name);
            }
        }

        return status;
    }
}
