using System.Text;
using BashTool.Core.Interpreter;

namespace BashTool.PowerShell.Completion;

/// <summary>What stands at the end of a command line that is being typed: the word there, and the command it belongs to.</summary>
internal sealed class CompletionPoint
{
    private readonly StringBuilder word = new();
    private readonly Stack<char> closers = new();
    private bool inWord;

    private CompletionPoint()
    {
    }

    /// <summary>Where the word begins in the text.</summary>
    public int Start { get; private set; }

    /// <summary>The word without its quotes.</summary>
    public string Word => word.ToString();

    /// <summary>The quote that is open; NUL if none is.</summary>
    public char Quote { get; private set; }

    /// <summary>The words of the command before this one, without quotes.</summary>
    public List<string> Words { get; } = [];

    /// <summary>Whether the word is the target of a redirection.</summary>
    public bool IsRedirection { get; private set; }

    /// <summary>Whether a command's name is expected.</summary>
    public bool IsCommand => Words.Count == 0 && !IsRedirection;

    /// <summary>Looks at a text up to its end.</summary>
    public static CompletionPoint At(string text)
    {
        var point = new CompletionPoint();
        point.Scan(text);
        return point;
    }

    private void Scan(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (Quote == '\'')
            {
                if (c == '\'')
                {
                    Quote = '\0';
                }
                else
                {
                    word.Append(c);
                }

                continue;
            }

            if (c == '$' && i + 1 < text.Length && text[i + 1] == '(')
            {
                Open(Quote == '"' ? '"' : ')');
                Quote = '\0';
                i++;
                Start = i + 1;
                continue;
            }

            if (c == '\\')
            {
                Begin(i);
                if (i + 1 < text.Length)
                {
                    word.Append(text[++i]);
                }

                continue;
            }

            if (Quote == '"')
            {
                if (c == '"')
                {
                    Quote = '\0';
                }
                else
                {
                    word.Append(c);
                }

                continue;
            }

            switch (c)
            {
                case '\'' or '"':
                    Begin(i);
                    Quote = c;
                    break;
                case ' ' or '\t':
                    EndWord();
                    break;
                case '#' when !inWord:
                    i = text.IndexOf('\n', i) is >= 0 and int end ? end - 1 : text.Length;
                    break;
                case ';' or '|' or '&' or '\n' or '`':
                    EndWord();
                    EndCommand();
                    break;
                case '(':
                    EndWord();
                    Open(')');
                    break;
                case ')':
                    Close(i);
                    break;
                case '<' or '>':
                    if (inWord && word.ToString().AsSpan().ContainsAnyExceptInRange('0', '9'))
                    {
                        EndWord();
                    }

                    Forget();
                    IsRedirection = true;
                    break;
                default:
                    Begin(i);
                    word.Append(c);
                    break;
            }
        }

        if (!inWord)
        {
            Start = text.Length;
        }
    }

    private void Begin(int at)
    {
        if (!inWord)
        {
            inWord = true;
            Start = at;
        }
    }

    private void Forget()
    {
        inWord = false;
        word.Clear();
    }

    private void EndWord()
    {
        if (!inWord)
        {
            return;
        }

        string text = word.ToString();
        Forget();
        if (IsRedirection)
        {
            IsRedirection = false;
        }
        else if (Words.Count > 0 || !(ShellKeywords.Contains(text) || IsAssignment(text)))
        {
            Words.Add(text);
        }
    }

    private void EndCommand()
    {
        Words.Clear();
        IsRedirection = false;
    }

    private void Open(char closer)
    {
        Forget();
        EndCommand();
        closers.Push(closer);
    }

    private void Close(int at)
    {
        EndWord();
        EndCommand();
        if (closers.TryPop(out char closer))
        {
            // What a substitution stands in goes on as a word whose text is not known.
            Begin(at);
            Quote = closer == '"' ? '"' : '\0';
        }
    }

    private static bool IsAssignment(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && Core.Expansion.ShellVariables.IsName(text.AsSpan(0, equals));
    }
}
