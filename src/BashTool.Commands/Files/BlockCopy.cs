namespace BashTool.Commands.Files;

/// <summary>The copying of <c>dd</c>: blocks in, conversions, blocks out, and a report.</summary>
internal sealed partial class BlockCopy(CommandContext context)
{
    private const long DefaultBlock = 512;
    private const long MostMemory = 1L << 31;

    private readonly HashSet<string> conversions = new(StringComparer.Ordinal);
    private readonly HashSet<string> inputFlags = new(StringComparer.Ordinal);
    private readonly HashSet<string> outputFlags = new(StringComparer.Ordinal);
    private OpenFile input = null!;
    private OpenFile output = null!;
    private IFileHandle? outputHandle;
    private BlockConversion? conversion;
    private byte[] gathered = [];
    private int gatheredCount;
    private bool sparse;
    private bool endsInHole;
    private bool warnsOfPartialReads;
    private int lastRead;
    private int status;
    private long fullIn;
    private long partialIn;
    private long fullOut;
    private long partialOut;
    private long written;
    private long start;
    private long shownSeconds;

    public string? InputName { get; set; }

    public string? OutputName { get; set; }

    public string? Status { get; set; }

    /// <summary>Both blocks, whatever the others are; what is read short is then written short.</summary>
    public long? Block { get; set; }

    public long InputBlock { get; set; } = DefaultBlock;

    public long OutputBlock { get; set; } = DefaultBlock;

    public long ConversionBlock { get; set; }

    public DdNumber? Count { get; set; }

    public DdNumber? Skip { get; set; }

    public DdNumber? Seek { get; set; }

    private string ShownInput => InputName is null ? "'standard input'" : GnuQuoting.Always(InputName);

    private string ShownOutput => OutputName is null ? "'standard output'" : GnuQuoting.Always(OutputName);

    public bool AddConversion(string word)
    {
        conversions.Add(word);
        return word is "ascii" or "ebcdic" or "ibm" or "lcase" or "ucase" or "sparse" or "swab" or "sync" or "excl" or "nocreat" or "notrunc"
            or "noerror" or "fdatasync" or "fsync" or "block" or "unblock";
    }

    public bool AddFlag(string word, bool input)
    {
        (input ? inputFlags : outputFlags).Add(word);
        return word is "append" or "direct" or "directory" or "dsync" or "sync" or "nonblock" or "noatime" or "nocache" or "noctty" or "nofollow"
            or "count_bytes" or "skip_bytes" or "seek_bytes" or "fullblock";
    }

    public int Run()
    {
        if (outputFlags.Contains("fullblock"))
        {
            throw new UsageException($"invalid output flag: {LocaleQuoting.Quote("fullblock")}");
        }

        Exclude("ascii,ebcdic,ibm", "any two of {ascii,ebcdic,ibm}");
        if (ConversionBlock > 0)
        {
            Exclude("block,unblock", "block and unblock");
        }

        Exclude("lcase,ucase", "lcase and ucase");
        Exclude("excl,nocreat", "excl and nocreat");
        if ((inputFlags.Contains("direct") && inputFlags.Contains("nocache")) || (outputFlags.Contains("direct") && outputFlags.Contains("nocache")))
        {
            throw new CommandException("cannot combine direct and nocache");
        }

        bool twoBuffers = Block is null || BlockConversion.NeedsTwoBuffers(conversions);
        InputBlock = Block ?? InputBlock;
        OutputBlock = Block ?? OutputBlock;
        CheckMemory("input", InputBlock);
        CheckMemory("output", OutputBlock);
        sparse = conversions.Contains("sparse");
        gathered = twoBuffers ? new byte[OutputBlock] : [];
        conversion = BlockConversion.NeedsTwoBuffers(conversions) ? new BlockConversion(conversions, ConversionBlock, Gather) : null;
        if (outputFlags.Contains("append") && !conversions.Contains("notrunc"))
        {
            context.Complain("you probably want conv=notrunc with oflag=append");
        }

        OpenInput();
        try
        {
            OpenOutput();
            try
            {
                start = context.Clock.GetTimestamp();
                try
                {
                    Copy(twoBuffers);
                }
                catch (CommandFinished finished)
                {
                    status = finished.Status;
                }

                Report();
                return status;
            }
            finally
            {
                output.Release();
            }
        }
        finally
        {
            input.Release();
        }
    }

    private static void CheckMemory(string what, long size)
    {
        if (size > MostMemory - 64)
        {
            throw new CommandException($"memory exhausted by {what} buffer of size {size} bytes ({Scaled(size, si: false)})");
        }
    }

    private void Exclude(string words, string message)
    {
        int count = 0;
        foreach (string word in words.Split(','))
        {
            count += conversions.Contains(word) ? 1 : 0;
        }

        if (count > 1)
        {
            throw new CommandException($"cannot combine {message}");
        }
    }

    // Whole blocks and bytes behind them.
    private static (long Blocks, long Bytes) Split(DdNumber number, bool bytes, long block) =>
        bytes || number.HasB ? Math.DivRem(number.Value, block) : (number.Value, 0);

    // What was going on ends, with the report behind it.
    private CommandFinished Fail(string message)
    {
        context.Complain(message);
        return new CommandFinished(1);
    }

