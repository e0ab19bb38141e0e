using System.Globalization;
using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Text;

/// <summary>Prints the changes between two files in one of diff's formats.</summary>
internal sealed partial class DiffPrinter(ByteWriter output, DiffSettings settings, DiffLines a, DiffLines b, List<DiffChange> changes)
{
    private const string Header = "1";
    private const string Range = "36";
    private const string Added = "32";
    private const string Removed = "31";

    private int functionSearched;
    private int functionLine = -1;

    /// <summary>True if there is a change that is not to be ignored.</summary>
    public bool HasChanges => changes.Exists(c => !IsIgnored(c));

    /// <summary>Prints everything; <paramref name="names"/> and <paramref name="times"/> are for the header.</summary>
    public void Print(string[] names, string[] times)
    {
        switch (settings.Style)
        {
            case DiffStyle.Context or DiffStyle.Unified:
                PrintHunks(names, times);
                break;
            case DiffStyle.Ed:
                for (int i = changes.Count - 1; i >= 0; i--)
                {
                    PrintEd(changes[i]);
                }

                break;
            case DiffStyle.SideBySide:
                PrintSideBySide();
                break;
            case DiffStyle.IfThenElse:
                PrintIfThenElse();
                break;
            default:
                foreach (DiffChange change in changes)
                {
                    if (IsIgnored(change))
                    {
                        continue;
                    }

                    switch (settings.Style)
                    {
                        case DiffStyle.ForwardEd:
                            PrintForwardEd(change);
                            break;
                        case DiffStyle.Rcs:
                            PrintRcs(change);
                            break;
                        default:
                            PrintNormal(change);
                            break;
                    }
                }

                break;
        }
    }

    private static char Letter(DiffChange change) => change.Deleted == 0 ? 'a' : change.Inserted == 0 ? 'd' : 'c';

    private static string NumberRange(int first, int count, char separator) =>
        count > 1 ? $"{first + 1}{separator}{first + count}" : (first + count).ToString(CultureInfo.InvariantCulture);

