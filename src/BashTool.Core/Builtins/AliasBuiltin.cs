using BashTool.Core.Interpreter;
using BashTool.Core.Text;

namespace BashTool.Core.Builtins;

/// <summary>Define or display aliases.</summary>
public sealed class AliasBuiltin : Builtin
{
    public override string Synopsis => "[-p] [name[=value] ... ]";

    public override string Summary => "Define or display aliases.";

    public override string Details => """
        Without arguments, and with -p, prints the aliases as commands that make them again.
        A NAME without a value prints that alias; NAME=VALUE defines one.
        """;

    public override int Run(BuiltinCall call)
    {
        bool all = call.Count == 0;
        var options = new BuiltinOptions(call, "p");
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
            foreach ((string name, string value) in call.State.Aliases.All)
            {
                Print(call, name, value);
            }
        }

        int status = 0;
        for (int i = options.Index; i < call.Count; i++)
        {
            string word = call[i];
            int equals = word.IndexOf('=', 1 < word.Length ? 1 : 0);
            if (equals > 0)
            {
                string name = word[..equals];
                if (!IsName(name))
                {
                    status = call.Fail($"`{name}': invalid alias name");
                }
                else
                {
                    call.State.Aliases.Set(name, word[(equals + 1)..]);
                }
            }
            else if (call.State.Aliases.Find(word) is { } value)
            {
                Print(call, word, value);
            }
            else
            {
                status = call.Fail($"{word}: not found");
            }
        }

        return status;
    }

    internal static string Format(string name, string value) => $"alias {(name[0] == '-' ? "-- " : "")}{name}={ShellQuoting.SingleQuote(value)}\n";

    private static bool IsName(string name) => name.Length > 0 && name.AsSpan().IndexOfAny(" \t\n'\"\\|&;()<>$`/") < 0;

    private static void Print(BuiltinCall call, string name, string value) => call.Write(Format(name, value));
}
