using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Display information about command type.</summary>
public sealed class TypeBuiltin : Builtin
{
    public override string Synopsis => "[-afptP] name [name ...]";

    public override string Summary => "Display information about command type.";

    public override string Details => """
        Options:
          -a	everything that has that name
          -f	no functions
          -p	the path of the file that would be run, or nothing
          -P	a path even if NAME is an alias, builtin or function
          -t	one word: alias, keyword, function, builtin, file, or nothing
        """;

    public override int Run(BuiltinCall call)
    {
        bool all = false;
        bool functions = true;
        CommandDescription.Style style = CommandDescription.Style.Sentence;
        bool force = false;
        var options = new BuiltinOptions(call, "afptP");
        while (options.Next(out char option))
        {
            switch (option)
            {
                case 'a':
                    all = true;
                    break;
                case 'f':
                    functions = false;
                    break;
                case 'p':
                    style = CommandDescription.Style.Path;
                    break;
                case 't':
                    style = CommandDescription.Style.Word;
                    break;
                default:
                    style = CommandDescription.Style.Path;
                    force = true;
                    break;
            }
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        bool everything = true;
        for (int i = options.Index; i < call.Count; i++)
        {
            if (CommandDescription.Print(call, call[i], style, all, functions, force))
            {
                continue;
            }

            everything = false;
            if (style == CommandDescription.Style.Sentence)
            {
                call.Fail($"{call[i]}: not found");
            }
        }

        return everything ? 0 : 1;
    }
}
