using System.Buffers.Binary;

namespace BashTool.Commands.Text;

/// <summary><c>strings</c>: the printable strings in files.</summary>
public sealed class StringsCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("strings")
    {
        Summary = "Display printable strings in [file(s)] (stdin by default).",
        Usage = ["[option(s)] [file(s)]"],
        Imitates = "GNU strings (GNU Binutils for Debian) 2.40",
        HasStandardOptions = false,
        Historic = Rewrite,
        Limitations = ["-d knows the sections of ELF files only; of other files everything is scanned. -T is accepted and changes nothing."],
        Examples = [new("strings -n 8 -t x /bin/true", "strings of eight characters at least, with their offsets")],
    };

    private static readonly Option All = Declaration.Flag("a", "all", "Scan the entire file, not just the data section [default]");
    private static readonly Option Data = Declaration.Flag("d", "data", "Only scan the data sections in the file");
    private static readonly Option FileName = Declaration.Flag("f", "print-file-name", "Print the name of the file before each string");
    private static readonly Option Minimum = Declaration.Required("n", "bytes", "number", "Locate & print any sequence of at least <number>\ndisplayable characters.  (The default is 4).");
    private static readonly Option Digits = Declaration.Required("0123456789", "", "", "same as --bytes");
    private static readonly Option Radix = Declaration.Required("t", "radix", "{o,d,x}", "Print the location of the string in base 8, 10 or 16");
    private static readonly Option Whitespace = Declaration.Flag("w", "include-all-whitespace", "Include all whitespace as valid string characters");
    private static readonly Option Octal = Declaration.Flag("o", "", "An alias for --radix=o");
    private static readonly Option Target = Declaration.Required("T", "target", "BFDNAME", "Specify the binary file format");
    private static readonly Option Encoding = Declaration.Required("e", "encoding", "{s,S,b,l,B,L}", "Select character size and endianness:\ns = 7-bit, S = 8-bit, {b,l} = 16-bit, {B,L} = 32-bit");
    private static readonly Option Unicode = Declaration.Required("U", "unicode", "{d|l|i|x|e|h}", "Specify how to treat UTF-8 encoded unicode characters");
    private static readonly Option Separator = Declaration.Required("s", "output-separator", "string", "String used to separate strings in output.");
    private static readonly Option HelpOption = Declaration.Flag("h", "help", "Display this information");
    private static readonly Option Version = Declaration.Flag("vV", "version", "Print the program's version number");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(ExpandFiles(context));
        if (arguments.Has(HelpOption) || arguments.Has(Version))
        {
            context.Output.Write(arguments.Has(HelpOption) ? HelpText.Render(Declaration, context.Name) : HelpText.Version(Declaration, context.Name));
            return 0;
        }

        var scan = new StringsScan(context.Output)
        {
            Minimum = ReadMinimum(arguments),
            IncludesWhitespace = arguments.Has(Whitespace),
            Separator = arguments.Value(Separator) is { } separator ? EscapedUtf8.Encode(separator) : null,
            Radix = ReadRadix(arguments),
        };
        string encoding = "s";
        foreach (string name in arguments.Values(Encoding))
        {
            encoding = name.Length == 1 ? name : throw new UsageException($"invalid encoding {name}");
        }

        foreach (string name in arguments.Values(Unicode))
        {
            scan.Unicode = name switch
            {
                "default" or "d" => 'd',
                "locale" or "l" => 'l',
                "escape" or "e" or "highlight" or "h" => 'e',
                "invalid" or "i" => 'i',
                "hex" or "x" => 'x',
                _ => throw new CommandException($"invalid argument to -U/--unicode: {name}"),
            };
        }

        if (scan.Unicode != 'd')
        {
            encoding = "S";
        }

        // Of several only the last one counts, and is looked at.
        scan.SetEncoding(encoding is "s" or "S" or "b" or "l" or "B" or "L" ? encoding[0] : throw new UsageException($"invalid encoding {encoding}"));
        List<string> operands = arguments.Operands;
        bool onlyData = arguments.LastOf(All, Data) == Data;
        bool names = arguments.Has(FileName);
        if (operands.RemoveAll(o => o == "-") > 0)
        {
            onlyData = false;
            if (operands.Count == 0)
            {
                // A minus is no file, but standard input is not meant either.
                context.Error.Write(HelpText.Render(Declaration, context.Name));
                return 1;
            }
        }
        else if (operands.Count == 0)
        {
            scan.FileName = names ? "{standard input}" : null;
            scan.Run(WholeInput.Read(context.StandardInput, context.Cancellation).Span, 0);
            return 0;
        }

        int status = 0;
        foreach (string name in operands)
        {
            scan.FileName = names ? name : null;
            status |= ScanFile(context, scan, name, onlyData) ? 0 : 1;
        }

        return status;
    }

    private static bool ScanFile(CommandContext context, StringsScan scan, string name, bool onlyData)
    {
        FileError error = context.Files.TryStat(context.Resolve(name), true, out FileMetadata metadata);
        if (error is FileError.ENOENT)
        {
            context.Complain($"'{name}': No such file");
            return false;
        }

        if (error == FileError.None && metadata.IsDirectory)
        {
            context.Complain($"Warning: '{name}' is a directory");
            return false;
        }

        try
        {
            OpenFile file = context.OpenInput(name, dashIsInput: false);
            try
            {
                ReadOnlySpan<byte> bytes = WholeInput.Read(file, context.Cancellation).Span;
                if (!onlyData || !ScanSections(scan, bytes))
                {
                    scan.Run(bytes, 0);
                }
            }
            finally
            {
                file.Release();
            }

            return true;
        }
        catch (FileSystemException problem) when (problem.Path is not null)
        {
            context.Complain($"{name}: {problem.Description}");
            return false;
        }
    }

    // The sections of an ELF file that are loaded from it; false if it has none.
    private static bool ScanSections(StringsScan scan, ReadOnlySpan<byte> file)
    {
        const int nobits = 8;
        const int alloc = 2;
        if (file.Length < 52 || !file.StartsWith("\u007fELF"u8) || file[4] is not (1 or 2) || file[5] is not (1 or 2))
        {
            return false;
        }

        bool wide = file[4] == 2;
        bool little = file[5] == 1;
        ulong table = Number(file, wide ? 40 : 32, wide ? 8 : 4, little);
        int size = (int)Number(file, wide ? 58 : 46, 2, little);
        int count = (int)Number(file, wide ? 60 : 48, 2, little);
        bool any = false;
        for (int i = 0; i < count; i++)
        {
            ulong at = table + (ulong)(i * size);
            if (at + (ulong)size > (ulong)file.Length)
            {
                break;
            }

            ReadOnlySpan<byte> header = file[(int)at..];
            ulong type = Number(header, 4, 4, little);
            ulong flags = Number(header, 8, wide ? 8 : 4, little);
            ulong offset = Number(header, wide ? 24 : 16, wide ? 8 : 4, little);
            ulong length = Number(header, wide ? 32 : 20, wide ? 8 : 4, little);
            if (type is 0 or nobits || (flags & alloc) == 0 || offset > (ulong)file.Length || length > (ulong)file.Length - offset)
            {
                continue;
            }

            any = true;
            scan.Run(file.Slice((int)offset, (int)length), (long)offset);
        }

        return any;
    }

    private static ulong Number(ReadOnlySpan<byte> bytes, int at, int size, bool little)
    {
        if (at + size > bytes.Length)
        {
            return 0;
        }

        bytes = bytes.Slice(at, size);
        return size switch
        {
            2 => little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes),
            4 => little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes),
            _ => little ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : BinaryPrimitives.ReadUInt64BigEndian(bytes),
        };
    }

    private static int ReadMinimum(ParsedArguments arguments)
    {
        // -8 goes before -n wherever they stand; only what counts in the end has to be enough.
        uint minimum = 4;
        foreach (string text in arguments.Values(Minimum))
        {
            minimum = ReadMinimum(text);
        }

        if (arguments.Value(Digits) is { } digits)
        {
            minimum = ReadMinimum(digits);
        }

        return minimum == 0 ? throw new CommandException("invalid minimum string length 0") : (int)Math.Min(minimum, int.MaxValue);
    }

    // As the C library reads an unsigned number: a minus and what is too big are taken, and 32 bits stay.
    private static uint ReadMinimum(string text)
    {
        bool negative = text.StartsWith('-');
        ReadOnlySpan<char> digits = text.AsSpan(text.StartsWith('-') || text.StartsWith('+') ? 1 : 0);
        int radix = 10;
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && digits.Length > 2)
        {
            radix = 16;
            digits = digits[2..];
        }
        else if (digits.StartsWith("0"))
        {
            radix = 8;
        }

        ulong value = 0;
        bool tooBig = false;
        foreach (char c in digits)
        {
            int digit = char.IsAsciiHexDigit(c) ? c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10 : 99;
            if (digit >= radix)
            {
                throw new CommandException($"invalid integer argument {text}");
            }

            tooBig |= value > (ulong.MaxValue - (ulong)digit) / (ulong)radix;
            value = unchecked((value * (ulong)radix) + (ulong)digit);
        }

        return tooBig ? uint.MaxValue : unchecked((uint)(negative ? 0 - value : value));
    }

    private static int ReadRadix(ParsedArguments arguments)
    {
        int radix = 0;
        foreach (OptionUse use in arguments.Uses)
        {
            if (use.Option == Octal)
            {
                radix = 8;
            }
            else if (use.Option == Radix)
            {
                radix = use.Value switch
                {
                    "o" => 8,
                    "d" => 10,
                    "x" => 16,
                    _ => throw new UsageException($"invalid radix {use.Value}"),
                };
            }
        }

        return radix;
    }

    // -8 is -n 8.
    private static List<string> Rewrite(IReadOnlyList<string> arguments)
    {
        var result = new List<string>(arguments.Count);
        foreach (string argument in arguments)
        {
            bool digits = argument.Length > 1 && argument[0] == '-' && argument.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0
                && (result.Count == 0 || result[^1] is not ("-n" or "-s" or "-T" or "-t" or "-e" or "-U"));
            result.Add(digits ? "-0" + argument[1..] : argument);
        }

        return result;
    }

    private static IReadOnlyList<string> ExpandFiles(CommandContext context)
    {
        if (!context.Arguments.Any(a => a.StartsWith('@')))
        {
            return context.Arguments;
        }

        var result = new List<string>();
        foreach (string argument in context.Arguments)
        {
            if (!argument.StartsWith('@'))
            {
                result.Add(argument);
                continue;
            }

            try
            {
                OpenFile file = context.OpenInput(argument[1..]);
                string text = EscapedUtf8.Decode(WholeInput.Read(file, context.Cancellation).Span);
                file.Release();
                result.AddRange(text.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
            }
            catch (FileSystemException)
            {
                result.Add(argument);
            }
        }

        return result;
    }
}
