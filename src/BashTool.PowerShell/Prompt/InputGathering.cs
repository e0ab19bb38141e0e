using BashTool.Core.Syntax;

namespace BashTool.PowerShell.Prompt;

/// <summary>Gathers lines until they are a whole command.</summary>
internal static class InputGathering
{
    /// <summary>Whether more lines are needed: an open quote, an open compound command, a here-document without its end.</summary>
    public static bool NeedsMore(string text)
    {
        if (EndsWithBackslash(text))
        {
            return true;
        }

        bool openDocument = false;
        var options = new ParserOptions { Warning = warning => openDocument |= warning.Message.Contains("here-document", StringComparison.Ordinal) };
        return Parser.TryParseAll(text, options, out _, out SyntaxErrorException? error) ? openDocument : error is { IsIncomplete: true };
    }

    private static bool EndsWithBackslash(string text)
    {
        int count = 0;
        while (count < text.Length && text[^(count + 1)] == '\\')
        {
            count++;
        }

        return count % 2 == 1;
    }
}
