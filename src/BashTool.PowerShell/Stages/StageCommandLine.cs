using System.Text;

namespace BashTool.PowerShell.Stages;

/// <summary>
/// Turns the words that bash made into a command of PowerShell. A word is data: it becomes a parameter's name or a quoted string and is
/// never evaluated, save for the commands whose argument is code, as a program is for awk.
/// </summary>
internal static class StageCommandLine
{
    /// <summary>The variables that hold the command, the end of its pipeline, the stage, and what puts them together, while that is done.</summary>
    public static readonly string[] Variables = ["BashToolStageCommand", "BashToolStageEnd", "BashToolStage", "BashToolStageStart", "BashToolStageAction"];

    /// <summary>The script that runs the command with the words and hands what it gives to the stage.</summary>
    public static string Render(string name, IReadOnlyList<string> words, int first)
    {
        var text = new StringBuilder("& $global:BashToolStageCommand");
        bool takesCode = IsAny(name, "ForEach-Object", "Where-Object");
        bool takesLists = name.EndsWith("-Object", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Format-", StringComparison.OrdinalIgnoreCase);
        for (int i = first; i < words.Count; i++)
        {
            text.Append(' ');
            Append(text, words[i], takesCode, takesLists);
        }

        return text.Append(" | & $global:BashToolStageEnd -Stage $global:BashToolStage").ToString();
    }

    private static void Append(StringBuilder text, string word, bool takesCode, bool takesLists)
    {
        if (IsParameter(word, out int colon))
        {
            if (colon < 0)
            {
                text.Append(word);
                return;
            }

            text.Append(word, 0, colon + 1);
            word = word[(colon + 1)..];
            if (IsAny(word, "$true", "$false", "$null"))
            {
                text.Append(word);
                return;
            }
        }
        else if (takesCode && word.Length >= 2 && word[0] == '{' && word[^1] == '}')
        {
            text.Append(word);
            return;
        }

        if (takesLists && word.Contains(',') && word.Length > 1)
        {
            string[] parts = word.Split(',');
            for (int i = 0; i < parts.Length; i++)
            {
                text.Append(i == 0 ? "" : ",");
                Quote(text, parts[i]);
            }

            return;
        }

        Quote(text, word);
    }

    private static bool IsParameter(string word, out int colon)
    {
        colon = -1;
        if (word.Length < 2 || word[0] != '-' || !char.IsAsciiLetter(word[1]))
        {
            return false;
        }

        for (int i = 2; i < word.Length; i++)
        {
            if (word[i] == ':')
            {
                colon = i == word.Length - 1 ? -1 : i;
                return i < word.Length - 1;
            }

            if (!char.IsAsciiLetterOrDigit(word[i]) && word[i] != '_')
            {
                return false;
            }
        }

        return true;
    }

    // PowerShell takes the typographic quotes for quotes too.
    private static void Quote(StringBuilder text, string word)
    {
        text.Append('\'');
        foreach (char c in word)
        {
            text.Append(c is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B' ? new string(c, 2) : c.ToString());
        }

        text.Append('\'');
    }

    private static bool IsAny(string name, params ReadOnlySpan<string> names)
    {
        foreach (string each in names)
        {
            if (name.Equals(each, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
