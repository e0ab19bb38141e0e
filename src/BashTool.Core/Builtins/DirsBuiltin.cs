using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Prints the directory stack.</summary>
public sealed class DirsBuiltin : Builtin
{
    public override string Synopsis => "[-clpv] [+N] [-N]";

    public override string Summary => "Display directory stack.";

    public override string Details => """
        Options:
          -c	clear the stack
          -l	no tilde for the home directory
          -p	one entry a line
          -v	one entry a line with its position
          +N	the Nth entry from the left, 0 first
          -N	the Nth entry from the right, 0 first
        """;

    public override int Run(BuiltinCall call)
    {
        bool longForm = false;
        bool lines = false;
        bool numbered = false;
        bool clear = false;
        string? picked = null;
        for (int i = 0; i < call.Count; i++)
        {
            string word = call[i];
            if (word == "--")
            {
                break;
            }

            if (word == "--help")
            {
                call.Write(Help(call.Name));
                return 2;
            }

            if (word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]) && word.AsSpan(1).IndexOfAnyExcept("clpv") < 0)
            {
                longForm |= word.Contains('l');
                lines |= word.Contains('p') || word.Contains('v');
                numbered |= word.Contains('v');
                clear |= word.Contains('c');
            }
            else if (word.Length > 0 && word[0] is '+' or '-')
            {
                if (!DirectoryStackArgument.TryParse(word, out _, out _))
                {
                    call.Fail($"{word}: invalid number");
                    return Usage(call);
                }

                picked = word;
            }
            else
            {
                call.Fail($"{word}: invalid option");
                return Usage(call);
            }
        }

        if (clear)
        {
            call.State.DirectoryStack.Clear();
            return 0;
        }

        List<string> all = [call.State.WorkingDirectory.Text, .. call.State.DirectoryStack];
        if (!longForm)
        {
            for (int i = 0; i < all.Count; i++)
            {
                all[i] = call.Shell.AbbreviateHome(all[i]);
            }
        }

        if (picked is not null)
        {
            DirectoryStackArgument.TryParse(picked, out int number, out bool fromRight);
            int index = DirectoryStackArgument.IndexOf(number, fromRight, all.Count - 1);
            if (index < 0)
            {
                return call.Fail(all.Count == 1 ? "directory stack empty" : $"{picked[1..]}: directory stack index out of range");
            }

            call.WriteLine(numbered ? $"{index,2}  {all[index]}" : all[index]);
            return 0;
        }

        if (numbered)
        {
            for (int i = 0; i < all.Count; i++)
            {
                call.WriteLine($"{i,2}  {all[i]}");
            }
        }
        else
        {
            call.WriteLine(string.Join(lines ? '\n' : ' ', all));
        }

        return 0;
    }
}
