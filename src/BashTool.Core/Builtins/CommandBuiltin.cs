using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Execute a simple command or display information about commands.</summary>
public sealed class CommandBuiltin : Builtin
{
    public override string Synopsis => "[-pVv] command [arg ...]";

    public override string Summary => "Execute a simple command or display information about commands.";

    public override string Details => """
        Runs COMMAND without looking for a function of that name.

        Options:
          -p	look in a standard PATH
          -v	print what COMMAND is in a word
          -V	print it in a sentence
        """;

    /// <summary>What <c>getconf PATH</c> prints.</summary>
    private const string StandardPath = "/bin:/usr/bin";

    public override bool RunsCommands => true;

    public override int Run(BuiltinCall call)
    {
        bool standardPath = false;
        CommandDescription.Style? style = null;
        var options = new BuiltinOptions(call, "pvV");
        while (options.Next(out char option))
        {
            switch (option)
            {
                case 'p':
                    standardPath = true;
                    break;
                case 'v':
                    style = CommandDescription.Style.Reusable;
                    break;
                default:
                    style = CommandDescription.Style.Sentence;
                    break;
            }
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        if (options.Index == call.Count)
        {
            return 0;
        }

        string? path = standardPath ? StandardPath : null;
        if (style is null)
        {
            return call.Shell.RunCommandWords(call.Arguments(options.Index), functions: false, builtins: true, path);
        }

        bool any = false;
        for (int i = options.Index; i < call.Count; i++)
        {
            if (CommandDescription.Print(call, call[i], style.Value, path: path))
            {
                any = true;
            }
            else if (style == CommandDescription.Style.Sentence)
            {
                call.Fail($"{call[i]}: not found");
            }
        }

        return any ? 0 : 1;
    }
}
