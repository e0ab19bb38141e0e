using System.Globalization;

namespace BashTool.Commands.Patch;

/// <summary>What the head of a patch says of one of the two files.</summary>
internal sealed class PatchSide
{
    public string? Name { get; set; }

    /// <summary>What stands behind the name.</summary>
    public string? TimeText { get; set; }

    /// <summary>Seconds; -1 if unknown, 0 for a file that is not there.</summary>
    public UnixTime Time { get; set; } = new(-1, 0);

    /// <summary>0: it exists; 1: it is empty; 2: it is not there.</summary>
    public int Nonexistent { get; set; }

    /// <summary>The mode with its file type, from git; 0 if unknown.</summary>
    public int Mode { get; set; }

    public bool Renamed { get; set; }

    public bool Copied { get; set; }
}

/// <summary>Finds out where in its input the next patch begins, of what kind it is, and reads its hunks.</summary>
internal sealed partial class PatchReader(PatchSource source, PatchSession session, PatchKind given)
{
    private PatchKind asked = given;

    public PatchKind Kind { get; private set; }

    public PatchSide[] Sides { get; private set; } = [new(), new()];

    public string? IndexName { get; private set; }

    public string? Revision { get; private set; }

    public bool IsGit { get; private set; }

    public int Indent { get; private set; }

    public bool StripsReturns { get; private set; }

    /// <summary>Where the patch begins: position, and the number of its first line.</summary>
    public (int Position, int Line) Start { get; private set; }

    /// <summary>Where the search for this patch began.</summary>
    public int Base { get; set; }

    public int BaseLine { get; set; } = 1;

    public bool Renames => Sides[0].Renamed && Sides[1].Renamed;

    public bool Copies => Sides[0].Copied && Sides[1].Copied;

    private int nesting;

