using System.Text;

namespace BashTool.Core.Execution;

/// <summary>A command of PowerShell as arguments of <c>pwsh</c>.</summary>
public static class PowerShellCommandLine
{
    /// <summary>Whether a name has the form Verb-Noun.</summary>
    public static bool LooksLikeCmdlet(string name)
    {
        int dash = name.IndexOf('-');
        if (dash < 2 || dash == name.Length - 1 || !char.IsAsciiLetterUpper(name[0]) || !char.IsAsciiLetterUpper(name[dash + 1]))
        {
            return false;
        }

        for (int i = 0; i < name.Length; i++)
        {
            if (i != dash && !char.IsAsciiLetterOrDigit(name[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The arguments of <c>pwsh</c> that run a command with the standard input as its pipeline input.</summary>
    public static IReadOnlyList<string> Arguments(IReadOnlyList<string> words) =>
        ["-NoProfile", "-NonInteractive", "-Command", Script(words)];

    /// <summary>The command as PowerShell writes it: parameters bare, everything else quoted.</summary>
    public static string Script(IReadOnlyList<string> words)
    {
        var script = new StringBuilder("$input | & ").Append(Quote(words[0]));
        for (int i = 1; i < words.Count; i++)
        {
            script.Append(' ').Append(IsParameter(words[i]) ? words[i] : Quote(words[i]));
        }

        return script.ToString();
    }

    private static bool IsParameter(string word)
    {
        if (word.Length < 2 || word[0] != '-' || !char.IsAsciiLetter(word[1]))
        {
            return false;
        }

        foreach (char c in word.AsSpan(1))
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    // PowerShell takes the typographic quotes for the straight one.
    private static string Quote(string word)
    {
        var quoted = new StringBuilder("'");
        foreach (char c in word)
        {
            quoted.Append(c);
            if (c is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B')
            {
                quoted.Append(c);
            }
        }

        return quoted.Append('\'').ToString();
    }
}
