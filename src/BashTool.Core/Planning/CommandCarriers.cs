using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Planning;

/// <summary>Commands whose arguments hold another command: <c>xargs</c>, <c>env</c>, <c>timeout</c>, <c>find -exec</c>.</summary>
internal static class CommandCarriers
{
    /// <summary>By name: the option letters that take a value, the operands before the command, and whether NAME=VALUE may come first.</summary>
    private static readonly Dictionary<string, (string ValueLetters, int Operands, bool TakesVariables)> Prefixes = new(StringComparer.Ordinal)
    {
        ["xargs"] = ("adEILnPs", 0, false),
        ["env"] = ("uCS", 0, true),
        ["timeout"] = ("ks", 1, false),
        ["nohup"] = ("", 0, false),
        ["nice"] = ("n", 0, false),
        ["ionice"] = ("cnp", 0, false),
        ["stdbuf"] = ("ioe", 0, false),
        ["setsid"] = ("", 0, false),
        ["sudo"] = ("ugp", 0, true),
        ["command"] = ("", 0, false),
        ["builtin"] = ("", 0, false),
        ["exec"] = ("a", 0, false),
        ["watch"] = ("n", 0, false),
    };

    /// <summary>Whether the arguments of a command may hold another command.</summary>
    public static bool Carries(string name) => name == "find" || Prefixes.ContainsKey(name);

    /// <summary>The indexes among the arguments at which the name of an inner command stands.</summary>
    public static IEnumerable<(int Start, int End)> Find(string name, IReadOnlyList<Word> arguments)
    {
        if (name == "find")
        {
            return FindExec(arguments);
        }

        return Prefixes.TryGetValue(name, out (string ValueLetters, int Operands, bool TakesVariables) form) && !IsQuestion(name, arguments)
            ? AfterOptions(arguments, form.ValueLetters, form.Operands, form.TakesVariables)
            : [];
    }

    // command -v NAME asks and does not run.
    private static bool IsQuestion(string name, IReadOnlyList<Word> arguments) =>
        name == "command" && arguments.Count > 0 && arguments[0].LiteralText is "-v" or "-V";

    private static IEnumerable<(int Start, int End)> AfterOptions(IReadOnlyList<Word> arguments, string valueLetters, int operands, bool takesVariables)
    {
        int i = 0;
        for (; i < arguments.Count; i++)
        {
            string text = arguments[i].LiteralText ?? arguments[i].Text;
            if (text == "--")
            {
                i++;
                break;
            }

            if (text.Length < 2 || text[0] != '-')
            {
                break;
            }

            if (text[1] != '-' && valueLetters.Contains(text[^1]))
            {
                i++;
            }
        }

        i += operands;
        while (takesVariables && i < arguments.Count && arguments[i].Text.IndexOf('=') > 0)
        {
            i++;
        }

        if (i < arguments.Count)
        {
            yield return (i, arguments.Count);
        }
    }

    private static IEnumerable<(int Start, int End)> FindExec(IReadOnlyList<Word> arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].LiteralText is not ("-exec" or "-execdir" or "-ok" or "-okdir"))
            {
                continue;
            }

            int end = i + 1;
            while (end < arguments.Count && arguments[end].LiteralText is not (";" or "+"))
            {
                end++;
            }

            if (end > i + 1)
            {
                yield return (i + 1, end);
            }

            i = end;
        }
    }
}
