using System.Text;
using BashTool.Core.Interpreter;
using BashTool.Core.Text;

namespace BashTool.Core.Builtins;

/// <summary>Display information about builtin commands.</summary>
public sealed class HelpBuiltin : Builtin
{
    public override string Synopsis => "[-dms] [pattern ...]";

    public override string Summary => "Display information about builtin commands.";

    public override string Details => """
        Options:
          -d	a short description of each
          -m	in the shape of a manual page
          -s	the synopsis only
        """;

    public override int Run(BuiltinCall call)
    {
        char style = '\0';
        var options = new BuiltinOptions(call, "dms");
        while (options.Next(out char option))
        {
            style = option;
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        if (options.Index == call.Count)
        {
            List(call);
            return 0;
        }

        bool any = false;
        for (int i = options.Index; i < call.Count; i++)
        {
            string pattern = call[i];
            bool wild = GlobPattern.HasWildcards(pattern);
            bool exact = BuiltinCatalog.Find(pattern) is not null;
            if (wild && !exact)
            {
                call.Write($"Shell commands matching keyword{(call.Count - options.Index > 1 ? "s" : "")} `{pattern}'\n\n");
            }

            GlobPattern? glob = exact || !wild ? null : GlobPattern.Cached(pattern, GlobOptions.ExtendedGlob);
            foreach (string name in BuiltinCatalog.Names)
            {
                if (glob is null ? (exact ? name == pattern : name.StartsWith(pattern, StringComparison.Ordinal)) : glob.IsMatch(name))
                {
                    any = true;
                    Print(call, name, BuiltinCatalog.Find(name)!, style);
                }
            }
        }

        string last = call[call.Count - 1];
        return any ? 0 : call.Fail($"no help topics match `{last}'.  Try `help help' or `man -k {last}' or `info {last}'.");
    }

    private static void Print(BuiltinCall call, string name, Builtin builtin, char style)
    {
        switch (style)
        {
            case 's':
                call.WriteLine($"{name}: {builtin.SynopsisOf(name)}");
                break;
            case 'd':
                call.WriteLine($"{name} - {builtin.Summary}");
                break;
            case 'm':
                call.Write($"NAME\n    {name} - {builtin.Summary}\n\nSYNOPSIS\n    {builtin.SynopsisOf(name)}\n\nDESCRIPTION\n    {builtin.Summary}\n"
                    + $"    \n    {builtin.Details.Replace("\n", "\n    ", StringComparison.Ordinal)}\n\nSEE ALSO\n    bash(1)\n");
                break;
            default:
                call.Write(builtin.Help(name));
                break;
        }
    }

    private static void List(BuiltinCall call)
    {
        var text = new StringBuilder("These are the builtin commands of the shell. `help NAME' tells about one of them.\nA star (*) marks those that are disabled.\n\n");
        foreach (string name in BuiltinCatalog.Names)
        {
            bool off = call.State.DisabledBuiltins is { } disabled && disabled.Contains(name);
            text.Append(off ? '*' : ' ').Append(BuiltinCatalog.Find(name)!.SynopsisOf(name)).Append('\n');
        }

        call.Write(text.ToString());
    }
}
