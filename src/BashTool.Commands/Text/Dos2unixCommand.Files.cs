using System.Buffers;

namespace BashTool.Commands.Text;

public sealed partial class Dos2unixCommand
{
    private const string UsageText = """
        Usage: dos2unix [options] [file ...] [-n infile outfile ...]
         --allow-chown         allow file ownership change
         -ascii                convert only line breaks (default)
         -iso                  conversion between DOS and ISO-8859-1 character set
           -1252               use Windows code page 1252 (Western European)
           -437                use DOS code page 437 (US) (default)
           -850                use DOS code page 850 (Western European)
           -860                use DOS code page 860 (Portuguese)
           -863                use DOS code page 863 (French Canadian)
           -865                use DOS code page 865 (Nordic)
         -7                    convert 8 bit characters to 7 bit space
         -b, --keep-bom        keep Byte Order Mark
         -c, --convmode        conversion mode
           convmode            ascii, 7bit, iso, mac, default to ascii
         -f, --force           force conversion of binary files
         -h, --help            display this help text
         -i, --info[=FLAGS]    display file information
           file ...            files to analyze
         -k, --keepdate        keep output file date
         -L, --license         display software license
         -l, --newline         add additional newline
         -m, --add-bom         add Byte Order Mark (default UTF-8)
         -n, --newfile         write to new file
           infile              original file in new-file mode
           outfile             output file in new-file mode
         --no-allow-chown      don't allow file ownership change (default)
         -o, --oldfile         write to old file (default)
           file ...            files to convert in old-file mode
         -q, --quiet           quiet mode, suppress all warnings
         -r, --remove-bom      remove Byte Order Mark (default)
         -s, --safe            skip binary files (default)
         -u,  --keep-utf16     keep UTF-16 encoding
         -ul, --assume-utf16le assume that the input format is UTF-16LE
         -ub, --assume-utf16be assume that the input format is UTF-16BE
         -v,  --verbose        verbose operation
         -F, --follow-symlink  follow symbolic links and convert the targets
         -R, --replace-symlink replace symbolic links with converted files
                                 (original target files remain unchanged)
         -S, --skip-symlink    keep symbolic links and targets unchanged (default)
         -V, --version         display version number

        """;

    /// <summary>The start of a file that tells its encoding.</summary>
    private readonly record struct ByteOrderMark(int Length, bool? BigEndian, string Name)
    {
        public static ByteOrderMark Of(ReadOnlySpan<byte> bytes) =>
            bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? new(3, null, "UTF-8")
            : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? new(2, false, "UTF-16LE")
            : bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? new(2, true, "UTF-16BE")
            : bytes.StartsWith((ReadOnlySpan<byte>)[0x84, 0x31, 0x95, 0x33]) ? new(4, null, "GB18030")
            : new(0, null, "");
    }

    private sealed partial class Session
    {
        // Regular files only; links as they are to be treated. False after a message.
        private bool Accepts(string name, bool mayBeLink)
        {
            VirtualPath path = context.Resolve(name);
            FileError error = context.Files.TryStat(path, false, out FileMetadata link);
            if (error != FileError.None)
            {
                return Refuse(name, new FileSystemException(error, name).Description);
            }

            if (link.Kind == FileKind.SymbolicLink)
            {
                if (links == Links.Skip && mayBeLink)
                {
                    if (!quiet)
                    {
                        Say($"Skipping symbolic link {name}.");
                    }

                    return false;
                }

                error = context.Files.TryStat(path, true, out link);
                if (error != FileError.None || link.Kind != FileKind.Regular)
                {
                    if (!quiet)
                    {
                        if (error != FileError.None)
                        {
                            status = FileTrouble;
                            Say($"{name}: {new FileSystemException(error, name).Description}");
                        }

                        Say($"Skipping symbolic link {name}, target is not a regular file.");
                    }

                    return false;
                }
            }

            return link.Kind == FileKind.Regular || Refuse(name, null);
        }

        private bool Refuse(string name, string? problem)
        {
            if (quiet)
            {
                return false;
            }

            if (problem is not null)
            {
                status = FileTrouble;
                Say($"{name}: {problem}");
            }

            Say($"Skipping {name}, not a regular file.");
            return false;
        }

