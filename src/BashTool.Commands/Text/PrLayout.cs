namespace BashTool.Commands.Text;

/// <summary>What pr's options ask for.</summary>
internal sealed class PrLayout
{
    public ulong FirstPage { get; set; }

    public ulong LastPage { get; set; } = ulong.MaxValue;

    public int Columns { get; set; } = 1;

    public bool ExplicitColumns { get; set; }

    /// <summary>Columns go down, so that a page must be read before it is printed.</summary>
    public bool Stores { get; set; } = true;

    public bool Across { get; set; }

    public bool Parallel { get; set; }

    public bool ShowsControl { get; set; }

    public bool ShowsOctal { get; set; }

    public bool DoubleSpace { get; set; }

    public string? DateFormat { get; set; }

    public byte InputTab { get; set; } = (byte)'\t';

    public int InputTabWidth { get; set; } = 8;

    public bool Untabifies { get; set; }

    public byte OutputTab { get; set; } = (byte)'\t';

    public int OutputTabWidth { get; set; } = 8;

    public bool Tabifies { get; set; }

    public bool FormFeed { get; set; }

    public string? Header { get; set; }

    public bool Joins { get; set; }

    public int PageLength { get; set; } = 66;

    public bool Numbers { get; set; }

    public byte NumberSeparator { get; set; } = (byte)'\t';

    public int NumberDigits { get; set; } = 5;

    /// <summary>Line numbers count the lines of pages that are skipped.</summary>
    public bool CountsSkipped { get; set; } = true;

    public int StartNumber { get; set; } = 1;

    public int Margin { get; set; }

    public bool Silent { get; set; }

    public bool OldSeparator { get; set; }

    public bool OldWidth { get; set; }

    public bool UsesSeparator { get; set; }

    public byte[] Separator { get; set; } = [];

    public bool Extremities { get; set; } = true;

    public bool KeepsFormFeeds { get; set; }

    public int PageWidth { get; set; } = 72;

    public bool Truncates { get; set; }

    /// <summary>-s and -w mean -S, -W or -J, depending on what else is given.</summary>
    public void ResolveOldOptions()
    {
        bool several = Parallel || ExplicitColumns;
        if (OldWidth)
        {
            if (several)
            {
                Truncates = true;
                UsesSeparator |= OldSeparator;
            }
            else
            {
                Joins = true;
            }
        }
        else if (!UsesSeparator && OldSeparator && several)
        {
            if (Truncates)
            {
                UsesSeparator = true;
            }
            else
            {
                Joins = true;
                UsesSeparator = Separator.Length > 0;
            }
        }
    }
}
