using System.Globalization;
using System.Numerics;

namespace BashTool.Commands.Text;

/// <summary><c>hexdump</c> and <c>hd</c>: shows bytes in formats of one's own.</summary>
[CommandNames("hexdump", "hd")]
public sealed class HexdumpCommand : BashCommand
{
    private const string HexOffset = "\"%07.7_Ax\\n\"";

    private static readonly string[] Canonical =
        ["\"%08.8_Ax\\n\"", "\"%08.8_ax  \" 8/1 \"%02x \" \"  \" 8/1 \"%02x \" ", "\"  |\" 16/1 \"%_p\" \"|\\n\""];

    private static readonly CommandSpec Declaration = new("hexdump")
    {
        Summary = "Display file contents in hexadecimal, decimal, octal, or ascii.",
        Usage = ["[options] <file>..."],
        Imitates = "from util-linux 2.38.1",
        Notes = "<length> and <offset> may be followed by the suffixes for GiB, TiB, PiB, EiB, ZiB, and YiB (the \"iB\" is optional).",
        Examples = [new("printf abc | hexdump -C", "a canonical line with an address, bytes and characters")],
    };

    private static readonly Dictionary<Option, string[]> Shorthands = new()
    {
        [Declaration.Flag("b", "one-byte-octal", "one-byte octal display")] = [HexOffset, "\"%07.7_ax \" 16/1 \"%03o \" \"\\n\""],
        [Declaration.Flag("c", "one-byte-char", "one-byte character display")] = [HexOffset, "\"%07.7_ax \" 16/1 \"%3_c \" \"\\n\""],
        [Declaration.Flag("C", "canonical", "canonical hex+ASCII display")] = Canonical,
        [Declaration.Flag("d", "two-bytes-decimal", "two-byte decimal display")] = [HexOffset, "\"%07.7_ax \" 8/2 \"  %05u \" \"\\n\""],
        [Declaration.Flag("o", "two-bytes-octal", "two-byte octal display")] = [HexOffset, "\"%07.7_ax \" 8/2 \" %06o \" \"\\n\""],
        [Declaration.Flag("x", "two-bytes-hex", "two-byte hexadecimal display")] = [HexOffset, "\"%07.7_ax \" 8/2 \"   %04x \" \"\\n\""],
    };

    private static readonly Option Color = Declaration.Optional("L", "color", "mode", "interpret color formatting specifiers");
    private static readonly Option Format = Declaration.Required("e", "format", "format", "format string to be used for displaying data");
    private static readonly Option FormatFile = Declaration.Required("f", "format-file", "file", "file that contains format strings");
    private static readonly Option Length = Declaration.Required("n", "length", "length", "interpret only length bytes of input");
    private static readonly Option Skip = Declaration.Required("s", "skip", "offset", "skip offset bytes from the beginning");
    private static readonly Option NoSqueezing = Declaration.Flag("v", "no-squeezing", "output identical lines");
    private static readonly Option Help = Declaration.Flag("h", "help", "display this help");
    private static readonly Option Version = Declaration.Flag("V", "version", "display version");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        var formats = new List<HexdumpFormat>();
        ulong? length = null;
        ulong skip = 0;
        bool colors = false;
        foreach (OptionUse use in arguments.Uses)
        {
            if (Shorthands.TryGetValue(use.Option, out string[]? shorthand))
            {
                Add(formats, shorthand);
            }
            else if (use.Option == Format)
            {
                Add(formats, use.Value!);
            }
            else if (use.Option == FormatFile)
            {
                ReadFormats(context, use.Value!, formats);
            }
            else if (use.Option == Length)
            {
                length = Size(use.Value!, "length");
            }
            else if (use.Option == Skip)
            {
                skip = Size(use.Value!, "offset");
            }
            else if (use.Option == Color)
            {
                string mode = use.Value is { } value ? value.StartsWith('=') ? value[1..] : value : "auto";
                colors = mode switch
                {
                    "always" => true,
                    "auto" => context.StandardOutput.IsTerminal,
                    "never" => false,
                    _ => throw new CommandException($"unsupported color mode: '{mode}'"),
                };
            }
        }

