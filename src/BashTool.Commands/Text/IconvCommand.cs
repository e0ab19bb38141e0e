using System.Buffers;

namespace BashTool.Commands.Text;

/// <summary><c>iconv</c>: converts text from one character set to another.</summary>
public sealed class IconvCommand : BashCommand
{
    private const int UsageTrouble = 64;

    private static readonly CommandSpec Declaration = new("iconv")
    {
        Summary = "Convert encoding of given files from one encoding to another.",
        Usage = ["[OPTION...] [FILE...]"],
        UsageStatus = UsageTrouble,
        Imitates = "(GNU libc) 2.36",
        Examples = [new("printf '\\351\\n' | iconv -f latin1 -t utf-8", "é")],
        Limitations = ["Character sets with states (ISO-2022), those of EBCDIC beyond the common ones, and a few others of glibc's are missing."],
    };

    private static readonly Option FromCode = Declaration.Required("f", "from-code", "NAME", "encoding of original text");
    private static readonly Option ToCode = Declaration.Required("t", "to-code", "NAME", "encoding for output");
    private static readonly Option List = Declaration.Flag("l", "list", "list all known coded character sets");
    private static readonly Option Omit = Declaration.Flag("c", "", "omit invalid characters from output");
    private static readonly Option OutputFile = Declaration.Required("o", "output", "FILE", "output file");
    private static readonly Option Silent = Declaration.Flag("s", "silent", "suppress warnings");
    private static readonly Option Verbose = Declaration.Flag("", "verbose", "print progress information");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments;
        try
        {
            arguments = Declaration.Parse(context);
        }
        catch (UsageException problem)
        {
            throw new CommandException($"{problem.Message}\nTry `iconv --help' or `iconv --usage' for more information.", UsageTrouble);
        }

        if (arguments.Has(List))
        {
            foreach (string name in CharacterSets.Names)
            {
                context.Output.WriteLine($"{name}//");
            }

            return 0;
        }

        string[] to = (arguments.Value(ToCode) ?? "").Split('/');
        string usual = context.IsUtf8 ? "UTF-8" : "ANSI_X3.4-1968";
        string source = arguments.Value(FromCode) is { } f ? Name(f) : usual;
        string target = arguments.Value(ToCode) is { } t ? Name(t) : usual;
        CharacterSet? reader = CharacterSets.Find(source.Length == 0 ? usual : source);
        CharacterSet? writer = CharacterSets.Find(target.Length == 0 ? usual : target);
        if (reader is null || writer is null)
        {
            throw new CommandException("failed to start conversion processing: No such file or directory");
        }

        var conversion = new IconvConversion(context, reader, writer)
        {
            Omits = arguments.Has(Omit),
            Ignores = HasSuffix(to, "IGNORE"),
            Transliterates = HasSuffix(to, "TRANSLIT"),
        };
        OpenFile? file = null;
        if (arguments.Value(OutputFile) is { } name2)
        {
            try
            {
                file = context.OpenOutput(name2);
            }
            catch (FileSystemException problem)
            {
                throw new CommandException($"cannot open output file: {problem.Description}");
            }
        }

