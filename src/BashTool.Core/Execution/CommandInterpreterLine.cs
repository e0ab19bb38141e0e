using System.Text;

namespace BashTool.Core.Execution;

/// <summary>Command lines for <c>cmd.exe</c>, which reads them by rules of its own.</summary>
public static class CommandInterpreterLine
{
    public static bool IsBatchFile(string path) =>
        path.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".bat", StringComparison.OrdinalIgnoreCase);

    public static bool IsInterpreter(string path) =>
        path.EndsWith("\\cmd.exe", StringComparison.OrdinalIgnoreCase) || path.EndsWith("/cmd.exe", StringComparison.OrdinalIgnoreCase)
        || path.Equals("cmd.exe", StringComparison.OrdinalIgnoreCase);

    /// <summary>The arguments of cmd that run a batch file with arguments it sees as they are.</summary>
    public static string ForBatchFile(string path, IEnumerable<string> arguments)
    {
        var line = new StringBuilder("/d /s /v:off /c \"").Append(Quote(path));
        foreach (string argument in arguments)
        {
            line.Append(' ').Append(Quote(argument));
        }

        return line.Append('"').ToString();
    }

    /// <summary>The arguments of cmd itself: switches, then the command as it was written.</summary>
    public static string ForInterpreter(IEnumerable<string> arguments)
    {
        var line = new StringBuilder();
        bool isCommand = false;
        foreach (string argument in arguments)
        {
            if (line.Length > 0)
            {
                line.Append(' ');
            }

            // One word that holds a whole command line is that line; words of a command are quoted where they have blanks.
            line.Append(!isCommand || (argument.Contains(' ') && line[^2] is 'c' or 'C' or 'k' or 'K' && line[^3] == '/') ? argument
                : argument.Length == 0 || argument.AsSpan().ContainsAny(" \t") ? $"\"{argument}\""
                : argument);
            isCommand |= argument is "/c" or "/C" or "/k" or "/K";
        }

        return line.ToString();
    }

    // Inside double quotes cmd leaves all but the quote and the percent sign alone; a quote is doubled, a percent sign is cut off from its name.
    private static string Quote(string argument)
    {
        if (argument.Length > 0 && !argument.AsSpan().ContainsAny(" \t\"&|<>^%!()=;,'`~") && argument[^1] != '\\')
        {
            return argument;
        }

        var quoted = new StringBuilder("\"");
        int backslashes = 0;
        foreach (char c in argument)
        {
            if (c == '\\')
            {
                backslashes++;
                quoted.Append(c);
                continue;
            }

            if (c == '"')
            {
                quoted.Append('\\', backslashes).Append("\"\"");
            }
            else if (c == '%')
            {
                quoted.Append("%%cd:~,%");
            }
            else
            {
                quoted.Append(c);
            }

            backslashes = 0;
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }
}
