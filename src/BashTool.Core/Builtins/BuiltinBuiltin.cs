using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary><c>builtin</c>: runs a builtin even where a function has its name.</summary>
public sealed class BuiltinBuiltin : Builtin
{
    public override string Synopsis => "[shell-builtin [arg ...]]";

    public override string Summary => "Execute shell builtins.";

    public override bool RunsCommands => true;

    public override int Run(BuiltinCall call)
    {
        int first = 0;
        if (call.Count > 0 && call[0].StartsWith('-') && call[0].Length > 1)
        {
            if (call[0] != "--")
            {
                return call.FailUsage($"{call[0][..2]}: invalid option", this);
            }

            first = 1;
        }

        if (call.Count <= first)
        {
            return 0;
        }

        List<string> words = call.Arguments(first);
        return call.Shell.Resolver.FindBuiltin(words[0]) is null
            ? call.Fail($"{words[0]}: not a shell builtin")
            : call.Shell.RunCommandWords(words);
    }
}