    // -B and -I: all its lines are blank or match.
    private bool IsIgnored(DiffChange change)
    {
        if (!settings.IgnoresBlankLines && settings.IgnoredLines.Count == 0)
        {
            return false;
        }

        for (int i = 0; i < change.Deleted; i++)
        {
            if (!IsIgnorable(a[change.First + i]))
            {
                return false;
            }
        }

        for (int i = 0; i < change.Inserted; i++)
        {
            if (!IsIgnorable(b[change.Second + i]))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsIgnorable(ReadOnlySpan<byte> line)
    {
        if (settings.IgnoresBlankLines)
        {
            bool spaces = settings.IgnoresAllSpace || settings.IgnoresSpaceChange || settings.IgnoresTrailingSpace;
            if (line.IsEmpty || (spaces && line.IndexOfAnyExcept(" \t\v\f\r"u8) < 0))
            {
                return true;
            }
        }

        foreach (PosixRegex regex in settings.IgnoredLines)
        {
            if (regex.IsMatch(line))
            {
                return true;
            }
        }

        return false;
    }

    private void Start(string color)
    {
        if (settings.Colored)
        {
            output.Write($"\e[{color}m");
        }
    }

    private void Stop()
    {
        if (settings.Colored)
        {
            output.Write("\e[0m");
        }
    }

    private void PrintColored(string color, string text)
    {
        Start(color);
        output.Write(text);
        Stop();
    }

    // A line behind its mark.
    private void PrintLine(string mark, DiffLines lines, int number, string? color = null)
    {
        ReadOnlySpan<byte> line = lines[number];
        if (color is not null)
        {
            Start(color);
        }

        if (mark.Length > 0)
        {
            bool blank = line.IsEmpty && settings.SuppressesBlankEmpty;
            output.Write(blank ? mark.TrimEnd(' ') : settings.InitialTab && mark is not " " and not "+" and not "-" || (settings.InitialTab && settings.Style == DiffStyle.Unified) ? mark.TrimEnd(' ') + "\t" : mark);
        }

        if (settings.ExpandsTabs)
        {
            PrintExpanded(line);
        }
        else
        {
            output.Write(line);
        }

        if (color is not null)
        {
            Stop();
        }

        output.WriteByte((byte)'\n');
        if (lines.LacksNewline(number) && settings.Style is not (DiffStyle.Ed or DiffStyle.ForwardEd))
        {
            if (settings.Style == DiffStyle.Rcs)
            {
                return;
            }

            output.Write("\\ No newline at end of file\n");
        }
    }

    private void PrintExpanded(ReadOnlySpan<byte> line)
    {
        long column = 0;
        foreach (byte c in line)
        {
            if (c == '\t')
            {
                do
                {
                    output.WriteByte((byte)' ');
                }
                while (++column % settings.TabSize != 0);
            }
            else
            {
                output.WriteByte(c);
                column = c == '\b' ? Math.Max(0, column - 1) : c == '\r' ? 0 : column + 1;
            }
        }
    }

    private void PrintNormal(DiffChange change)
    {
        PrintColored(Range, $"{NumberRange(change.First, change.Deleted, ',')}{Letter(change)}{NumberRange(change.Second, change.Inserted, ',')}");
        output.WriteByte((byte)'\n');
        for (int i = 0; i < change.Deleted; i++)
        {
            PrintLine("< ", a, change.First + i, Removed);
        }

        if (change is { Deleted: > 0, Inserted: > 0 })
        {
            output.Write("---\n");
        }

        for (int i = 0; i < change.Inserted; i++)
        {
            PrintLine("> ", b, change.Second + i, Added);
        }
    }

    private void PrintEd(DiffChange change)
    {
        if (IsIgnored(change))
        {
            return;
        }

        output.Write($"{NumberRange(change.First, change.Deleted, ',')}{Letter(change)}\n");
        if (change.Inserted == 0)
        {
            return;
        }

        // A line that is a dot alone would end the text: it goes in with two, one is taken off after.
        bool open = true;
        for (int i = 0; i < change.Inserted; i++)
        {
            if (!open)
            {
                output.Write("a\n");
                open = true;
            }

            bool dot = b[change.Second + i] is [(byte)'.'];
            if (dot)
            {
                output.Write("..\n.\ns/.//\n");
                open = false;
            }
            else
            {
                PrintLine("", b, change.Second + i);
            }
        }

        if (open)
        {
            output.Write(".\n");
        }
    }

    private void PrintForwardEd(DiffChange change)
    {
        output.Write($"{Letter(change)}{NumberRange(change.First, change.Deleted, ' ')}\n");
        if (change.Inserted > 0)
        {
            for (int i = 0; i < change.Inserted; i++)
            {
                PrintLine("", b, change.Second + i);
            }

            output.Write(".\n");
        }
    }

    private void PrintRcs(DiffChange change)
    {
        if (change.Deleted > 0)
        {
            output.Write($"d{change.First + 1} {change.Deleted}\n");
        }

        if (change.Inserted > 0)
        {
            output.Write($"a{change.First + change.Deleted} {change.Inserted}\n");
            for (int i = 0; i < change.Inserted; i++)
            {
                int number = change.Second + i;
                output.Write(b[number]);
                if (!b.LacksNewline(number))
                {
                    output.WriteByte((byte)'\n');
                }
            }
        }
    }

    private void PrintIfThenElse()
    {
        int at = 0;
        string name = settings.IfDefName;
        foreach (DiffChange change in changes)
        {
            if (IsIgnored(change))
            {
                continue;
            }

            for (; at < change.First; at++)
            {
                PrintLine("", a, at);
            }

            output.Write(change.Deleted > 0 ? $"#ifndef {name}\n" : $"#ifdef {name}\n");
            for (; at < change.First + change.Deleted; at++)
            {
                PrintLine("", a, at);
            }

            if (change is { Deleted: > 0, Inserted: > 0 })
            {
                output.Write($"#else /* {name} */\n");
            }

            for (int i = 0; i < change.Inserted; i++)
            {
                PrintLine("", b, change.Second + i);
            }

            output.Write(change is { Deleted: > 0, Inserted: 0 } ? $"#endif /* ! {name} */\n" : $"#endif /* {name} */\n");
        }

        for (; at < a.Count; at++)
        {
            PrintLine("", a, at);
        }
    }
}