    /// <summary>Looks for the next patch.</summary>
    public PatchKind Find(bool needsHeader)
    {
        Sides = [new(), new()];
        IndexName = null;
        Revision = null;
        IsGit = false;
        Indent = 0;
        nesting = 0;
        StripsReturns = false;
        source.Position = Base;
        source.Line = BaseLine - 1;
        (int Position, int Line) firstCommand = (-1, 0);
        char firstLetter = '\0';
        bool extended = false;
        bool isCommand = false;
        bool stars = false;
        int commandIndent = 0;
        (int Position, int Line) here = (Base, BaseLine);
        while (true)
        {
            (int Position, int Line) previous = here;
            bool lastWasCommand = isCommand;
            bool starsBefore = stars;
            isCommand = false;
            here = (source.Position, source.Line + 1);
            byte[] line = source.Read(keepsComments: false);
            if (line.Length == 0)
            {
                if (firstLetter != '\0')
                {
                    Indent = commandIndent;
                    return Set(PatchKind.Ed, firstCommand);
                }

                return extended ? Set(PatchKind.Unified, here) : Set(PatchKind.None, here);
            }

            here = here with { Line = source.Line };
            bool returns = line.Length >= 2 && line[^2] == '\r';
            int at = 0;
            int indent = 0;
            for (; line[at] is (byte)' ' or (byte)'\t' or (byte)'X'; at++)
            {
                indent = line[at] == '\t' ? (indent + 8) & ~7 : indent + 1;
            }

            ReadOnlySpan<byte> text = line.AsSpan(at);
            isCommand = IsNormalCommand(text);
            char letter = EdScript.CommandLetter(text);
            if (!needsHeader && firstCommand.Position < 0 && (letter != '\0' || isCommand))
            {
                firstCommand = here;
                firstLetter = letter;
                commandIndent = indent;
                StripsReturns = returns;
            }

            if (!starsBefore && text.StartsWith("*** "u8))
            {
                FetchName(text[4..], Sides[0], stamped: true);
                needsHeader = false;
            }
            else if (text.StartsWith("+++ "u8))
            {
                // Swapped with the other one when the hunk shows.
                FetchName(text[4..], Sides[0], stamped: true);
                needsHeader = false;
                StripsReturns = returns;
            }
            else if (text.StartsWith("Index:"u8))
            {
                var index = new PatchSide();
                FetchName(text[6..], index, stamped: false);
                IndexName = index.Name ?? IndexName;
                needsHeader = false;
                StripsReturns = returns;
            }
            else if (text.StartsWith("Prereq:"u8))
            {
                string[] words = PatchSource.Show(text[7..]).Split([' ', '\t', '\r', '\n', '\f', '\v'], StringSplitOptions.RemoveEmptyEntries);
                if (words.Length > 1)
                {
                    session.Say($"Prereq: with multiple words at line {here.Position} of patch\n");
                }

                Revision = words.Length > 0 ? words[0] : null;
            }
            else if (text.StartsWith("diff --git "u8))
            {
                if (extended)
                {
                    return Set(PatchKind.Unified, here);
                }

                ReadGitNames(PatchSource.Show(text[11..]));
                IsGit = true;
                needsHeader = false;
            }
            else if (IsGit && ReadExtendedHeader(PatchSource.Show(text).TrimEnd('\n', '\r')))
            {
                extended = true;
            }
            else if (IsGit && text.StartsWith("GIT binary patch"u8))
            {
                return Set(PatchKind.GitBinary, here);
            }
            else
            {
                int dashes = 0;
                while (text[dashes..].StartsWith("- "u8))
                {
                    dashes += 2;
                }

                if (text[dashes..].StartsWith("--- "u8))
                {
                    var side = new PatchSide();
                    FetchName(text[(dashes + 4)..], side, stamped: true);
                    needsHeader = false;
                    Sides[1].Name = side.Name ?? (side.Time.Seconds == 0 ? null : Sides[1].Name);
                    Sides[1].TimeText = side.TimeText;
                    if (side.Time.Seconds != -1)
                    {
                        Sides[1].Time = side.Time;
                        nesting = dashes / 2;
                    }

                    StripsReturns = returns;
                }
            }

            if (needsHeader)
            {
                continue;
            }

            if (asked is PatchKind.None or PatchKind.Ed && firstCommand.Position >= 0 && text.SequenceEqual(".\n"u8))
            {
                Indent = commandIndent;
                return Set(PatchKind.Ed, firstCommand);
            }

            if (asked is PatchKind.None or PatchKind.Unified && text.StartsWith("@@ -"u8))
            {
                SwapNames();
                string range = PatchSource.Show(text[4..]);
                if (range.StartsWith('0') && (range.Length < 2 || !char.IsAsciiDigit(range[1])))
                {
                    Sides[0].Nonexistent = Sides[0].Time.Seconds == 0 ? 2 : 1;
                }

                int second = range.IndexOf(' ');
                string other = second < 0 ? "" : range[second..].TrimStart(' ');
                if (other.StartsWith("+0", StringComparison.Ordinal) && (other.Length < 3 || !char.IsAsciiDigit(other[2])))
                {
                    Sides[1].Nonexistent = Sides[1].Time.Seconds == 0 ? 2 : 1;
                }

                Indent = indent;
                return Set(PatchKind.Unified, here);
            }

            stars = text.StartsWith("********"u8);
            if (asked is PatchKind.None or PatchKind.Context or PatchKind.NewContext && starsBefore && text.StartsWith("*** "u8))
            {
                if (text[4] == '0' && !char.IsAsciiDigit((char)text[5]))
                {
                    Sides[0].Nonexistent = Sides[0].Time.Seconds == 0 ? 2 : 1;
                }

                Indent = indent;
                StripsReturns = returns && !session.Settings.Binary;
                ReadOnlySpan<byte> trimmed = text.TrimEnd("\r\n"u8);
                PatchKind kind = trimmed[^1] == '*' ? PatchKind.NewContext : PatchKind.Context;
                Set(kind, previous);
                source.Position = previous.Position;
                source.Line = previous.Line - 1;
                if (ReadHunk() is { New.Count: 0, NewFirst: <= 1 })
                {
                    Sides[1].Nonexistent = Sides[1].Time.Seconds == 0 ? 2 : 1;
                }

                return kind;
            }

            if (asked is PatchKind.None or PatchKind.Normal && lastWasCommand && (text.StartsWith("< "u8) || text.StartsWith("> "u8)))
            {
                Indent = indent;
                return Set(PatchKind.Normal, previous);
            }
        }
    }

    /// <summary>From here on a patch may be of any kind.</summary>
    public void AnyKind() => asked = PatchKind.None;

    private PatchKind Set(PatchKind kind, (int Position, int Line) start)
    {
        Start = start;
        Kind = kind;
        StripsReturns &= !session.Settings.Binary;
        return kind;
    }

    private void SwapNames()
    {
        (Sides[0].Name, Sides[1].Name) = (Sides[1].Name, Sides[0].Name);
        (Sides[0].TimeText, Sides[1].TimeText) = (Sides[1].TimeText, Sides[0].TimeText);
        (Sides[0].Time, Sides[1].Time) = (Sides[1].Time, Sides[0].Time);
    }

    // 1,2c3,4
    private static bool IsNormalCommand(ReadOnlySpan<byte> text)
    {
        if (!char.IsAsciiDigit((char)text[0]))
        {
            return false;
        }

        int at = text.IndexOfAnyExcept("0123456789,"u8);
        if (at < 0 || text[at] is not ((byte)'a' or (byte)'c' or (byte)'d'))
        {
            return false;
        }

        text = text[(at + 1)..];
        at = text.IndexOfAnyExcept("0123456789,"u8);
        text = at < 0 ? [] : text[at..].TrimStart(" \t"u8);
        return text.TrimEnd("\r\n"u8).IsEmpty && text.Length > 0;
    }

