namespace BashTool.Commands.Text;

/// <summary><c>base64</c> and <c>base32</c>: bytes as text, and back.</summary>
[CommandNames("base64", "base32")]
public sealed class EncodingCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("base64")
    {
        Summary = "Base64 (or base32) encode or decode FILE, or standard input, to standard output.",
        Usage = ["[OPTION]... [FILE]"],
        Notes = "With no FILE, or when FILE is -, read standard input.\nWhen decoding, newlines are ignored; use --ignore-garbage to ignore other bytes too.",
        Examples = [new("printf hello | base64", "aGVsbG8=")],
    };

    private static readonly Option Decode = Declaration.Flag("d", "decode", "decode data");
    private static readonly Option IgnoreGarbage = Declaration.Flag("i", "ignore-garbage", "when decoding, ignore non-alphabet characters");
    private static readonly Option Wrap = Declaration.Required("w", "wrap", "COLS", "wrap encoded lines after COLS character (default 76).\nUse 0 to disable line wrapping");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Operands.Count > 1)
        {
            throw new UsageException($"extra operand {GnuQuoting.Quote(arguments.Operands[1])}");
        }

        long wrap = 76;
        if (arguments.Value(Wrap) is { } text)
        {
            wrap = SizeSuffix.TryRead(text, "", out ulong value) switch
            {
                SizeReading.Invalid => throw new CommandException($"invalid wrap size: {GnuQuoting.Quote(text)}"),
                _ => (long)Math.Min(value, long.MaxValue),
            };
        }

        string name = arguments.Operands.Count > 0 ? arguments.Operands[0] : "-";
        OpenFile file;
        try
        {
            file = context.OpenInput(name);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"{GnuQuoting.Name(name)}: {problem.Description}");
        }

        Alphabet alphabet = context.Name == "base32" ? Alphabet.Base32 : Alphabet.Base64;
        try
        {
            if (arguments.Has(Decode))
            {
                new Decoder(context, alphabet, arguments.Has(IgnoreGarbage)).Run(file);
            }
            else
            {
                Encode(context, file, alphabet, wrap);
            }
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"read error: {problem.Description}");
        }
        finally
        {
            file.Release();
        }

        return 0;
    }

    private static void Encode(CommandContext context, OpenFile file, Alphabet alphabet, long wrap)
    {
        Span<byte> held = stackalloc byte[5];
        Span<byte> digits = stackalloc byte[8];
        int count = 0;
        long column = 0;
        while (true)
        {
            ReadOnlySpan<byte> block = file.Peek(context.Cancellation);
            if (block.IsEmpty)
            {
                break;
            }

            foreach (byte value in block)
            {
                held[count++] = value;
                if (count == alphabet.Bytes)
                {
                    alphabet.Encode(held[..count], digits);
                    Print(context.Output, digits[..alphabet.Digits], wrap, ref column);
                    count = 0;
                }
            }

            file.Advance(block.Length);
        }

        if (count > 0)
        {
            alphabet.Encode(held[..count], digits);
            Print(context.Output, digits[..alphabet.Digits], wrap, ref column);
        }

        if (wrap > 0 && column > 0)
        {
            context.Output.WriteByte((byte)'\n');
        }
    }

    private static void Print(ByteWriter output, ReadOnlySpan<byte> digits, long wrap, ref long column)
    {
        if (wrap == 0 || column + digits.Length < wrap)
        {
            output.Write(digits);
            column += digits.Length;
            return;
        }

        foreach (byte digit in digits)
        {
            output.WriteByte(digit);
            if (++column == wrap)
            {
                output.WriteByte((byte)'\n');
                column = 0;
            }
        }
    }

    /// <summary>Digits, and how many of them stand for how many bytes.</summary>
    private sealed class Alphabet(string characters, int bits, int bytes, int digits)
    {
        public static readonly Alphabet Base64 = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 6, 3, 4);
        public static readonly Alphabet Base32 = new("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 5, 5, 8);

        private readonly sbyte[] values = Invert(characters);

        public int Bytes => bytes;

        public int Digits => digits;

        public int Bits => bits;

        public int Value(byte digit) => values[digit];

        public void Encode(ReadOnlySpan<byte> from, Span<byte> to)
        {
            ulong group = 0;
            for (int i = 0; i < bytes; i++)
            {
                group = (group << 8) | (i < from.Length ? from[i] : (byte)0);
            }

            int used = ((from.Length * 8) + bits - 1) / bits;
            for (int i = 0; i < digits; i++)
            {
                int value = (int)(group >> ((digits - 1 - i) * bits)) & ((1 << bits) - 1);
                to[i] = i < used ? (byte)characters[value] : (byte)'=';
            }
        }

        private static sbyte[] Invert(string characters)
        {
            sbyte[] values = new sbyte[256];
            Array.Fill(values, (sbyte)-1);
            for (int i = 0; i < characters.Length; i++)
            {
                values[characters[i]] = (sbyte)i;
            }

            return values;
        }
    }

    private sealed class Decoder(CommandContext context, Alphabet alphabet, bool ignoresGarbage)
    {
        private ulong group;
        private int digits;
        private int padding;

        public void Run(OpenFile file)
        {
            while (true)
            {
                ReadOnlySpan<byte> block = file.Peek(context.Cancellation);
                if (block.IsEmpty)
                {
                    break;
                }

                foreach (byte c in block)
                {
                    Add(c);
                }

                file.Advance(block.Length);
            }

            if (digits + padding > 0)
            {
                if (alphabet == Alphabet.Base64)
                {
                    FlushDigits();
                }

                throw Invalid();
            }
        }

        private static CommandException Invalid() => new("invalid input");

        private void Add(byte c)
        {
            int value = alphabet.Value(c);
            if (value >= 0 && padding == 0)
            {
                group = (group << alphabet.Bits) | (uint)value;
                if (++digits == alphabet.Digits)
                {
                    FlushDigits();
                }
            }
            else if (c == '=' && (digits > 0 || padding > 0))
            {
                padding++;
                if (digits + padding == alphabet.Digits)
                {
                    bool whole = FlushDigits();
                    padding = 0;
                    if (!whole)
                    {
                        throw Invalid();
                    }
                }
            }
            else if (c == '=' || (c != '\n' && !ignoresGarbage))
            {
                FlushDigits();
                throw Invalid();
            }
        }

        // Writes the whole bytes there are; false if the digits are not what bytes encode to.
        private bool FlushDigits()
        {
            int bits = digits * alphabet.Bits;
            int bytes = bits / 8;
            int rest = bits % 8;
            bool whole = rest < alphabet.Bits && (rest == 0 || (group & ((1UL << rest) - 1)) == 0);
            for (int i = 0; i < bytes; i++)
            {
                context.Output.WriteByte((byte)(group >> (bits - (8 * (i + 1)))));
            }

            group = 0;
            digits = 0;
            return whole && bytes > 0;
        }
    }
}
