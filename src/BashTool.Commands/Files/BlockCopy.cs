using System.Globalization;

namespace BashTool.Commands.Files;

/// <summary>The copying of <c>dd</c>: blocks in, conversions, blocks out, and a report.</summary>
internal sealed class BlockCopy(CommandContext context)
{
    private readonly HashSet<string> conversions = new(StringComparer.Ordinal);
    private readonly HashSet<string> inputFlags = new(StringComparer.Ordinal);
    private readonly HashSet<string> outputFlags = new(StringComparer.Ordinal);
    private OpenFile output = null!;
    private IFileHandle? outputHandle;
    private byte[] gathered = [];
    private int gatheredCount;
    private bool endsInHole;
    private int swabbed = -1;
    private int column;
    private bool cut;
    private int spaces;
    private long fullIn;
    private long partialIn;
    private long fullOut;
    private long partialOut;
    private long truncated;
    private long written;

    public string? InputName { get; set; }

    public string? OutputName { get; set; }

    public string? Status { get; set; }

    public int InputBlock { get; set; } = 512;

    public int OutputBlock { get; set; } = 512;

    public int ConversionBlock { get; set; }

    /// <summary>With <c>bs=</c> a short block that was read is written as it is.</summary>
    public bool KeepsBlocks { get; set; }

    public long? Count { get; set; }

    public bool CountsBytes { get; set; }

    public long? Skip { get; set; }

    public bool SkipsBytes { get; set; }

    public long? Seek { get; set; }

    public bool SeeksBytes { get; set; }

    private string ShownInput => InputName is null ? "'standard input'" : GnuQuoting.Always(InputName);

    private string ShownOutput => OutputName is null ? "'standard output'" : GnuQuoting.Always(OutputName);

    public bool AddConversion(string word)
    {
        if (word is "ascii" or "ebcdic" or "ibm")
        {
            throw new CommandException($"conversion {LocaleQuoting.Quote(word)} is not supported");
        }

        conversions.Add(word);
        return word is "lcase" or "ucase" or "sparse" or "swab" or "sync" or "excl" or "nocreat" or "notrunc" or "noerror" or "fdatasync" or "fsync" or "block" or "unblock";
    }

    public bool AddFlag(string word, bool input)
    {
        (input ? inputFlags : outputFlags).Add(word);
        return word switch
        {
            "direct" or "directory" or "dsync" or "sync" or "nonblock" or "noatime" or "nocache" or "noctty" or "nofollow" or "nolinks" or "binary" or "text" => true,
            "fullblock" or "count_bytes" or "skip_bytes" => input,
            "append" or "seek_bytes" => !input,
            _ => false,
        };
    }

    public int Run()
    {
        if (conversions.Contains("lcase") && conversions.Contains("ucase"))
        {
            throw new CommandException("cannot combine lcase and ucase");
        }

        if (conversions.Contains("block") && conversions.Contains("unblock"))
        {
            throw new CommandException("cannot combine block and unblock");
        }

        if (conversions.Contains("excl") && conversions.Contains("nocreat"))
        {
            throw new CommandException("cannot combine excl and nocreat");
        }

        CountsBytes |= inputFlags.Contains("count_bytes");
        SkipsBytes |= inputFlags.Contains("skip_bytes");
        SeeksBytes |= outputFlags.Contains("seek_bytes");
        OpenFile input = OpenInput();
        try
        {
            OpenOutput();
            long start = context.Clock.GetTimestamp();
            try
            {
                return Copy(input) ? 0 : 1;
            }
            finally
            {
                Report(context.Clock.GetElapsedTime(start));
            }
        }
        finally
        {
            input.Release();
            output?.Release();
        }
    }