    // The name, and the time behind it.
    private void FetchName(ReadOnlySpan<byte> rest, PatchSide side, bool stamped)
    {
        string text = PatchSource.Show(rest).TrimStart(' ', '\t', '\n', '\v', '\f', '\r');
        string name;
        int end;
        if (text.StartsWith('"') && PatchNames.TryReadQuoted(text, out string? quoted, out end))
        {
            name = quoted;
        }
        else
        {
            for (end = 0; end < text.Length; end++)
            {
                if (text[end] is not (' ' or '\t' or '\n' or '\v' or '\f' or '\r'))
                {
                    continue;
                }

                // Blanks belong to the name if a tab stands before the date.
                int u = end;
                while (u + 1 < text.Length && text[u] != '\t' && text[u + 1] is ' ' or '\t' or '\n' or '\v' or '\f' or '\r')
                {
                    u++;
                }

                if (text[u] != '\t' && u + 1 < text.Length && text.IndexOf('\t', u + 1) >= 0)
                {
                    continue;
                }

                break;
            }

            name = text[..end];
        }

        if (name == "/dev/null")
        {
            side.Name = null;
            if (stamped)
            {
                side.TimeText = null;
                side.Time = new UnixTime(0, 0);
            }

            return;
        }

        if (PatchNames.Strip(name, session.Settings.Strip) is not { } stripped)
        {
            return;
        }

        side.Name = stripped;
        if (!stamped)
        {
            return;
        }

        string time = text[end..].TrimEnd('\n');
        side.TimeText = time;
        if (time.AsSpan().Trim().Length > 0 && session.ParseTime(time) is { } stamp)
        {
            side.Time = stamp;
            if (!session.Settings.SetTime && !session.Settings.SetUtc && stamp.Seconds is > -25 * 3600 and < 26 * 3600)
            {
                side.Time = new UnixTime(0, 0);
            }
        }
    }

    private void ReadGitNames(string text)
    {
        Sides[0].Name = Sides[1].Name = null;
        if (PatchNames.TryReadName(text, 0, out string? one, out int end) && end < text.Length && char.IsWhiteSpace(text[end])
            && PatchNames.TryReadName(text, end, out string? other, out end) && text.AsSpan(end).Trim().IsEmpty
            && PatchNames.Strip(one, session.Settings.Strip) is { } first && PatchNames.Strip(other, session.Settings.Strip) is { } second)
        {
            Sides[0].Name = first;
            Sides[1].Name = second;
        }
    }

    private bool ReadExtendedHeader(string text)
    {
        if (After(text, "index ") is { } index)
        {
            int blank = index.IndexOf(' ');
            string hashes = blank < 0 ? index : index[..blank];
            int dots = hashes.IndexOf("..", StringComparison.Ordinal);
            if (dots < 0 || !hashes[..dots].All(char.IsAsciiHexDigit) || !hashes[(dots + 2)..].All(char.IsAsciiHexDigit))
            {
                return false;
            }

            Sides[0].Nonexistent = Absence(hashes[..dots]);
            Sides[1].Nonexistent = Absence(hashes[(dots + 2)..]);
            if (blank >= 0)
            {
                Sides[0].Mode = Sides[1].Mode = Mode(index[(blank + 1)..]);
            }
        }
        else if (After(text, "old mode ") is { } oldMode)
        {
            Sides[0].Mode = Mode(oldMode);
        }
        else if (After(text, "new mode ") is { } newMode)
        {
            Sides[1].Mode = Mode(newMode);
        }
        else if (After(text, "deleted file mode ") is { } deleted)
        {
            Sides[0].Mode = Mode(deleted);
            Sides[1].Nonexistent = 2;
        }
        else if (After(text, "new file mode ") is { } created)
        {
            Sides[1].Mode = Mode(created);
            Sides[0].Nonexistent = 2;
        }
        else if (text.StartsWith("rename from ", StringComparison.Ordinal))
        {
            Sides[0].Renamed = true;
        }
        else if (text.StartsWith("rename to ", StringComparison.Ordinal))
        {
            Sides[1].Renamed = true;
        }
        else if (text.StartsWith("copy from ", StringComparison.Ordinal))
        {
            Sides[0].Copied = true;
        }
        else if (text.StartsWith("copy to ", StringComparison.Ordinal))
        {
            Sides[1].Copied = true;
        }
        else
        {
            return false;
        }

        return true;
    }

    // No file at all, or an empty one, as git's hashes tell.
    private static int Absence(string hash)
    {
        const string Empty = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
        return hash.Length > 0 && hash.All(c => c == '0') ? 2 : hash.Length > 0 && Empty.StartsWith(hash, StringComparison.Ordinal) ? 1 : 0;
    }

    private static string? After(string text, string head) => text.StartsWith(head, StringComparison.Ordinal) ? text[head.Length..] : null;

    private static int Mode(string text)
    {
        int mode = 0;
        foreach (char c in text.AsSpan().Trim())
        {
            if (c is < '0' or > '7')
            {
                return 0;
            }

            mode = (mode * 8) + c - '0';
        }

        return mode;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