        ByteWriter output = file is null ? context.Output : new ByteWriter(file, context.Cancellation);
        try
        {
            return Convert(context, conversion, arguments.Operands, output, arguments.Has(Verbose));
        }
        finally
        {
            if (file is not null)
            {
                output.FlushThrough();
                output.Discard();
                file.Release();
            }
        }
    }

    // Characters that no name has do not count.
    private static string Name(string code)
    {
        int suffix = code.IndexOf("//", StringComparison.Ordinal);
        var name = new global::System.Text.StringBuilder();
        foreach (char c in (suffix < 0 ? code : code[..suffix]).TrimEnd('/'))
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '/' or ',' or '.' or ':')
            {
                name.Append(c);
            }
        }

        return name.ToString();
    }

    private static bool HasSuffix(string[] parts, string suffix)
    {
        foreach (string part in parts)
        {
            foreach (string word in part.Split(','))
            {
                if (word.Equals(suffix, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static int Convert(CommandContext context, IconvConversion conversion, List<string> operands, ByteWriter output, bool verbose)
    {
        int status = 0;
        foreach (string operand in InputOperands.OrStandardInput(operands))
        {
            if (verbose && operand != "-")
            {
                context.Error.Write($"{operand}:\n");
            }

            OpenFile input;
            try
            {
                input = context.OpenInput(operand);
            }
            catch (FileSystemException problem)
            {
                context.Complain($"cannot open input file `{operand}': {problem.Description}");
                status = 1;
                continue;
            }

            try
            {
                conversion.Run(input, output);
            }
            catch (FileSystemException problem) when (problem.Path is not null)
            {
                throw new CommandException($"error while reading the input: {problem.Description}");
            }
            finally
            {
                input.Release();
            }
        }

        return conversion.HasIgnored ? 1 : status;
    }
}

/// <summary>A conversion under way.</summary>
internal sealed class IconvConversion(CommandContext context, CharacterSet reader, CharacterSet writer)
{
    // What each byte of an 8-bit set is in UTF-8: up to three bytes, and their count on top; 0 for what is invalid.
    private readonly uint[]? direct = reader is CharacterSet.SingleByte && writer is CharacterSet.Utf8 ? DirectTable(reader, writer) : null;

    private bool omitted;

    public bool Omits { get; init; }

    public bool Ignores { get; init; }

    public bool Transliterates { get; init; }

    /// <summary>A file gave nothing but what was left out.</summary>
    public bool HasIgnored { get; private set; }

    public void Run(OpenFile input, ByteWriter output)
    {
        Run(input, output, out bool written);
        written |= writer.Finish(output);
        reader.Restart();
        writer.Restart();
        HasIgnored |= omitted && !written;
        omitted = false;
    }

    private void Run(OpenFile input, ByteWriter output, out bool written)
    {
        written = false;
        long position = 0;
        bool copies = reader.IsAsciiCompatible && writer.IsAsciiCompatible;
        ReadOnlySpan<byte> block = input.Peek(context.Cancellation);
        while (!block.IsEmpty)
        {
            int at = 0;
            bool more = false;
            while (at < block.Length)
            {
                if (copies)
                {
                    int ascii = block[at..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
                    ascii = ascii < 0 ? block.Length - at : ascii;
                    if (ascii > 0)
                    {
                        output.Write(block.Slice(at, ascii));
                        written = true;
                        at += ascii;
                        continue;
                    }
                }

                if (reader is CharacterSet.Utf8 && writer is CharacterSet.Wide wide)
                {
                    int converted = wide.EncodeUtf8(block[at..], output);
                    at += converted;
                    if (converted > 0)
                    {
                        written = true;
                        continue;
                    }
                }

                if (direct is not null)
                {
                    int converted = ConvertDirectly(block[at..], output, direct);
                    at += converted;
                    if (converted > 0)
                    {
                        written = true;
                        continue;
                    }
                }

                int codePoint = reader.Decode(block[at..], out int length);
                if (codePoint == CharacterSet.Incomplete)
                {
                    more = true;
                    break;
                }

                if (codePoint == CharacterSet.Invalid)
                {
                    if (!Omits && !Ignores)
                    {
                        throw Illegal(position + at);
                    }

                    omitted = true;
                }
                else if (codePoint == CharacterSet.Nothing)
                {
                }
                else if (writer.TryEncode(codePoint, output) || (Transliterates && Transliterate(codePoint, output)))
                {
                    written = true;
                }
                else if (!Omits && !Ignores)
                {
                    throw Illegal(position + at);
                }
                else
                {
                    omitted = true;
                }

                at += length;
            }

            position += at;
            input.Advance(at);
            if (!more)
            {
                block = input.Peek(context.Cancellation);
                continue;
            }

            int before = block.Length - at;
            block = input.PeekMore(context.Cancellation);
            if (block.Length == before)
            {
                throw new CommandException("incomplete character or shift sequence at end of buffer");
            }
        }

        if (omitted && !Omits)
        {
            throw Illegal(position);
        }
    }

    private static uint[] DirectTable(CharacterSet from, CharacterSet to)
    {
        uint[] table = new uint[256];
        var bytes = new ArrayBufferWriter<byte>(4);
        for (int i = 0; i < table.Length; i++)
        {
            int codePoint = from.Decode([(byte)i], out _);
            bytes.ResetWrittenCount();
            if (codePoint >= 0 && to.TryEncode(codePoint, bytes))
            {
                ReadOnlySpan<byte> written = bytes.WrittenSpan;
                for (int j = 0; j < written.Length; j++)
                {
                    table[i] |= (uint)written[j] << (8 * j);
                }

                table[i] |= (uint)written.Length << 24;
            }
        }

        return table;
    }

    // As far as the bytes are valid; returns how many were.
    private static int ConvertDirectly(ReadOnlySpan<byte> block, ByteWriter output, uint[] table)
    {
        const int MostAtOnce = 4096;
        int done = 0;
        while (done < block.Length)
        {
            ReadOnlySpan<byte> part = block.Slice(done, Math.Min(MostAtOnce, block.Length - done));
            Span<byte> to = output.GetSpan((part.Length * 3) + 4);
            int written = 0, taken = 0;
            foreach (byte b in part)
            {
                uint entry = table[b];
                if (entry == 0)
                {
                    break;
                }

                global::System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(to[written..], entry);
                written += (int)(entry >> 24);
                taken++;
            }

            output.Advance(written);
            done += taken;
            if (taken < part.Length)
            {
                break;
            }
        }

        return done;
    }

    private static CommandException Illegal(long position) => new($"illegal input sequence at position {position}");

    private bool Transliterate(int codePoint, IBufferWriter<byte> output)
    {
        string replacement = Transliteration.Of(codePoint) ?? "?";
        foreach (char c in replacement)
        {
            if (!writer.TryEncode(c, output))
            {
                return false;
            }
        }

        return true;
    }
}
