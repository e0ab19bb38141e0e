using System.Globalization;

namespace BashTool.Commands.Text;

/// <summary><c>xxd</c>: makes a hex dump, or bytes of one.</summary>
public sealed class XxdCommand : BashCommand
{
    private const string VersionLine = "xxd 2022-01-14 by Juergen Weigert et al.";

    private static readonly CommandSpec Declaration = new("xxd")
    {
        Summary = "Make a hex dump, or do the reverse.",
        Usage = ["[options] [infile [outfile]]", "-r [-s [-]offset] [-c cols] [-ps] [infile [outfile]]"],
        ParsesOwnArguments = true,
        HasStandardOptions = false,
        Imitates = "(vim) 2022-01-14",
        Examples = [new("printf hello | xxd", "00000000: 6865 6c6c 6f                             hello"), new("echo 68690a | xxd -r -p", "hi")],
    };

    // For help and completion; the words are read below, as xxd does it.
    private static readonly Option[] Documented =
    [
        Declaration.Flag("a", "autoskip", "toggle autoskip: A single '*' replaces nul-lines. Default off."),
        Declaration.Flag("b", "bits", "binary digit dump (incompatible with -ps,-i,-r). Default hex."),
        Declaration.Flag("C", "capitalize", "capitalize variable names in C include file style (-i)."),
        Declaration.Required("c", "cols", "cols", "format <cols> octets per line. Default 16 (-i: 12, -ps: 30)."),
        Declaration.Flag("E", "EBCDIC", "show characters in EBCDIC. Default ASCII."),
        Declaration.Flag("e", "", "little-endian dump (incompatible with -ps,-i,-r)."),
        Declaration.Required("g", "groupsize", "bytes", "number of octets per group in normal output. Default 2 (-e: 4)."),
        Declaration.Flag("h", "help", "print this summary."),
        Declaration.Flag("i", "include", "output in C include file style."),
        Declaration.Required("l", "len", "len", "stop after <len> octets."),
        Declaration.Required("n", "name", "name", "set the variable name used in C include output (-i)."),
        Declaration.Required("o", "offset", "off", "add <off> to the displayed file position."),
        Declaration.Flag("p", "ps plain postscript", "output in postscript plain hexdump style."),
        Declaration.Flag("r", "revert", "reverse operation: convert (or patch) hexdump into binary."),
        Declaration.Flag("d", "", "show offset in decimal instead of hex."),
        Declaration.Required("s", "seek skip", "[+][-]seek", "start at <seek> bytes abs. (or +: rel.) infile offset."),
        Declaration.Flag("u", "upper", "use upper case hex letters."),
        Declaration.Flag("v", "version", "show version."),
    ];

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        XxdSettings settings = Parse(context);
        return new XxdDump(context, settings).Run();
    }

    private static CommandFinished Usage(CommandContext context)
    {
        context.Error.Write("""
            Usage:
                   xxd [options] [infile [outfile]]
                or
                   xxd -r [-s [-]offset] [-c cols] [-ps] [infile [outfile]]
            Options:
                -a          toggle autoskip: A single '*' replaces nul-lines. Default off.
                -b          binary digit dump (incompatible with -ps,-i,-r). Default hex.
                -C          capitalize variable names in C include file style (-i).
                -c cols     format <cols> octets per line. Default 16 (-i: 12, -ps: 30).
                -E          show characters in EBCDIC. Default ASCII.
                -e          little-endian dump (incompatible with -ps,-i,-r).
                -g bytes    number of octets per group in normal output. Default 2 (-e: 4).
                -h          print this summary.
                -i          output in C include file style.
                -l len      stop after <len> octets.
                -n name     set the variable name used in C include output (-i).
                -o off      add <off> to the displayed file position.
                -ps         output in postscript plain hexdump style.
                -r          reverse operation: convert (or patch) hexdump into binary.
                -r -s off   revert with <off> added to file positions found in hexdump.
                -d          show offset in decimal instead of hex.
                -s [+][-]seek  start at <seek> bytes abs. (or +: rel.) infile offset.
                -u          use upper case hex letters.
                -v          show version: "
            """ + VersionLine + "\".\n");
        return new CommandFinished(1);
    }

    private static XxdSettings Parse(CommandContext context)
    {
        var settings = new XxdSettings();
        IReadOnlyList<string> words = context.Arguments;
        int? given = null;
        int group = -1, at = 0;

        // The number of an option: attached, or the next word where the option's word, of which two letters count, was written out.
        string Value(string word, string rest)
        {
            if (word.Length > 2 && !word.AsSpan(2).StartsWith(rest.AsSpan(0, 2)))
            {
                return word[2..];
            }

            return ++at < words.Count ? words[at] : throw Usage(context);
        }

        for (; at < words.Count; at++)
        {
            string word = words[at];
            if (word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2)
            {
                word = word[1..];
            }

            if (word.Length < 2 || word[0] != '-')
            {
                break;
            }

            if (word == "--")
            {
                at++;
                break;
            }

            switch (word[1])
            {
                case 'a':
                    settings.SkipsZeros = !settings.SkipsZeros;
                    break;
                case 'b':
                    settings.Style = XxdStyle.Bits;
                    break;
                case 'e':
                    settings.Style = XxdStyle.LittleEndian;
                    break;
                case 'u':
                    settings.UpperCase = true;
                    break;
                case 'p':
                    settings.Style = XxdStyle.Plain;
                    break;
                case 'i':
                    settings.Style = XxdStyle.Include;
                    break;
                case 'C':
                    settings.Capitalizes = true;
                    break;
                case 'd':
                    settings.DecimalOffsets = true;
                    break;
                case 'r':
                    settings.Reverts = true;
                    break;
                case 'E':
                    settings.Ebcdic = true;
                    break;
                case 'v':
                    context.Error.Write(VersionLine + "\n");
                    throw new CommandFinished(0);
                case 'c' when word.AsSpan(2).StartsWith("apitalize"):
                    settings.Capitalizes = true;
                    break;
                case 'c':
                    given = (int)Number(Value(word, "ols"));
                    break;
                case 'g':
                    group = (int)Number(Value(word, "roup"));
                    break;
                case 'o':
                    settings.DisplayOffset = Number(Value(word, "ffset"));
                    break;
                case 's':
                    string seek = word.Length > 2 && !word.AsSpan(2).StartsWith("ki") && !word.AsSpan(2).StartsWith("ee")
                        ? word[2..]
                        : ++at < words.Count ? words[at] : throw Usage(context);
                    settings.HasSeek = true;
                    settings.SeeksRelatively = seek.StartsWith('+');
                    seek = settings.SeeksRelatively ? seek[1..] : seek;
                    settings.SeeksBackwards = seek.StartsWith('-');
                    settings.Seek = Number(settings.SeeksBackwards ? seek[1..] : seek);
                    break;
                case 'l':
                    settings.Length = Number(Value(word, "en"));
                    break;
                case 'n':
                    settings.VariableName = Value(word, "ame");
                    break;
                default:
                    throw Usage(context);
            }
        }

        if (words.Count - at > 2)
        {
            throw Usage(context);
        }

        settings.Input = at < words.Count ? words[at] : null;
        settings.Output = at + 1 < words.Count ? words[at + 1] : null;
        int columns = given ?? -1;
        settings.Columns = columns > 0 || (columns == 0 && settings.Style == XxdStyle.Plain)
            ? columns
            : settings.Style switch { XxdStyle.Plain => 30, XxdStyle.Include => 12, XxdStyle.Bits => 6, _ => 16 };
        if (given < 0 || (settings.Columns > XxdSettings.MostColumns && settings.Style is not (XxdStyle.Plain or XxdStyle.Include)))
        {
            throw new CommandException($"invalid number of columns (max. {XxdSettings.MostColumns}).");
        }

        settings.Group = group >= 0 ? group : settings.Style switch { XxdStyle.Bits => 1, XxdStyle.LittleEndian => 4, XxdStyle.Hex => 2, _ => 0 };
        if (settings.Group < 1 || settings.Group > settings.Columns)
        {
            settings.Group = settings.Columns;
        }
        else if (settings.Style == XxdStyle.LittleEndian && (settings.Group & (settings.Group - 1)) != 0)
        {
            throw new CommandException("number of octets per group must be a power of 2 with -e.");
        }

        return settings;
    }

    // As strtol(3) with base 0: what is no number is 0.
    private static long Number(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan().TrimStart(" \t\n");
        bool negative = rest.StartsWith('-');
        rest = rest.StartsWith('-') || rest.StartsWith('+') ? rest[1..] : rest;
        int numberBase = 10;
        if (rest.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            numberBase = 16;
            rest = rest[2..];
        }
        else if (rest.StartsWith('0'))
        {
            numberBase = 8;
        }

        long value = 0;
        foreach (char c in rest)
        {
            if (!char.IsAsciiHexDigit(c) || int.Parse(c.ToString(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var digit && digit >= numberBase)
            {
                break;
            }

            value = unchecked((value * numberBase) + digit);
        }

        return negative ? -value : value;
    }
}