    private OpenFile OpenInput()
    {
        if (InputName is null)
        {
            return context.StandardInput.AddReference();
        }

        try
        {
            return context.OpenInput(InputName, dashIsInput: false);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"failed to open {ShownInput}: {problem.Description}");
        }
    }

    private void OpenOutput()
    {
        long seek = Seek is { } n ? (SeeksBytes ? n : n * OutputBlock) : 0;
        if (OutputName is null || OutputName.StartsWith("/dev/", StringComparison.Ordinal))
        {
            output = OutputName is null ? context.StandardOutput.AddReference() : context.OpenOutput(OutputName, outputFlags.Contains("append"));
            outputHandle = output.Handle;
            if (seek > 0)
            {
                if (outputHandle is not { CanSeek: true })
                {
                    throw new CommandException($"{ShownOutput}: cannot seek: {FileError.ESPIPE.Describe()}");
                }

                output.Flush();
                outputHandle.Seek(seek, SeekOrigin.Current);
            }

            return;
        }

        try
        {
            OpenMode mode = OpenMode.Write
                | (conversions.Contains("nocreat") ? 0 : conversions.Contains("excl") ? OpenMode.CreateNew : OpenMode.Create)
                | (conversions.Contains("notrunc") || seek > 0 ? 0 : OpenMode.Truncate)
                | (outputFlags.Contains("append") ? OpenMode.Append : 0);
            outputHandle = context.Files.Open(context.Resolve(OutputName), mode, 0x1B6 & ~context.Umask);
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"failed to open {ShownOutput}: {problem.Description}");
        }

        output = new OpenedFile(outputHandle, OutputName, canRead: false, canWrite: true);
        if (seek > 0)
        {
            if (!conversions.Contains("notrunc") && outputHandle.CanSeek)
            {
                outputHandle.SetLength(seek);
            }

            outputHandle.Seek(seek, SeekOrigin.Begin);
        }
    }

    private bool Copy(OpenFile input)
    {
        byte[] buffer = new byte[InputBlock];
        bool ok = true;
        long skip = Skip is { } s ? (SkipsBytes ? s : s * InputBlock) : 0;
        if (!SkipInput(input, skip, buffer) && Status != "none")
        {
            context.Complain($"{(InputName is null ? "'standard input'" : GnuQuoting.Name(InputName))}: cannot skip to specified offset");
        }

        long left = Count is { } c ? (CountsBytes ? c : long.MaxValue) : long.MaxValue;
        long blocks = Count is { } b && !CountsBytes ? b : long.MaxValue;
        gathered = new byte[OutputBlock];
        while (left > 0 && fullIn + partialIn < blocks)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            int wanted = (int)Math.Min(InputBlock, left), count;
            try
            {
                count = ReadBlock(input, buffer.AsSpan(0, wanted));
            }
            catch (FileSystemException problem)
            {
                context.Complain($"error reading {ShownInput}: {problem.Description}");
                ok = false;
                break;
            }

            if (count == 0)
            {
                break;
            }

            left -= count;
            if (count < InputBlock)
            {
                partialIn++;
                if (conversions.Contains("sync"))
                {
                    buffer.AsSpan(count).Fill(ConversionBlock > 0 && (conversions.Contains("block") || conversions.Contains("unblock")) ? (byte)' ' : (byte)0);
                    count = InputBlock;
                }
            }
            else
            {
                fullIn++;
            }

            Convert(buffer.AsSpan(0, count));
        }

        return Finish() && ok;
    }

    private bool SkipInput(OpenFile input, long skip, byte[] buffer)
    {
        if (skip > 0 && input.Handle is { CanSeek: true } handle && input.Buffered.IsEmpty)
        {
            long end = handle.Length, wanted = handle.Position + skip;
            handle.Seek(Math.Min(wanted, Math.Max(end, handle.Position)), SeekOrigin.Begin);
            return wanted <= end;
        }

        while (skip > 0)
        {
            int count = input.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, skip)), context.Cancellation);
            if (count == 0)
            {
                return false;
            }

            skip -= count;
        }

        return true;
    }

    private int ReadBlock(OpenFile input, Span<byte> block)
    {
        int count = 0;
        do
        {
            int more = input.Read(block[count..], context.Cancellation);
            if (more == 0)
            {
                break;
            }

            count += more;
        }
        while (count < block.Length && (inputFlags.Contains("fullblock") || input.CanSeek));
        return count;
    }

    private void Convert(Span<byte> data)
    {
        char first = conversions.Contains("lcase") ? 'A' : conversions.Contains("ucase") ? 'a' : '\0';
        for (int i = 0; first != '\0' && i < data.Length; i++)
        {
            if ((uint)(data[i] - first) < 26)
            {
                data[i] ^= 0x20;
            }
        }

        if (conversions.Contains("swab"))
        {
            Swab(data);
        }
        else
        {
            Pass(data);
        }
    }

    private void Swab(Span<byte> data)
    {
        if (swabbed >= 0 && data.Length > 0)
        {
            Pass([data[0], (byte)swabbed]);
            data = data[1..];
            swabbed = -1;
        }

        if (data.Length % 2 == 1)
        {
            swabbed = data[^1];
            data = data[..^1];
        }

        for (int i = 0; i + 1 < data.Length; i += 2)
        {
            (data[i], data[i + 1]) = (data[i + 1], data[i]);
        }

        Pass(data);
    }

    private void Pass(ReadOnlySpan<byte> data)
    {
        if (ConversionBlock > 0 && conversions.Contains("block"))
        {
            Block(data);
        }
        else if (ConversionBlock > 0 && conversions.Contains("unblock"))
        {
            Unblock(data);
        }
        else if (KeepsBlocks && InputBlock == OutputBlock && !conversions.Contains("swab"))
        {
            WriteBlock(data);
        }
        else
        {
            Gather(data);
        }
    }

    private void Block(ReadOnlySpan<byte> data)
    {
        foreach (byte b in data)
        {
            if (b == '\n')
            {
                for (; column < ConversionBlock; column++)
                {
                    Gather([(byte)' ']);
                }

                column = 0;
                cut = false;
            }
            else if (column < ConversionBlock)
            {
                Gather([b]);
                column++;
            }
            else
            {
                truncated += cut ? 0 : 1;
                cut = true;
            }
        }
    }

    private void Unblock(ReadOnlySpan<byte> data)
    {
        foreach (byte b in data)
        {
            if (column++ >= ConversionBlock)
            {
                column = 1;
                spaces = 0;
                Gather("\n"u8);
            }

            if (b == ' ')
            {
                spaces++;
            }
            else
            {
                for (; spaces > 0; spaces--)
                {
                    Gather(" "u8);
                }

                Gather([b]);
            }
        }
    }

    private void Gather(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            int take = Math.Min(OutputBlock - gatheredCount, data.Length);
            data[..take].CopyTo(gathered.AsSpan(gatheredCount));
            gatheredCount += take;
            data = data[take..];
            if (gatheredCount == OutputBlock)
            {
                gatheredCount = 0;
                WriteBlock(gathered);
            }
        }
    }

    private void WriteBlock(ReadOnlySpan<byte> data)
    {
        try
        {
            endsInHole = conversions.Contains("sparse") && outputHandle is { CanSeek: true } && !data.ContainsAnyExcept((byte)0);
            if (endsInHole)
            {
                output.Flush();
                outputHandle!.Seek(data.Length, SeekOrigin.Current);
            }
            else
            {
                output.Write(data, context.Cancellation);
            }
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"error writing {ShownOutput}: {problem.Description}");
        }

        written += data.Length;
        if (data.Length == OutputBlock)
        {
            fullOut++;
        }
        else
        {
            partialOut++;
        }
    }

    private bool Finish()
    {
        if (swabbed >= 0)
        {
            Pass([(byte)swabbed]);
        }

        if (ConversionBlock > 0 && conversions.Contains("block") && column > 0)
        {
            Block("\n"u8);
        }
        else if (ConversionBlock > 0 && conversions.Contains("unblock") && column > 0)
        {
            Gather("\n"u8);
        }

        if (gatheredCount > 0)
        {
            int count = gatheredCount;
            gatheredCount = 0;
            WriteBlock(gathered.AsSpan(0, count));
        }

        output.Flush();
        if (endsInHole)
        {
            outputHandle!.SetLength(outputHandle.Position);
        }

        if (conversions.Contains("fsync") || conversions.Contains("fdatasync"))
        {
            outputHandle?.Flush();
        }

        return true;
    }

    private void Report(TimeSpan elapsed)
    {
        if (Status == "none")
        {
            return;
        }

        context.FlushOutput();
        string text = $"{fullIn}+{partialIn} records in\n{fullOut}+{partialOut} records out\n";
        if (truncated > 0)
        {
            text += $"{truncated} truncated {(truncated == 1 ? "record" : "records")}\n";
        }

        if (Status != "noxfer")
        {
            double seconds = Math.Max(elapsed.TotalSeconds, 1e-9);
            string si = Scaled(written, si: true), iec = Scaled(written, si: false);
            string amount = written < 1000 ? $"{written} {(written == 1 ? "byte" : "bytes")} copied"
                : iec.EndsWith(" B", StringComparison.Ordinal) ? $"{written} bytes ({si}) copied"
                : $"{written} bytes ({si}, {iec}) copied";
            text += $"{amount}, {seconds.ToString("G6", CultureInfo.InvariantCulture)} s, {Scaled((long)(written / seconds), si: true)}/s\n";
        }

        context.Error.Write(text);
        context.Error.FlushThrough();
    }

    private static string Scaled(long bytes, bool si)
    {
        string text = (si ? HumanSize.Si : HumanSize.Human).Format((ulong)bytes, 1, Rounding.Nearest);
        int digits = text.Length;
        while (digits > 0 && char.IsAsciiLetter(text[digits - 1]))
        {
            digits--;
        }

        string unit = text[digits..];
        return $"{text[..digits]} {unit}{(si || unit.Length == 0 ? "" : "i")}B";
    }
}
