using System.Text;

namespace BashTool.Core.Expansion;

/// <content>Prompts (Bash manual, 6.9).</content>
public sealed partial class Expander
{
    /// <summary>The prompt escapes and expansions of a prompt string (<c>${x@P}</c>, PS3, PS4).</summary>
    public string ExpandPrompt(string text)
    {
        string decoded = text.Contains('\\', StringComparison.Ordinal) ? DecodePrompt(text) : text;
        return host.Options[ShellOption.PromptVars] || host.Options.Posix ? ExpandText(decoded) : decoded;
    }

    /// <summary>The prompt escapes alone.</summary>
    internal string DecodePrompt(string text)
    {
        PromptInformation information = host.Prompt;
        bool expands = host.Options[ShellOption.PromptVars] || host.Options.Posix;
        var result = new StringBuilder(text.Length + 32);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            char c = text[++i];
            switch (c)
            {
                case 'a':
                    result.Append('\a');
                    break;
                case 'e':
                    result.Append('\x1b');
                    break;
                case 'n':
                    result.Append('\n');
                    break;
                case 'r':
                    result.Append('\r');
                    break;
                case '\\':
                    result.Append('\\');
                    break;
                case '[' or ']':
                    break;
                case '$':
                    result.Append(information.IsRoot ? "#" : expands ? @"\$" : "$");
                    break;
                case 'd':
                    result.Append(information.FormatTime("%a %b %d"));
                    break;
                case 't':
                    result.Append(information.FormatTime("%H:%M:%S"));
                    break;
                case 'T':
                    result.Append(information.FormatTime("%I:%M:%S"));
                    break;
                case '@':
                    result.Append(information.FormatTime("%I:%M %p"));
                    break;
                case 'A':
                    result.Append(information.FormatTime("%H:%M"));
                    break;
                case 'D' when i + 1 < text.Length && text[i + 1] == '{':
                    int close = text.IndexOf('}', i);
                    close = close < 0 ? text.Length : close;
                    string format = text[(i + 2)..close];
                    Quote(information.FormatTime(format.Length == 0 ? "%X" : format));
                    i = close;
                    break;
                case 'h':
                    Quote(information.HostName.Split('.')[0]);
                    break;
                case 'H':
                    Quote(information.HostName);
                    break;
                case 'u':
                    Quote(information.UserName);
                    break;
                case 's':
                    Quote(information.ShellName);
                    break;
                case 'w':
                    Quote(ShortDirectory());
                    break;
                case 'W':
                    string directory = variables.Get("PWD") ?? host.WorkingDirectory.Text;
                    Quote(directory == variables.Get("HOME") ? "~" : directory.Length > 1 ? directory[(directory.LastIndexOf('/') + 1)..] : directory);
                    break;
                case 'v':
                    result.Append(information.Version);
                    break;
                case 'V':
                    result.Append(information.Release);
                    break;
                case 'l':
                    Quote(information.Terminal);
                    break;
                case 'j':
                    result.Append(information.Jobs);
                    break;
                case '!':
                    result.Append(information.HistoryNumber);
                    break;
                case '#':
                    result.Append(information.CommandNumber);
                    break;
                case >= '0' and <= '7' when i + 2 < text.Length && text[i + 1] is >= '0' and <= '7' && text[i + 2] is >= '0' and <= '7':
                    result.Append((char)((((c - '0') * 64) + ((text[i + 1] - '0') * 8) + text[i + 2] - '0') & 0xFF));
                    i += 2;
                    break;
                default:
                    result.Append('\\').Append(c);
                    break;
            }
        }

        return result.ToString();

        // What comes from outside is text, whatever dollar signs it contains.
        void Quote(string value)
        {
            foreach (char c in value)
            {
                if (expands && (c is '$' or '`' or '\\'))
                {
                    result.Append('\\');
                }

                result.Append(c);
            }
        }
    }

    private string ShortDirectory()
    {
        string directory = variables.Get("PWD") ?? host.WorkingDirectory.Text;
        string? home = variables.Get("HOME");
        if (home is { Length: > 1 } && directory.StartsWith(home, StringComparison.Ordinal)
            && (directory.Length == home.Length || directory[home.Length] == '/'))
        {
            directory = "~" + directory[home.Length..];
        }

        if (!int.TryParse(variables.Get("PROMPT_DIRTRIM"), out int keep) || keep <= 0)
        {
            return directory;
        }

        string start = directory.StartsWith('~') ? "~/" : "";
        string[] parts = (start.Length > 0 ? directory[1..] : directory).Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length <= keep || string.Join('/', parts[..^keep]).Length <= 3)
        {
            // Dots would not be shorter.
            return directory;
        }

        return $"{start}.../{string.Join('/', parts[^keep..])}";
    }
}
