using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Display possible completions depending on the options.</summary>
public sealed class CompgenBuiltin : Builtin
{
    public override string Synopsis => "[-abcdefgjksuv] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [word]";

    public override string Summary => "Display possible completions depending on the options.";

    public override string Details => """
        Takes the options of `complete' and prints the words they give for WORD.
        """;

    public override int Run(BuiltinCall call)
    {
        if (call.Count == 0)
        {
            return 0;
        }

        if (CompletionArguments.Read(call, forComplete: false, options => Refuse(call, options), out int status) is not { } arguments)
        {
            return status;
        }

        if (!arguments.HasSpecification)
        {
            return 0;
        }

        string word = arguments.Index < call.Count ? call[arguments.Index] : "";
        if (arguments.Specification.Function is not null)
        {
            call.Fail("warning: -F option may not work as you expect");
        }

        if (arguments.Specification.Command is not null)
        {
            call.Fail("warning: -C option may not work as you expect");
        }

        List<string> words = new CompletionGenerator(call.Shell, word).Generate(arguments.Specification);
        foreach (string match in words)
        {
            call.WriteLine(match);
        }

        return words.Count > 0 ? 0 : 1;
    }
}
