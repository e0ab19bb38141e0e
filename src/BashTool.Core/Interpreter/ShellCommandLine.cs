using BashTool.Core.CommandModel;
using BashTool.Core.Expansion;

namespace BashTool.Core.Interpreter;

/// <summary>The command line of a shell: <c>bash [options] [-c text | file] [argument...]</c> (Bash manual, 6.1).</summary>
public sealed class ShellCommandLine
{
    private readonly List<string> arguments = [];

    /// <summary>The text of <c>-c</c>; null without it.</summary>
    public string? CommandString { get; internal set; }

    /// <summary>With <c>-c</c> the name and the positional parameters; else the script and its parameters.</summary>
    public IReadOnlyList<string> Arguments => arguments;

    /// <summary><c>-s</c>.</summary>
    public bool ReadsStandardInput { get; private set; }

    public bool IsLogin { get; private set; }

    /// <summary><c>-i</c>.</summary>
    public bool IsInteractive { get; private set; }

    /// <summary><c>--norc</c>.</summary>
    public bool SkipsStartupFile { get; private set; }

    /// <summary><c>--rcfile</c>.</summary>
    public string? StartupFile { get; private set; }

    public bool IsPosix { get; private set; }

    public bool AsksForHelp { get; private set; }

    public bool AsksForVersion { get; private set; }

    /// <summary>Parses a command line and sets the options it names.</summary>
    /// <param name="words">The arguments.</param>
    /// <param name="options">Receives <c>-e -u -x -o -O</c> and their like.</param>
    /// <param name="longOption">Takes options of the host's own; returns the index after those it consumed, or -1 for none of its own.</param>
    /// <exception cref="UsageException">An option is unknown or lacks its argument.</exception>
    public static ShellCommandLine Parse(IReadOnlyList<string> words, ShellOptions options, Func<IReadOnlyList<string>, int, int>? longOption = null)
    {
        var line = new ShellCommandLine();
        bool wantsCommand = false;
        int i = 0;
        for (; i < words.Count; i++)
        {
            string word = words[i];
            if (word is "-" or "--")
            {
                i++;
                break;
            }

            if (word.Length < 2 || word[0] is not ('-' or '+'))
            {
                break;
            }

            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                int after = longOption?.Invoke(words, i) ?? -1;
                if (after >= 0)
                {
                    i = after - 1;
                    continue;
                }

                line.LongOption(word, words, ref i);
                continue;
            }

            line.Letters(word, words, options, ref i, ref wantsCommand);
        }

        if (wantsCommand)
        {
            if (i >= words.Count)
            {
                throw new UsageException("-c: option requires an argument");
            }

            line.CommandString = words[i++];
        }

        for (; i < words.Count; i++)
        {
            line.arguments.Add(words[i]);
        }

        return line;
    }

    private void LongOption(string word, IReadOnlyList<string> words, ref int i)
    {
        switch (word)
        {
            case "--login":
                IsLogin = true;
                break;
            case "--posix":
                IsPosix = true;
                break;
            case "--help":
                AsksForHelp = true;
                break;
            case "--version":
                AsksForVersion = true;
                break;
            case "--norc":
                SkipsStartupFile = true;
                break;
            case "--noprofile" or "--noediting" or "--restricted" or "--verbose" or "--debugger" or "--dump-strings" or "--dump-po-strings":
                break;
            case "--rcfile" or "--init-file":
                StartupFile = ++i < words.Count ? words[i] : throw new UsageException($"{word}: option requires an argument");
                break;
            default:
                throw new UsageException($"{word}: invalid option");
        }
    }

    private void Letters(string word, IReadOnlyList<string> words, ShellOptions options, ref int i, ref bool wantsCommand)
    {
        bool on = word[0] == '-';
        for (int at = 1; at < word.Length; at++)
        {
            switch (word[at])
            {
                case 'c':
                    wantsCommand = true;
                    break;
                case 's':
                    ReadsStandardInput = true;
                    break;
                case 'i':
                    IsInteractive = true;
                    break;
                case 'l':
                    IsLogin = true;
                    break;
                case 'D' or 'r':
                    break;
                case 'o':
                    SetNamed(words, options, ref i, on, shopt: false);
                    break;
                case 'O':
                    SetNamed(words, options, ref i, on, shopt: true);
                    break;
                case char letter when ShellOptions.TryFindLetter(letter, out ShellOption option):
                    options[option] = on;
                    break;
                default:
                    throw new UsageException($"{word[0]}{word[at]}: invalid option");
            }
        }
    }

    private static void SetNamed(IReadOnlyList<string> words, ShellOptions options, ref int i, bool on, bool shopt)
    {
        if (i + 1 >= words.Count)
        {
            return;
        }

        string name = words[++i];
        if (!(shopt ? ShellOptions.TryFindShopt(name, out ShellOption option) : ShellOptions.TryFindSet(name, out option)))
        {
            throw new UsageException(shopt ? $"{name}: invalid shell option name" : $"{name}: invalid option name");
        }

        options[option] = on;
    }
}
