using System.Globalization;
using System.Text;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Streams;
using BashTool.Core.Syntax;
using BashTool.Core.Text;

namespace BashTool.Core.Interpreter;

/// <summary>Puts the lines that a shell reads into its history, one entry a command, and the history into its file.</summary>
internal sealed class HistoryRecorder(ShellInterpreter shell)
{
    private string read = "";
    private bool dropped;
    private bool hasHereDocument;

    private ShellState State => shell.State;

    private HistoryList History => State.History;

    /// <summary>The next line belongs to another command.</summary>
    public void NextCommand()
    {
        if (hasHereDocument && !dropped && History.Count > 0)
        {
            History.ReplaceLast(History[History.Count - 1] + "\n");
        }

        read = "";
        dropped = false;
        hasHereDocument = false;
    }

    /// <summary>Takes a line in, without its newline.</summary>
    public void Add(string line)
    {
        if (read.Length == 0)
        {
            if (line.Length == 0)
            {
                return;
            }

            dropped = !Wanted(line);
            if (!dropped)
            {
                if (Control("erasedups"))
                {
                    History.RemoveAll(line);
                }

                History.Add(line, Now);
                History.HoldsCurrent = true;
            }

            if (line.TrimStart() is { Length: > 0 } text && text[0] != '#')
            {
                read = line + "\n";
            }

            return;
        }

        string delimiter = Delimiter();
        if (!dropped && History.Count > 0 && (line.Length > 0 || delimiter == "\n"))
        {
            string before = History[History.Count - 1];
            if (delimiter == "\\")
            {
                before = before[..^1];
                delimiter = "";
            }

            History.ReplaceLast(before + delimiter + line);
        }

        read += line + "\n";
    }

    /// <summary>Reads the history file at the start.</summary>
    public void Load()
    {
        if (State.Variables.Get("HISTFILE") is { Length: > 0 } name && TryRead(name, out List<(string Text, long Time)> lines, out int count))
        {
            foreach ((string text, long time) in lines)
            {
                History.AddRead(text, time);
            }

            History.FileCount = count;
        }
    }

    /// <summary>Writes the history file at the end.</summary>
    public void Save()
    {
        if (History.SessionCount == 0 || State.Variables.Get("HISTFILE") is not { Length: > 0 } name)
        {
            return;
        }

        bool append = History.SessionCount <= History.Count || State.Options[ShellOption.HistAppend];
        Write(name, append, append ? Math.Max(0, History.Count - History.SessionCount) : 0);
        History.SessionCount = 0;
        TruncateFile();
    }

    /// <summary>Writes the entries from that index on.</summary>
    public bool Write(string name, bool append, int from)
    {
        var text = new StringBuilder();
        bool times = State.Variables.Get("HISTTIMEFORMAT") is not null;
        for (int i = from; i < History.Count; i++)
        {
            if (times && History.TimeOf(i) != 0)
            {
                text.Append('#').Append(History.TimeOf(i)).Append('\n');
            }

            text.Append(History[i]).Append('\n');
        }

        try
        {
            using IFileHandle handle = shell.Session.Files.Open(
                State.WorkingDirectory.Combine(name), OpenMode.Write | OpenMode.Create | (append ? OpenMode.Append : OpenMode.Truncate), 0x180);
            handle.Write(EscapedUtf8.Encode(text.ToString()));
            return true;
        }
        catch (FileSystemException)
        {
            return false;
        }
    }

