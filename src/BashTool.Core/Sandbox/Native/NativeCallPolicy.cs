using BashTool.Core.Files;

namespace BashTool.Core.Sandbox.Native;

/// <summary>
/// What is denied by default of what programs of the host are told to do. It reads arguments, also the command lines handed to
/// <c>cmd /c</c> and <c>powershell -Command</c>. A program can always do more than its arguments say: this explains and warns, the list of allowed programs contains.
/// </summary>
public static class NativeCallPolicy
{
    private static readonly HashSet<string> ShellNames = ["cmd", "powershell", "pwsh", "bash", "sh", "dash", "zsh", "busybox", "sudo", "doas", "env", "nohup", "start"];

    /// <summary>The checks, each with a code of its own.</summary>
    public static IReadOnlyList<INativeCheck> Checks { get; } =
    [
        new OutsideTargetCheck("BT-EX-012", "removes", false, "del", "erase", "rm", "unlink", "shred"),
        new OutsideTargetCheck("BT-EX-013", "removes the directory", false, "rd", "rmdir"),
        new OutsideTargetCheck("BT-EX-014", "moves", false, "move", "mv"),
        new OutsideTargetCheck("BT-EX-015", "copies to", true, "copy", "xcopy", "robocopy", "cp", "install", "ln", "mklink"),
        new OutsideTargetCheck("BT-EX-016", "renames", false, "ren", "rename"),
        new OutsideTargetCheck("BT-EX-017", "removes", false, "remove-item", "ri", "clear-item", "clear-recyclebin"),
        new OutsideTargetCheck("BT-EX-018", "moves", false, "move-item", "mi"),
        new OutsideTargetCheck("BT-EX-019", "copies to", true, "copy-item", "cpi"),
        new OutsideTargetCheck("BT-EX-020", "renames", false, "rename-item", "rni"),
        new OutsideTargetCheck("BT-EX-021", "writes", false, "set-content", "add-content", "clear-content", "out-file", "new-item", "tee-object", "sc", "ac", "ni", "md", "mkdir", "tee", "touch", "truncate"),
        new OutsideDriveCheck(),
    ];

    /// <summary>Null where nothing speaks against a call.</summary>
    /// <param name="policy">Names in its list of allowed programs are not looked at: <c>del</c> allows every removal by cmd.</param>
    public static AccessDenial? Check(NativeProgramPolicy policy, SandboxProfile profile, string program, IReadOnlyList<string> arguments, Func<string, bool> isWritable)
    {
        if (profile == SandboxProfile.None)
        {
            return null;
        }

        string name = NativeProgramPolicy.NameOf(program).ToLowerInvariant();
        if (CheckOne(policy, new NativeCall(name, arguments, isWritable)) is { } denial)
        {
            return denial;
        }

        foreach (NativeCall inner in InnerCalls(name, arguments, isWritable))
        {
            AccessDenial? refused = !policy.Allowed.Contains(inner.Name) && DangerousProgram.Find(inner.Name) is { } dangerous && !IsCmdletAlias(name, inner.Name)
                ? dangerous.Denial
                : CheckOne(policy, inner);
            if (refused is not null)
            {
                return refused;
            }
        }

        return null;
    }

    // PowerShell's sc is Set-Content.
    private static bool IsCmdletAlias(string shell, string name) => shell is "powershell" or "pwsh" && name is "sc";

    private static AccessDenial? CheckOne(NativeProgramPolicy policy, NativeCall call)
    {
        if (policy.Allowed.Contains(call.Name))
        {
            return null;
        }

        bool isKnown = ShellNames.Contains(call.Name);
        foreach (INativeCheck check in Checks)
        {
            // Of a command that is known, the operands that are only read may lie anywhere; a shell's text is looked at command by command.
            isKnown |= check is OutsideTargetCheck target && target.Knows(call.Name);
            if (isKnown && check is OutsideDriveCheck)
            {
                continue;
            }

            if (check.Check(call) is { } denial)
            {
                return denial;
            }
        }

        return null;
    }

    /// <summary>The commands in a text that is handed to a shell of the host.</summary>
    private static IEnumerable<NativeCall> InnerCalls(string name, IReadOnlyList<string> arguments, Func<string, bool> isWritable)
    {
        int start = -1;
        for (int i = 0; i < arguments.Count && start < 0; i++)
        {
            string argument = arguments[i].ToLowerInvariant();
            bool opens = name switch
            {
                "cmd" => argument is "/c" or "/k" or "/r" or "//c" or "//k",
                "powershell" or "pwsh" => argument.Length > 1 && argument[0] is '-' or '/' && "command".StartsWith(argument[1..], StringComparison.Ordinal),
                "bash" or "sh" or "dash" or "zsh" or "busybox" => argument.StartsWith('-') && !argument.StartsWith("--", StringComparison.Ordinal) && argument.Contains('c'),
                "sudo" or "doas" or "env" or "nohup" or "start" => true,
                _ => false,
            };
            start = opens ? name is "sudo" or "doas" or "env" or "nohup" or "start" ? i : i + 1 : -1;
        }

        if (start < 0 || start >= arguments.Count)
        {
            yield break;
        }

        var words = new List<string>();
        foreach (string word in Words(string.Join(' ', arguments.Skip(start).Select(static a => a.Contains(' ') ? a : a))))
        {
            if (word is ";" or "|" or "&" or "\n")
            {
                if (words.Count > 0)
                {
                    yield return Call(words, isWritable);
                    words.Clear();
                }
            }
            else
            {
                words.Add(word);
            }
        }

        if (words.Count > 0)
        {
            yield return Call(words, isWritable);
        }
    }

    private static NativeCall Call(List<string> words, Func<string, bool> isWritable)
        => new(NativeProgramPolicy.NameOf(words[0]).ToLowerInvariant(), words.GetRange(1, words.Count - 1).ToArray(), isWritable);

    // Blanks separate, quotes keep together; what ends a command is a word of its own. Near enough for all of these shells.
    private static IEnumerable<string> Words(string text)
    {
        var word = new System.Text.StringBuilder();
        bool any = false;
        char quote = '\0';
        foreach (char c in text)
        {
            if (quote != '\0')
            {
                if (c == quote)
                {
                    quote = '\0';
                }
                else
                {
                    word.Append(c);
                }
            }
            else if (c is '"' or '\'')
            {
                quote = c;
                any = true;
            }
            else if (c is ' ' or '\t' or ';' or '|' or '&' or '\n' or '(' or ')' or '{' or '}')
            {
                if (any || word.Length > 0)
                {
                    yield return word.ToString();
                    word.Clear();
                    any = false;
                }

                if (c is not (' ' or '\t'))
                {
                    yield return c is '(' or ')' or '{' or '}' ? ";" : c.ToString();
                }
            }
            else
            {
                word.Append(c);
            }
        }

        if (any || word.Length > 0)
        {
            yield return word.ToString();
        }
    }
}