        if (context.Name == "hd")
        {
            var canonical = new List<HexdumpFormat>();
            Add(canonical, Canonical);
            formats.InsertRange(0, canonical);
        }

        if (formats.Count == 0)
        {
            Add(formats, HexOffset, "\"%07.7_ax \" 8/2 \"%04x \" \"\\n\"");
        }

        var dump = new HexdumpDump(context, formats, colors, arguments.Has(NoSqueezing), length);
        return dump.Run(arguments.Operands, skip);
    }

    private static void Add(List<HexdumpFormat> formats, params ReadOnlySpan<string> texts)
    {
        foreach (string text in texts)
        {
            formats.Add(HexdumpFormat.Parse(text));
        }
    }

    private static void ReadFormats(CommandContext context, string name, List<HexdumpFormat> formats)
    {
        OpenFile file;
        try
        {
            file = context.OpenInput(name, dashIsInput: false);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"can't read {name}: {problem.Description}");
        }

        try
        {
            var lines = new LineReader(file, context.Cancellation);
            while (lines.TryRead(out ReadOnlySpan<byte> line))
            {
                line = line.TrimStart(" \t\v\f\r"u8);
                if (!line.IsEmpty && line[0] != '#')
                {
                    formats.Add(HexdumpFormat.Parse(EscapedUtf8.Decode(line)));
                }
            }
        }
        finally
        {
            file.Release();
        }
    }

    // Digits as C writes them, maybe with a fraction, then K, KiB or KB and the like.
    private static ulong Size(string text, string what)
    {
        CommandException Invalid() => new($"failed to parse {what}: '{text}': Invalid argument");
        ReadOnlySpan<char> rest = text.AsSpan().Trim(" \t");
        int digits = 0;
        BigInteger value;
        if (rest.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && rest.Length > 2 && char.IsAsciiHexDigit(rest[2]))
        {
            digits = 2;
            while (digits < rest.Length && char.IsAsciiHexDigit(rest[digits]))
            {
                digits++;
            }

            value = BigInteger.Parse(string.Concat("0", rest[2..digits]), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }
        else
        {
            int numberBase = rest.StartsWith('0') ? 8 : 10;
            value = 0;
            while (digits < rest.Length && char.IsAsciiDigit(rest[digits]) && rest[digits] - '0' < numberBase)
            {
                value = (value * numberBase) + (rest[digits++] - '0');
            }
        }

        if (digits == 0)
        {
            throw Invalid();
        }

        rest = rest[digits..];
        BigInteger numerator = value, denominator = 1;
        if (rest.StartsWith('.'))
        {
            int fraction = 1;
            while (fraction < rest.Length && char.IsAsciiDigit(rest[fraction]))
            {
                numerator = (numerator * 10) + (rest[fraction++] - '0');
                denominator *= 10;
            }

            rest = rest[fraction..];
        }

        if (!rest.IsEmpty)
        {
            int power = "KMGTPEZY".IndexOf(char.ToUpperInvariant(rest[0])) + 1;
            bool decimalUnit = rest.Length == 2 && rest[1] == 'B';
            bool binaryUnit = rest.Length == 1 || (rest.Length == 3 && rest[1] is 'i' or 'I' && rest[2] is 'b' or 'B');
            if (power == 0 || !(decimalUnit || binaryUnit))
            {
                throw Invalid();
            }

            numerator *= BigInteger.Pow(decimalUnit ? 1000 : 1024, power);
        }
        else if (denominator > 1)
        {
            throw Invalid();
        }

        BigInteger size = numerator / denominator;
        return size <= ulong.MaxValue
            ? (ulong)size
            : throw new CommandException($"failed to parse {what}: '{text}': Numerical result out of range");
    }
}
