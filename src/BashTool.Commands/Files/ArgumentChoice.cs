using System.Text;

namespace BashTool.Commands.Files;

/// <summary>An option's value that is one of a few words, abbreviated or whole, with gnulib's messages (argmatch).</summary>
internal sealed class ArgumentChoice<T>(string option, params (string Name, T Value)[] choices)
{
    /// <summary>Beginnings of words are not understood.</summary>
    public bool Exact { get; init; }

    /// <summary>What the word stands for.</summary>
    /// <exception cref="UsageException">It is none of the choices, or the beginning of several.</exception>
    public T Read(string word)
    {
        int found = -1;
        bool ambiguous = false;
        for (int i = 0; i < choices.Length; i++)
        {
            if (choices[i].Name == word)
            {
                return choices[i].Value;
            }

            if (!Exact && choices[i].Name.StartsWith(word, StringComparison.Ordinal))
            {
                ambiguous |= found >= 0 && !EqualityComparer<T>.Default.Equals(choices[found].Value, choices[i].Value);
                found = found < 0 ? i : found;
            }
        }

        return found >= 0 && !ambiguous ? choices[found].Value : throw new UsageException(Message(word, ambiguous));
    }

    private string Message(string word, bool ambiguous)
    {
        var text = new StringBuilder();
        text.Append(ambiguous ? "ambiguous" : "invalid").Append(" argument ").Append(LocaleQuoting.Quote(word));
        text.Append(" for ").Append(LocaleQuoting.Quote(option)).Append("\nValid arguments are:");
        for (int i = 0; i < choices.Length; i++)
        {
            bool same = i > 0 && EqualityComparer<T>.Default.Equals(choices[i - 1].Value, choices[i].Value);
            text.Append(same ? ", " : "\n  - ").Append(LocaleQuoting.Quote(choices[i].Name));
        }

        return text.ToString();
    }
}
