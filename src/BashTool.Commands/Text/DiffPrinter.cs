using System.Globalization;
using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Text;

/// <summary>Prints the changes between two files in one of diff's formats.</summary>
internal sealed partial class DiffPrinter(ByteWriter output, DiffSettings settings, DiffLines a, DiffLines b, List<DiffChange> changes)
{
    private string Header => settings.Palette.Header;

    private string Range => settings.Palette.Range;

    private string Added => settings.Palette.Added;

    private string Removed => settings.Palette.Removed;


    private int functionSearched;
    private int functionLine = -1;

    /// <summary>Where it goes.</summary>
    public ByteWriter Output { set => output = value; }

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
                PrintMerged();
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
            output.Write(color);
        }
    }

    private void Stop()
    {
        if (settings.Colored)
        {
            output.Write(settings.Palette.Reset);
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

        string flag = settings.InitialTab && mark.Length == 2 ? mark[..1] + "\t"
            : settings.InitialTab && settings.Style == DiffStyle.Unified ? mark.TrimEnd(' ') + "\t" : mark;
        output.Write(line.IsEmpty && settings.SuppressesBlankEmpty ? mark.TrimEnd(' ') : flag);
        if (settings.ExpandsTabs)
        {
            PrintExpanded(line, mark.Length == 2 ? flag : "");
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

    private void PrintExpanded(ReadOnlySpan<byte> line, string flag = "")
    {
        long column = 0;
        for (int i = 0; i < line.Length; i++)
        {
            byte c = line[i];
            switch (c)
            {
                case (byte)'\t':
                    do
                    {
                        output.WriteByte((byte)' ');
                    }
                    while (++column % settings.TabSize != 0);
                    break;
                case (byte)'\r':
                    output.WriteByte(c);
                    column = 0;
                    if (i + 1 < line.Length)
                    {
                        output.Write(flag);
                    }

                    break;
                case (byte)'\b':
                    if (column > 0)
                    {
                        column--;
                        output.WriteByte(c);
                    }

                    break;
                default:
                    // Bytes are looked at, not characters.
                    column += c is >= 32 and < 127 ? 1 : 0;
                    output.WriteByte(c);
                    break;
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
}
