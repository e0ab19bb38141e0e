using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Takes a directory off the stack and goes to the next.</summary>
public sealed class PopdBuiltin : Builtin
{
    public override string Synopsis => "[-n] [+N | -N]";

    public override string Summary => "Remove directories from stack.";

    public override string Details => """
        Without arguments removes the top directory and changes to the one below.

        Options:
          -n	change the stack only, not the working directory
          +N	remove the Nth entry from the left, 0 first
          -N	remove the Nth entry from the right, 0 first
        """;

    public override int Run(BuiltinCall call)
    {
        List<string> stack = call.State.DirectoryStack;
        bool stay = false;
        int index = 0;
        string word = "";
        for (int i = 0; i < call.Count; i++)
        {
            word = call[i];
            if (word == "-n")
            {
                stay = true;
            }
            else if (word == "--help")
            {
                call.Write(Help(call.Name));
                return 2;
            }
            else if (word == "--")
            {
                break;
            }
            else if (word.Length > 0 && word[0] is '+' or '-')
            {
                if (!DirectoryStackArgument.TryParse(word, out int number, out bool fromRight))
                {
                    call.Fail($"{word}: invalid number");
                    return Usage(call);
                }

                index = DirectoryStackArgument.IndexOf(number, fromRight, stack.Count);
            }
            else
            {
                call.Fail($"{word}: invalid argument");
                return Usage(call);
            }
        }

        if (stack.Count == 0 || index < 0)
        {
            return DirectoryStackArgument.OutOfRange(call, word);
        }

        if (index == 0 && !stay)
        {
            FileError error = call.Shell.ChangeDirectory(stack[0], call.State.Options[ShellOption.Physical]);
            if (error != FileError.None)
            {
                return DirectoryStackArgument.Failed(call, stack[0], error);
            }

            stack.RemoveAt(0);
        }
        else
        {
            stack.RemoveAt(Math.Max(0, index - 1));
        }

        DirectoryStackArgument.Print(call);
        return 0;
    }
}