        private void ConvertFile(string from, string to)
        {
            if (!Accepts(from, mayBeLink: true))
            {
                return;
            }

            VirtualPath source = context.Resolve(from);
            Announce();
            var result = new ArrayBufferWriter<byte>();
            ByteOrderMark mark;
            OpenFile input = context.OpenInput(from, dashIsInput: false);
            LineBreakConversion conversion;
            FileMetadata metadata = input.Describe();
            try
            {
                bool text = Convert(input, from, result, out conversion, out mark);
                if (!text)
                {
                    if (!quiet)
                    {
                        Say($"Binary symbol 0x{conversion.BinarySymbol:X2} found at line {conversion.Lines + 1}");
                        Say($"Skipping binary file {from}");
                    }

                    return;
                }
            }
            finally
            {
                input.Release();
            }

            if (verbose)
            {
                Say($"Converted {conversion.Converted} out of {conversion.Lines} line breaks.");
            }

            try
            {
                if (from == to && links == Links.Replace
                    && context.Files.TryStat(source, false, out FileMetadata link) == FileError.None && link.Kind == FileKind.SymbolicLink)
                {
                    context.Files.RemoveFile(source);
                }

                OpenFile output = context.OpenOutput(to);
                try
                {
                    output.Write(result.WrittenSpan, context.Cancellation);
                }
                finally
                {
                    output.Release();
                }
            }
            catch (FileSystemException problem)
            {
                status = FileTrouble;
                if (!quiet)
                {
                    Say($"Failed to open temporary output file: {problem.Description}");
                    Say(from == to ? $"problems converting file {from}" : $"problems converting file {from} to file {to}");
                }

                return;
            }

            if (keepsDate)
            {
                context.Files.SetTimes(context.Resolve(to), metadata.AccessTime, metadata.ModifyTime, followLinks: true);
            }

            if (!quiet)
            {
                Say(Message(from, to, mark));
            }
        }

        private string Message(string from, string to, ByteOrderMark mark)
        {
            string encoding = "", target = "";
            if (mark.BigEndian is not null || assumedBigEndian is not null)
            {
                encoding = (mark.BigEndian ?? assumedBigEndian) == true ? "UTF-16BE " : "UTF-16LE ";
                target = keepsUtf16 ? encoding : "UTF-8 ";
            }

            return from == to
                ? $"converting {encoding}file {from} to {target}{Target} format..."
                : $"converting {encoding}file {from} to file {to} in {target}{Target} format...";
        }

        private void ConvertInput()
        {
            Announce();
            bool text = Convert(context.StandardInput, "stdin", context.Output, out LineBreakConversion conversion, out _);
            if (!text)
            {
                status = 1;
                if (!quiet)
                {
                    Say($"Binary symbol 0x{conversion.BinarySymbol:X2} found at line {conversion.Lines + 1}");
                    Say("Skipping binary file stdin");
                }
            }
            else if (verbose)
            {
                Say($"Converted {conversion.Converted} out of {conversion.Lines} line breaks.");
            }
        }

        private ReadOnlySpan<byte> Start(OpenFile input)
        {
            ReadOnlySpan<byte> start = input.Peek(context.Cancellation);
            while (start.Length is > 0 and < 4)
            {
                int before = start.Length;
                start = input.PeekMore(context.Cancellation);
                if (start.Length == before)
                {
                    break;
                }
            }

            return start;
        }

        private bool Convert(OpenFile input, string name, IBufferWriter<byte> output, out LineBreakConversion conversion, out ByteOrderMark mark)
        {
            mark = ByteOrderMark.Of(Start(input));
            input.Advance(mark.Length);
            bool? bigEndian = mark.Length > 0 ? mark.BigEndian : assumedBigEndian;
            conversion = new LineBreakConversion(output, Direction)
            {
                Doubles = doubles,
                Forces = forces,
                Upper = bigEndian is null ? UpperHalf() : null,
                IsWide = bigEndian is not null,
                WritesBigEndian = keepsUtf16 ? bigEndian : null,
            };
            if (verbose && mark.Length > 0)
            {
                Say($"Input file {name} has {mark.Name} BOM.");
            }

            if (((mark.Length > 0 || bigEndian is not null) && keepsBom) || addsBom)
            {
                if (verbose)
                {
                    Say($"Writing {(conversion.WritesBigEndian is { } order ? order ? "UTF-16BE" : "UTF-16LE" : mark.Name == "GB18030" ? mark.Name : "UTF-8")} BOM.");
                }

                output.Write(
                    conversion.WritesBigEndian is { } big ? big ? [0xFE, 0xFF] : [0xFF, 0xFE]
                    : mark.Name == "GB18030" ? [0x84, 0x31, 0x95, 0x33]
                    : (ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]);
            }

            int odd = -1;
            while (true)
            {
                ReadOnlySpan<byte> block = input.Peek(context.Cancellation);
                if (block.IsEmpty)
                {
                    break;
                }

                if (bigEndian is not { } high)
                {
                    if (!conversion.Feed(block))
                    {
                        return false;
                    }
                }
                else
                {
                    foreach (byte b in block)
                    {
                        if (odd < 0)
                        {
                            odd = b;
                            continue;
                        }

                        int unit = high ? (odd << 8) | b : (b << 8) | odd;
                        odd = -1;
                        if (!conversion.FeedUnit(unit))
                        {
                            return false;
                        }
                    }
                }

                input.Advance(block.Length);
            }

            conversion.End();
            return true;
        }

