using BashTool.Core.Files;

using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>The arguments <c>+N</c> and <c>-N</c> of <c>dirs</c>, <c>pushd</c> and <c>popd</c>, and the stack they count in.</summary>
internal static class DirectoryStackArgument
{
    /// <summary>Reads <c>+N</c> or <c>-N</c>.</summary>
    public static bool TryParse(string word, out int number, out bool fromRight)
    {
        fromRight = word[0] == '-';
        return int.TryParse(word.AsSpan(1), System.Globalization.NumberStyles.None, null, out number);
    }

    /// <summary>The index in the whole stack (0 is the working directory); -1 if there is no such entry.</summary>
    public static int IndexOf(int number, bool fromRight, int stackBelow)
    {
        int index = fromRight ? stackBelow - number : number;
        return index >= 0 && index <= stackBelow ? index : -1;
    }

    /// <summary>Reports a number that leads nowhere; status 1.</summary>
    public static int OutOfRange(BuiltinCall call, string word) =>
        call.Fail(call.State.DirectoryStack.Count == 0 ? "directory stack empty" : $"{word}: directory stack index out of range");

    /// <summary>Reports why the directory could not be changed, unless that was done; status 1.</summary>
    public static int Failed(BuiltinCall call, string directory, FileError error) =>
        error == FileError.ECANCELED ? 1 : call.Fail($"{directory}: {error.Describe()}");

    /// <summary>Prints the stack in one line, as <c>dirs</c> does.</summary>
    public static void Print(BuiltinCall call)
    {
        var text = new System.Text.StringBuilder(call.Shell.AbbreviateHome(call.State.WorkingDirectory.Text));
        foreach (string entry in call.State.DirectoryStack)
        {
            text.Append(' ').Append(call.Shell.AbbreviateHome(entry));
        }

        call.WriteLine(text.ToString());
    }
}
