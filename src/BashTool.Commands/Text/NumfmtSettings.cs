namespace BashTool.Commands.Text;

internal enum NumfmtScale
{
    None,
    Auto,
    Si,
    Iec,
    IecI,
}

internal enum NumfmtRounding
{
    Up,
    Down,
    FromZero,
    TowardsZero,
    Nearest,
}

internal enum NumfmtInvalid
{
    Abort,
    Fail,
    Warn,
    Ignore,
}

/// <summary>What numfmt was asked for.</summary>
internal sealed class NumfmtSettings
{
    public bool Debug { get; set; }

    /// <summary>-1 for blanks.</summary>
    public int Delimiter { get; set; } = -1;

    public byte LineDelimiter { get; set; } = (byte)'\n';

    public bool HasFields { get; set; }

    public FieldList? Fields { get; set; }

    public NumfmtScale From { get; set; }

    public NumfmtScale To { get; set; }

    public ulong FromUnit { get; set; } = 1;

    public ulong ToUnit { get; set; } = 1;

    public bool Grouping { get; set; }

    public NumfmtInvalid Invalid { get; set; }

    public NumfmtRounding Rounding { get; set; } = NumfmtRounding.FromZero;

    public int Padding { get; set; }

    public bool AlignsLeft { get; set; }

    /// <summary>A number among blanks keeps its width.</summary>
    public bool FindsPadding { get; set; }

    public int ZeroPadding { get; set; }

    public string? Suffix { get; set; }

    /// <summary>From the format; -1 where it has none.</summary>
    public long Precision { get; set; } = -1;

    public string Before { get; set; } = "";

    public string Behind { get; set; } = "";
}

/// <summary>Reads numfmt's <c>--format</c>.</summary>
internal static class NumfmtFormat
{
    public static void Apply(string format, NumfmtSettings settings, Action<string> complain)
    {
        int at = 0, prefix = 0;
        for (; !(at < format.Length && format[at] == '%' && !(at + 1 < format.Length && format[at + 1] == '%')); at += format[at] == '%' ? 2 : 1)
        {
            if (at >= format.Length)
            {
                throw Wrong($"format {GnuQuoting.Quote(format)} has no % directive");
            }

            prefix++;
        }

        at++;
        bool zeros = false;
        while (at < format.Length && format[at] is ' ' or '\'' or '0')
        {
            settings.Grouping |= format[at] == '\'';
            zeros |= format[at] == '0';
            at++;
        }

        int start = at;
        at += at < format.Length && format[at] is '-' or '+' ? 1 : 0;
        int digits = at;
        while (at < format.Length && char.IsAsciiDigit(format[at]))
        {
            at++;
        }

        if (at == digits)
        {
            at = start;
        }
        else if (!long.TryParse(format.AsSpan(start, at - start), out long padding))
        {
            throw Wrong($"invalid format {GnuQuoting.Quote(format)} (width overflow)");
        }
        else if (padding != 0)
        {
            if (settings.Debug && settings.Padding != 0 && !(zeros && padding > 0))
            {
                complain("--format padding overriding --padding");
            }

            int width = (int)Math.Min(Math.Abs(padding), 1 << 28);
            if (padding < 0)
            {
                settings.AlignsLeft = true;
                settings.Padding = width;
            }
            else if (zeros)
            {
                settings.ZeroPadding = width;
            }
            else
            {
                settings.Padding = width;
            }
        }

        if (at >= format.Length)
        {
            throw Wrong($"format {GnuQuoting.Quote(format)} ends in %");
        }

        if (format[at] == '.')
        {
            int from = ++at;
            while (at < format.Length && char.IsAsciiDigit(format[at]))
            {
                at++;
            }

            long precision = 0;
            if ((at == from && at < format.Length && format[at] is '-' or '+' or ' ' or '\t') || (at > from && !long.TryParse(format.AsSpan(from, at - from), out precision)))
            {
                throw Wrong($"invalid precision in format {GnuQuoting.Quote(format)}");
            }

            settings.Precision = precision;
        }

        if (at >= format.Length || format[at] != 'f')
        {
            throw Wrong($"invalid format {GnuQuoting.Quote(format)}, directive must be %[0]['][-][N][.][N]f");
        }

        int suffix = ++at;
        for (; at < format.Length; at += format[at] == '%' ? 2 : 1)
        {
            if (format[at] == '%' && !(at + 1 < format.Length && format[at + 1] == '%'))
            {
                throw Wrong($"format {GnuQuoting.Quote(format)} has too many % directives");
            }
        }

        settings.Before = format[..prefix];
        settings.Behind = format[suffix..];
    }

    private static CommandException Wrong(string message) => new(message);
}