    private void Copy(bool twoBuffers)
    {
        byte[]? buffer = null;
        if (Skip is { Value: > 0 } skip)
        {
            (long blocks, long bytes) = Split(skip, inputFlags.Contains("skip_bytes"), InputBlock);
            buffer = new byte[InputBlock];
            if (!SkipInput((Int128)blocks * InputBlock + bytes, buffer) && Status != "none")
            {
                context.Complain($"{(InputName is null ? "'standard input'" : GnuQuoting.Name(InputName))}: cannot skip to specified offset");
            }
        }

        SeekOutput();
        long count = long.MaxValue, rest = 0;
        if (Count is { } limit)
        {
            (count, rest) = Split(limit, inputFlags.Contains("count_bytes"), InputBlock);
        }

        if (count == 0 && rest == 0)
        {
            Synchronize();
            return;
        }

        bool whole = inputFlags.Contains("fullblock") || input.CanSeek, progress = Status == "progress";
        bool pads = conversions.Contains("sync"), blanks = conversion is { HasRecords: true };
        warnsOfPartialReads = !twoBuffers && !inputFlags.Contains("fullblock")
            && (Skip is { Value: > 0 } || count is > 0 and < long.MaxValue || inputFlags.Contains("direct") || outputFlags.Contains("direct"));
        buffer ??= new byte[InputBlock];
        long most = count == long.MaxValue ? count : count + (rest > 0 ? 1 : 0);
        while (fullIn + partialIn < most)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (progress)
            {
                Progress();
            }

            int wanted = fullIn + partialIn >= count ? (int)rest : buffer.Length, length;
            try
            {
                length = ReadBlock(buffer.AsSpan(0, wanted), whole);
            }
            catch (FileSystemException problem)
            {
                context.Complain($"error reading {ShownInput}: {problem.Description}");
                status = 1;
                break;
            }

            if (length == 0)
            {
                break;
            }

            if (length < buffer.Length)
            {
                partialIn++;
                if (pads)
                {
                    buffer.AsSpan(length).Fill(blanks ? (byte)' ' : (byte)0);
                    length = buffer.Length;
                }
            }
            else
            {
                fullIn++;
            }

            if (!twoBuffers)
            {
                WriteBlock(buffer.AsSpan(0, length));
            }
            else if (conversion is not null)
            {
                conversion.Add(buffer.AsSpan(0, length));
            }
            else
            {
                Gather(buffer.AsSpan(0, length));
            }
        }

        Finish();
    }

    private bool SkipInput(Int128 skip, byte[] buffer)
    {
        if (input.Handle is { CanSeek: true } handle && input.Buffered.IsEmpty)
        {
            Int128 wanted = handle.Position + skip;
            if (wanted > long.MaxValue || handle.GetMetadata().Kind == FileKind.Directory)
            {
                throw Fail($"{(InputName is null ? "'standard input'" : GnuQuoting.Name(InputName))}: cannot skip: {FileError.EINVAL.Describe()}");
            }

            long end = handle.Length;
            handle.Seek((long)Int128.Min(wanted, Math.Max(end, handle.Position)), SeekOrigin.Begin);
            return wanted <= end;
        }

        while (skip > 0)
        {
            int count = input.Read(buffer.AsSpan(0, (int)Int128.Min(buffer.Length, skip)), context.Cancellation);
            if (count == 0)
            {
                return false;
            }

            skip -= count;
        }

        return true;
    }

    private int ReadBlock(Span<byte> block, bool whole)
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
        while (whole && count < block.Length);
        if (count > 0 && warnsOfPartialReads && lastRead > 0 && lastRead < block.Length)
        {
            warnsOfPartialReads = false;
            if (Status != "none")
            {
                context.Complain($"warning: partial read ({lastRead} {(lastRead == 1 ? "byte" : "bytes")}); suggest iflag=fullblock");
            }
        }

        lastRead = count;
        return count;
    }

    private void Gather(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            if (gatheredCount == 0 && data.Length >= gathered.Length)
            {
                WriteBlock(data[..gathered.Length]);
                data = data[gathered.Length..];
                continue;
            }

            int take = Math.Min(gathered.Length - gatheredCount, data.Length);
            data[..take].CopyTo(gathered.AsSpan(gatheredCount));
            gatheredCount += take;
            data = data[take..];
            if (gatheredCount == gathered.Length)
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
            endsInHole = sparse && outputHandle is { CanSeek: true } && !data.ContainsAnyExcept((byte)0);
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
            throw Fail($"error writing {ShownOutput}: {problem.Description}");
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

    private void Finish()
    {
        conversion?.Finish();
        if (gatheredCount > 0)
        {
            int count = gatheredCount;
            gatheredCount = 0;
            WriteBlock(gathered.AsSpan(0, count));
        }

        try
        {
            output.Flush();
        }
        catch (FileSystemException problem)
        {
            // Small blocks are written together: none of these few got there.
            if (written <= 8192)
            {
                fullOut = partialOut = written = 0;
            }

            throw Fail($"error writing {ShownOutput}: {problem.Description}");
        }

        if (endsInHole && outputHandle!.Length < outputHandle.Position)
        {
            outputHandle.SetLength(outputHandle.Position);
        }

        Synchronize();
    }
}
