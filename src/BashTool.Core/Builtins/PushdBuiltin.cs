using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Puts a directory on the stack and goes there.</summary>
public sealed class PushdBuiltin : Builtin
{
    public override string Synopsis => "[-n] [+N | -N | dir]";

    public override string Summary => "Add directories to stack.";

    public override string Details => """
        Without arguments exchanges the two topmost directories.

        Options:
          -n	change the stack only, not the working directory
          +N	rotate the stack so that its Nth entry from the left (0 first) is on top
          -N	the same, counted from the right
          dir	put DIR on top and change to it
        """;

    public override int Run(BuiltinCall call)
    {
        List<string> stack = call.State.DirectoryStack;
        bool stay = false;
        int at = 0;
        for (; at < call.Count; at++)
        {
            string word = call[at];
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
                at++;
                break;
            }
            else
            {
                break;
            }
        }

        if (call.Count - at > 1)
        {
            return call.Fail("too many arguments");
        }

        if (at == call.Count)
        {
            if (stay)
            {
                return 0;
            }

            if (stack.Count == 0)
            {
                return call.Fail("no other directory");
            }

            return Rotate(call, 1, exchange: true);
        }

        string argument = call[at];
        if (argument.Length > 1 && argument[0] is '+' or '-')
        {
            if (!DirectoryStackArgument.TryParse(argument, out int number, out bool fromRight))
            {
                call.Fail($"{argument}: invalid number");
                return Usage(call);
            }

            int index = DirectoryStackArgument.IndexOf(number, fromRight, stack.Count);
            if (index < 0 || stack.Count == 0)
            {
                return DirectoryStackArgument.OutOfRange(call, argument);
            }

            return stay ? 0 : Rotate(call, index, exchange: false);
        }

        if (stay)
        {
            stack.Insert(0, argument);
            DirectoryStackArgument.Print(call);
            return 0;
        }

        string from = call.State.WorkingDirectory.Text;
        int status = Change(call, argument);
        if (status == 0)
        {
            if (argument == "-")
            {
                call.WriteLine(call.State.WorkingDirectory.Text);
            }

            stack.Insert(0, from);
            DirectoryStackArgument.Print(call);
        }

        return status;
    }

    private static int Rotate(BuiltinCall call, int index, bool exchange)
    {
        List<string> all = [call.State.WorkingDirectory.Text, .. call.State.DirectoryStack];
        List<string> rotated;
        if (exchange)
        {
            rotated = all;
            (rotated[0], rotated[1]) = (rotated[1], rotated[0]);
        }
        else
        {
            rotated = [.. all.Skip(index), .. all.Take(index)];
        }

        int status = Change(call, rotated[0]);
        if (status == 0)
        {
            call.State.DirectoryStack.Clear();
            call.State.DirectoryStack.AddRange(rotated.Skip(1));
            DirectoryStackArgument.Print(call);
        }

        return status;
    }

    private static int Change(BuiltinCall call, string directory)
    {
        if (directory == "-")
        {
            if (call.State.Variables.Get("OLDPWD") is not { } old)
            {
                return call.Fail("OLDPWD not set");
            }

            directory = old;
        }

        FileError error = call.Shell.ChangeDirectory(directory, call.State.Options[ShellOption.Physical]);
        return error == FileError.None ? 0 : DirectoryStackArgument.Failed(call, directory, error);
    }
}