        private bool shownHeader;

        private void Inform(string name)
        {
            bool regular = context.Files.TryStat(context.Resolve(name), true, out FileMetadata metadata) is var error && error == FileError.None && metadata.Kind == FileKind.Regular;
            if (!regular)
            {
                Refuse(name, error == FileError.None ? null : new FileSystemException(error, name).Description);
                return;
            }

            OpenFile input = context.OpenInput(name, dashIsInput: false);
            try
            {
                Inform(input, name);
            }
            finally
            {
                input.Release();
            }
        }

        private void InformOfInput() => Inform(context.StandardInput, "");

        private void Inform(OpenFile input, string name)
        {
            ByteOrderMark mark = ByteOrderMark.Of(Start(input));
            input.Advance(mark.Length);
            bool? bigEndian = mark.Length > 0 ? mark.BigEndian : assumedBigEndian;
            long dos = 0, unix = 0, macs = 0;
            bool binary = false, afterReturn = false;
            int odd = -1;
            while (true)
            {
                ReadOnlySpan<byte> block = input.Peek(context.Cancellation);
                if (block.IsEmpty)
                {
                    break;
                }

                foreach (byte b in block)
                {
                    int unit = b;
                    if (bigEndian is { } high)
                    {
                        if (odd < 0)
                        {
                            odd = b;
                            continue;
                        }

                        unit = high ? (odd << 8) | b : (b << 8) | odd;
                        odd = -1;
                    }

                    binary |= unit < 32 && unit is not ('\n' or '\r' or '\t' or '\f');
                    if (unit == '\n')
                    {
                        dos += afterReturn ? 1 : 0;
                        unix += afterReturn ? 0 : 1;
                    }
                    else if (afterReturn)
                    {
                        macs++;
                    }

                    afterReturn = unit == '\r';
                }

                input.Advance(block.Length);
            }

            macs += afterReturn ? 1 : 0;
            Print(name, dos, unix, macs, mark, binary);
        }

        private void Print(string name, long dos, long unix, long macs, ByteOrderMark mark, bool binary)
        {
            string flags = info!;
            bool Asked(char flag) => flags.Contains(flag, StringComparison.Ordinal);
            ByteWriter output = context.Output;
            byte end = Asked('0') ? (byte)0 : (byte)'\n';
            string shown = Asked('p') ? name[(name.LastIndexOf('/') + 1)..] : name;
            if (Asked('c'))
            {
                bool converts = Direction switch
                {
                    LineBreakDirection.DosToUnix => dos > 0,
                    LineBreakDirection.MacToUnix => macs > 0,
                    _ => unix > 0,
                };
                if (converts && (!binary || forces))
                {
                    output.Write(shown);
                    output.WriteByte(end);
                }

                return;
            }

            bool all = !(Asked('d') || Asked('u') || Asked('m') || Asked('b') || Asked('t'));
            if (Asked('h') && !shownHeader)
            {
                shownHeader = true;
                output.Write((all || Asked('d') ? "     DOS" : "") + (all || Asked('u') ? "    UNIX" : "") + (all || Asked('m') ? "     MAC" : "")
                    + (all || Asked('b') ? "  BOM     " : "") + (all || Asked('t') ? "  TXTBIN" : "") + (name.Length > 0 ? "  FILE" : ""));
                output.WriteByte(end);
            }

            foreach ((char flag, long count) in (ReadOnlySpan<(char, long)>)[('d', dos), ('u', unix), ('m', macs)])
            {
                if (all || Asked(flag))
                {
                    output.Write($"{count,8}");
                }
            }

            if (all || Asked('b'))
            {
                output.Write($"  {(mark.Length > 0 ? mark.Name : "no_bom"),-8}");
            }

            if (all || Asked('t'))
            {
                output.Write(binary ? "  binary" : "  text  ");
            }

            if (name.Length > 0)
            {
                output.Write("  " + shown);
            }

            output.WriteByte(end);
        }
    }
}
