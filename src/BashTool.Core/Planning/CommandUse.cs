using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Planning;

/// <summary>A command as it stands in a script: its name and the words that follow it.</summary>
internal sealed class CommandUse
{
    /// <summary>The name; null where it is only known when it runs.</summary>
    public required string? Name { get; init; }

    public required Word NameWord { get; init; }

    public required IReadOnlyList<Word> Arguments { get; init; }

    public required SourceSpan Span { get; init; }

    /// <summary>The command that runs it; null if the shell does.</summary>
    public string? Through { get; init; }

    /// <summary>Whether its standard input or output is a pipe.</summary>
    public bool IsInPipeline { get; init; }

    /// <summary>The arguments where all of them are known; null otherwise.</summary>
    public IReadOnlyList<string>? LiteralArguments()
    {
        string[] values = new string[Arguments.Count];
        for (int i = 0; i < values.Length; i++)
        {
            if (Arguments[i].LiteralText is not { } text)
            {
                return null;
            }

            values[i] = text;
        }

        return values;
    }

    /// <summary>Whether an option letter is among the arguments, alone or in a group.</summary>
    public bool HasLetter(char letter)
    {
        foreach (Word word in Arguments)
        {
            string text = word.LiteralText ?? word.Text;
            if (text == "--")
            {
                return false;
            }

            if (text.Length > 1 && text[0] == '-' && text[1] != '-' && text.IndexOf(letter, 1) > 0)
            {
                return true;
            }
        }

        return false;
    }

    public bool HasWord(string wanted)
    {
        foreach (Word word in Arguments)
        {
            if (word.LiteralText == wanted)
            {
                return true;
            }
        }

        return false;
    }
}