    /// <summary>Reads a history file; lines of a number sign and digits are the times of what follows them.</summary>
    public bool TryRead(string name, out List<(string Text, long Time)> entries, out int count)
    {
        entries = [];
        count = 0;
        try
        {
            using IFileHandle handle = shell.Session.Files.Open(State.WorkingDirectory.Combine(name), OpenMode.Read);
            var lines = new LineReader(new OpenedFile(handle, name, canRead: true, canWrite: false), shell.Cancellation);
            long time = 0;
            while (lines.TryRead(out ReadOnlySpan<byte> line))
            {
                string text = EscapedUtf8.Decode(line);
                if (text.Length > 1 && text[0] == '#' && long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out long stamp))
                {
                    time = stamp;
                    continue;
                }

                if (text.Length > 0)
                {
                    entries.Add((text, time));
                    count++;
                }

                time = 0;
            }

            return true;
        }
        catch (FileSystemException)
        {
            return false;
        }
    }

    /// <summary>HISTFILESIZE: keeps the last lines of the file.</summary>
    public void TruncateFile()
    {
        if (!int.TryParse(State.Variables.Get("HISTFILESIZE"), out int limit) || limit < 0
            || State.Variables.Get("HISTFILE") is not { Length: > 0 } name || !TryRead(name, out List<(string Text, long Time)> lines, out _) || lines.Count <= limit)
        {
            return;
        }

        var text = new StringBuilder();
        foreach ((string line, long time) in lines.Skip(lines.Count - limit))
        {
            if (time != 0)
            {
                text.Append('#').Append(time).Append('\n');
            }

            text.Append(line).Append('\n');
        }

        try
        {
            using IFileHandle handle = shell.Session.Files.Open(State.WorkingDirectory.Combine(name), OpenMode.Write | OpenMode.Create | OpenMode.Truncate, 0x180);
            handle.Write(EscapedUtf8.Encode(text.ToString()));
        }
        catch (FileSystemException)
        {
            // It stays as long as it is.
        }
    }

    private long Now => shell.Session.Clock.GetUtcNow().ToUnixTimeSeconds();

    private bool Control(string word) => (State.Variables.Get("HISTCONTROL") ?? "").Split(':').Contains(word);

    private bool Wanted(string line)
    {
        bool both = Control("ignoreboth");
        if ((both || Control("ignorespace")) && line[0] is ' ' or '\t' && (both || Control("ignorespace")))
        {
            return false;
        }

        string? last = History.Count > 0 ? History[History.Count - 1] : null;
        if ((both || Control("ignoredups")) && line == last)
        {
            return false;
        }

        foreach (string pattern in (State.Variables.Get("HISTIGNORE") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            string text = pattern.Replace("&", last ?? "", StringComparison.Ordinal);
            if (GlobPattern.Cached(text, State.Options.ExtGlob ? GlobOptions.ExtendedGlob : GlobOptions.None).IsMatch(line))
            {
                return false;
            }
        }

        return true;
    }

    // What stands between this line and the one before it: cmdhist makes one line of a command where it can.
    private string Delimiter()
    {
        string text = read.TrimEnd('\n');
        if (text.EndsWith('\\') && !text.EndsWith("\\\\", StringComparison.Ordinal))
        {
            return "\\";
        }

        bool hereDocument = false;
        try
        {
            var parser = new Parser(read, new ParserOptions { Warning = _ => hereDocument = true, ExtendedGlob = State.Options.ExtGlob });
            while (parser.ParseNext() is not null)
            {
            }
        }
        catch (SyntaxErrorException e) when (e.Kind == SyntaxErrorKind.UnterminatedQuote)
        {
            return "\n";
        }
        catch (SyntaxErrorException)
        {
            // More is to come.
        }

        if (hereDocument)
        {
            hasHereDocument = true;
            return "\n";
        }

        if (hasHereDocument || !State.Options[ShellOption.CmdHist] || State.Options[ShellOption.LitHist])
        {
            return "\n";
        }

        text = text.TrimEnd();
        if (text.Length == 0 || text[^1] is ';' or '&' or '|' or '(' or '{' or ')')
        {
            return " ";
        }

        int space = text.LastIndexOfAny([' ', '\t', ';', '\n', '(']);
        return text[(space + 1)..] is "do" or "then" or "else" or "in" or "elif" or "while" or "until" or "if" or "!" or "time" ? " " : "; ";
    }
}
