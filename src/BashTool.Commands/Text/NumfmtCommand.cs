using System.Globalization;
using BashTool.Commands.Files;

namespace BashTool.Commands.Text;

/// <summary><c>numfmt</c>: numbers from and to human-readable forms.</summary>
public sealed class NumfmtCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("numfmt")
    {
        Summary = "Reformat NUMBER(s), or the numbers from standard input if none are specified.",
        LongNamesFirst = "delimiter debug from from-unit field format header help to to-unit",
        Usage = ["[OPTION]... [NUMBER]..."],
        Examples = [new("numfmt --to=iec 2048", "2.0K"), new("numfmt --from=si 1K", "1000")],
    };

    private static readonly Option Debug = Declaration.Flag("", "debug", "print warnings about invalid input");
    private static readonly Option Delimiter = Declaration.Required("d", "delimiter", "X", "use X instead of whitespace for field delimiter");
    private static readonly Option Field = Declaration.Required("", "field", "FIELDS", "replace the numbers in these input fields (default=1)");
    private static readonly Option Format = Declaration.Required("", "format", "FORMAT", "use printf style floating-point FORMAT");
    private static readonly Option From = Declaration.Required("", "from", "UNIT", "auto-scale input numbers to UNITs; default is 'none'");
    private static readonly Option FromUnit = Declaration.Required("", "from-unit", "N", "specify the input unit size (instead of the default 1)");
    private static readonly Option Grouping = Declaration.Flag("", "grouping", "use locale-defined grouping of digits, e.g. 1,000,000");
    private static readonly Option Header = Declaration.Optional("", "header", "N", "print (without converting) the first N header lines");
    private static readonly Option Invalid = Declaration.Required("", "invalid", "MODE", "failure mode for invalid numbers: MODE can be:\nabort (default), fail, warn, ignore");
    private static readonly Option Padding = Declaration.Required("", "padding", "N", "pad the output to N characters; positive N will\nright-align; negative N will left-align");
    private static readonly Option Round = Declaration.Required("", "round", "METHOD", "use METHOD for rounding when scaling; METHOD can be:\nup, down, from-zero (default), towards-zero, nearest");
    private static readonly Option Suffix = Declaration.Required("", "suffix", "SUFFIX", "add SUFFIX to output numbers, and accept optional\nSUFFIX in input numbers");
    private static readonly Option To = Declaration.Required("", "to", "UNIT", "auto-scale output numbers to UNITs");
    private static readonly Option ToUnit = Declaration.Required("", "to-unit", "N", "the output unit size (instead of the default 1)");
    private static readonly Option ZeroTerminated = Declaration.Flag("z", "zero-terminated", "line delimiter is NUL, not newline");

    private static readonly ArgumentChoice<NumfmtScale> FromScales = new(
        "--from", ("none", NumfmtScale.None), ("auto", NumfmtScale.Auto), ("si", NumfmtScale.Si), ("iec", NumfmtScale.Iec), ("iec-i", NumfmtScale.IecI));

    private static readonly ArgumentChoice<NumfmtScale> ToScales = new(
        "--to", ("none", NumfmtScale.None), ("si", NumfmtScale.Si), ("iec", NumfmtScale.Iec), ("iec-i", NumfmtScale.IecI));

    private static readonly ArgumentChoice<NumfmtRounding> Roundings = new(
        "--round", ("up", NumfmtRounding.Up), ("down", NumfmtRounding.Down), ("from-zero", NumfmtRounding.FromZero),
        ("towards-zero", NumfmtRounding.TowardsZero), ("nearest", NumfmtRounding.Nearest));

    private static readonly ArgumentChoice<NumfmtInvalid> Modes = new(
        "--invalid", ("abort", NumfmtInvalid.Abort), ("fail", NumfmtInvalid.Fail), ("warn", NumfmtInvalid.Warn), ("ignore", NumfmtInvalid.Ignore));

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        var settings = new NumfmtSettings();
        long header = 0;
        string? format = null;
        bool debug = false;
        foreach (OptionUse use in arguments.Uses)
        {
            Option option = use.Option;
            string value = use.Value ?? "";
            if (option == Debug)
            {
                debug = true;
            }
            else if (option == Delimiter)
            {
                byte[] bytes = EscapedUtf8.Encode(value);
                settings.Delimiter = bytes.Length > 1 ? throw new CommandException("the delimiter must be a single character") : bytes.Length == 0 ? 0 : bytes[0];
            }
            else if (option == Field)
            {
                settings.Fields = settings.HasFields
                    ? throw new CommandException("multiple field specifications")
                    : FieldList.Parse(value, ofFields: true, complement: false, allowsDash: true);
                settings.HasFields = true;
            }
            else if (option == Format)
            {
                format = value;
            }
            else if (option == From)
            {
                settings.From = FromScales.Read(value);
            }
            else if (option == To)
            {
                settings.To = ToScales.Read(value);
            }
            else if (option == FromUnit)
            {
                settings.FromUnit = Unit(value);
            }
            else if (option == ToUnit)
            {
                settings.ToUnit = Unit(value);
            }
            else if (option == Grouping)
            {
                settings.Grouping = true;
            }
            else if (option == Header)
            {
                header = use.Value is null ? 1
                    : SizeSuffix.TryRead(value, "", out ulong lines) == SizeReading.Ok && lines > 0 ? (long)Math.Min(lines, long.MaxValue)
                    : throw new CommandException($"invalid header value {GnuQuoting.Quote(value)}");
            }
            else if (option == Invalid)
            {
                settings.Invalid = Modes.Read(value);
            }
            else if (option == Padding)
            {
                if (!long.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out long padding) || padding == 0)
                {
                    throw new CommandException($"invalid padding value {GnuQuoting.Quote(value)}");
                }

                settings.AlignsLeft |= padding < 0;
                settings.Padding = (int)Math.Min(Math.Abs(padding), 1 << 28);
            }
            else if (option == Round)
            {
                settings.Rounding = Roundings.Read(value);
            }
            else if (option == Suffix)
            {
                settings.Suffix = value;
            }
            else if (option == ZeroTerminated)
            {
                settings.LineDelimiter = 0;
            }
        }

        Check(context, settings, format, debug);
        settings.Debug = debug;
        if (format is not null)
        {
            NumfmtFormat.Apply(format, settings, message => context.Complain(message));
        }

        if (settings.Grouping)
        {
            if (settings.To != NumfmtScale.None)
            {
                throw new CommandException("grouping cannot be combined with --to");
            }

            if (debug)
            {
                context.Complain("grouping has no effect in this locale");
            }
        }

        return Convert(context, settings, arguments.Operands, header);
    }

    private static void Check(CommandContext context, NumfmtSettings settings, string? format, bool debug)
    {
        if (format is not null && settings.Grouping)
        {
            throw new CommandException("--grouping cannot be combined with --format");
        }

        if (debug && settings is { From: NumfmtScale.None, To: NumfmtScale.None, Grouping: false, Padding: 0 } && format is null)
        {
            context.Complain("no conversion option specified");
        }
    }

    private static int Convert(CommandContext context, NumfmtSettings settings, List<string> operands, long header)
    {
        settings.FindsPadding = settings.Padding == 0 && settings.Delimiter < 0;
        var converter = new NumfmtConverter(context, settings);
        bool valid = true;
        if (operands.Count > 0)
        {
            if (settings.Debug && header > 0)
            {
                context.Complain("--header ignored with command-line input");
            }

            foreach (string operand in operands)
            {
                valid &= converter.Line(EscapedUtf8.Encode(operand), true);
            }
        }
        else
        {
            LineReader lines = context.Lines(settings.LineDelimiter);
            while (lines.TryRead(out ReadOnlySpan<byte> line))
            {
                if (header > 0)
                {
                    header--;
                    context.Output.Write(line);
                    if (lines.HadDelimiter)
                    {
                        context.Output.WriteByte(settings.LineDelimiter);
                    }

                    continue;
                }

                valid &= converter.Line(line, lines.HadDelimiter);
            }
        }

        if (settings.Debug && !valid)
        {
            context.Complain("failed to convert some of the input numbers");
        }

        return valid || settings.Invalid is NumfmtInvalid.Warn or NumfmtInvalid.Ignore ? 0 : NumfmtConverter.Trouble;
    }

    // K is 1000 and Ki 1024.
    private static ulong Unit(string text)
    {
        string number = text;
        string suffixes = "KMGTPEZY";
        if (text.Length > 0 && !char.IsAsciiDigit(text[^1]))
        {
            if (text[^1] == 'i' && text.Length >= 2 && !char.IsAsciiDigit(text[^2]))
            {
                number = text[..^1];
            }
            else
            {
                number = text + "B";
                suffixes = "KMGTPEZY0";
            }
        }

        return SizeSuffix.TryRead(number, suffixes, out ulong value) == SizeReading.Ok && value > 0
            ? value
            : throw new CommandException($"invalid unit size: {GnuQuoting.Quote(text)}");
    }
}
