namespace BashTool.Commands.Text;

/// <summary>One run of split.</summary>
internal sealed class SplitRun(CommandContext context, SplitPlan plan, SplitNames names, OpenFile input)
{
    private readonly byte separator = plan.Separator < 0 ? (byte)'\n' : (byte)plan.Separator;
    private SplitPiece? current;
    private ulong opened;

    public int Run()
    {
        try
        {
            switch (plan.Kind)
            {
                case SplitKind.Lines or SplitKind.HistoricLines:
                    CutLines();
                    break;
                case SplitKind.Bytes:
                    CutBytes((long)plan.Size, 0);
                    break;
                case SplitKind.LineBytes:
                    CutLineBytes();
                    break;
                case SplitKind.RoundRobin:
                    DealLines();
                    break;
                default:
                    CutChunks();
                    break;
            }

            Close();
            return 0;
        }
        catch
        {
            try
            {
                Close();
            }
            catch (CommandException)
            {
                // The first failure is the one to report.
            }

            throw;
        }
    }

    private void Close()
    {
        SplitPiece? piece = current;
        current = null;
        piece?.Close();
    }

    private void Write(bool begins, ReadOnlySpan<byte> bytes)
    {
        if (begins || current is null)
        {
            if (bytes.IsEmpty && plan.ElidesEmpty)
            {
                return;
            }

            Close();
            current = new SplitPiece(context, plan, names.Next(), input);
            opened++;
        }

        current.Write(bytes);
    }

    private void CutLines()
    {
        ulong lines = 0;
        bool begins = true;
        while (true)
        {
            ReadOnlySpan<byte> block = input.Peek(context.Cancellation);
            if (block.IsEmpty)
            {
                return;
            }

            int length = block.Length;
            while (!block.IsEmpty)
            {
                int end = 0;
                bool full = false;
                while (end < block.Length)
                {
                    int at = block[end..].IndexOf(separator);
                    if (at < 0)
                    {
                        end = block.Length;
                        break;
                    }

                    end += at + 1;
                    if (++lines == plan.Size)
                    {
                        full = true;
                        lines = 0;
                        break;
                    }
                }

                Write(begins, block[..end]);
                begins = full;
                block = block[end..];
            }

            input.Advance(length);
        }
    }

    private void CutBytes(long size, ulong pieces)
    {
        long left = size;
        bool begins = true;
        bool last = pieces == 1;
        while (true)
        {
            ReadOnlySpan<byte> block = input.Peek(context.Cancellation);
            if (block.IsEmpty)
            {
                break;
            }

            int length = block.Length;
            while (!block.IsEmpty)
            {
                int count = last ? block.Length : (int)Math.Min(left, block.Length);
                Write(begins, block[..count]);
                last = pieces > 0 && opened == pieces;
                left -= count;
                begins = left == 0 && !last;
                left = left == 0 ? size : left;
                block = block[count..];
            }

            input.Advance(length);
        }

        while (opened < pieces && !plan.ElidesEmpty)
        {
            Write(true, default);
        }
    }

    private void CutLineBytes()
    {
        long size = (long)plan.Size;
        long written = 0;
        var reader = new LineReader(input, context.Cancellation, separator);
        while (reader.TryRead(out ReadOnlySpan<byte> line))
        {
            bool ended = reader.HadDelimiter;
            long length = line.Length + (ended ? 1 : 0);
            if (written > 0 && (ended ? written + length > size : written + length >= size))
            {
                written = 0;
            }

            while (line.Length + (ended ? 1 : 0) > size - written)
            {
                int count = (int)Math.Min(line.Length, size);
                Write(written == 0, line[..count]);
                line = line[count..];
            }

            if (!line.IsEmpty)
            {
                Write(written == 0, line);
                written += line.Length;
            }

            if (ended)
            {
                Write(written == 0, [separator]);
                written++;
            }

            if (written == size || !ended)
            {
                written = 0;
            }
        }
    }

    private void DealLines()
    {
        var pieces = new SplitPiece?[plan.Chunk > 0 ? 0 : (int)Math.Min(plan.Size, 1 << 20)];
        ulong at = 0;
        try
        {
            var reader = new LineReader(input, context.Cancellation, separator);
            while (reader.TryRead(out ReadOnlySpan<byte> line))
            {
                if (plan.Chunk > 0)
                {
                    if (at + 1 == plan.Chunk)
                    {
                        context.Output.Write(line);
                        if (reader.HadDelimiter)
                        {
                            context.Output.WriteByte(separator);
                        }

                        if (plan.Unbuffered)
                        {
                            context.Output.FlushThrough();
                        }
                    }
                }
                else
                {
                    SplitPiece piece = pieces[at] ??= Open();
                    piece.Write(line);
                    if (reader.HadDelimiter)
                    {
                        piece.Write([separator]);
                    }

                    if (plan.Unbuffered)
                    {
                        piece.Flush();
                    }
                }

                at = (at + 1) % plan.Size;
            }

            for (int i = 0; i < pieces.Length; i++)
            {
                if (pieces[i] is null && !plan.ElidesEmpty)
                {
                    pieces[i] = Open();
                }
            }
        }
        finally
        {
            for (int i = 0; i < pieces.Length; i++)
            {
                SplitPiece? piece = pieces[i];
                pieces[i] = null;
                piece?.Close();
            }
        }
    }

    private SplitPiece Open() => new SplitPiece(context, plan, names.Next(), input);

    private void CutChunks()
    {
        long size;
        if (input.Handle is { CanSeek: true } handle)
        {
            input.SynchronizePosition();
            size = handle.Length - handle.Position;
            if (size <= 0)
            {
                size = 0;
            }
        }
        else
        {
            // The size decides where to cut.
            ReadOnlyMemory<byte> whole = WholeInput.Read(input, context.Cancellation);
            Chunks(new MemoryInput(whole), whole.Length);
            return;
        }

        Chunks(input, size);
    }

    private void Chunks(OpenFile source, long actualSize)
    {
        long count = (long)plan.Size;
        long size = Math.Max(actualSize, count);
        if (plan.Kind == SplitKind.ChunksOfLines)
        {
            ChunksOfLines(source, size);
            return;
        }

        if (plan.Chunk == 0)
        {
            CutFrom(source, size / count);
            return;
        }

        long start = ((long)plan.Chunk - 1) * (size / count);
        long end = plan.Chunk == plan.Size ? size : (long)plan.Chunk * (size / count);
        long at = 0;
        while (at < end)
        {
            ReadOnlySpan<byte> block = source.Peek(context.Cancellation);
            if (block.IsEmpty)
            {
                return;
            }

            int from = (int)Math.Clamp(start - at, 0, block.Length);
            int to = (int)Math.Clamp(end - at, 0, block.Length);
            context.Output.Write(block[from..to]);
            at += block.Length;
            source.Advance(block.Length);
        }
    }

    private void CutFrom(OpenFile source, long size)
    {
        if (ReferenceEquals(source, input))
        {
            CutBytes(size, plan.Size);
        }
        else
        {
            new SplitRun(context, plan, names, source).CutAndClose(size);
        }
    }

    private void CutAndClose(long size)
    {
        CutBytes(size, plan.Size);
        Close();
    }

    // A chunk ends with the line in which its share of the bytes ends; one that has no line left is empty.
    private void ChunksOfLines(OpenFile source, long size)
    {
        long count = (long)plan.Size;
        long chosen = (long)plan.Chunk;
        long share = size / count;
        long chunk = 1;
        long chunkEnd = share - 1;
        long written = 0;
        bool begins = true;
        bool truncated = false;
        while (written < size)
        {
            ReadOnlySpan<byte> block = source.Peek(context.Cancellation);
            if (block.IsEmpty)
            {
                break;
            }

            int length = block.Length;
            truncated = false;
            while (!block.IsEmpty)
            {
                bool next = false;
                int skip = (int)Math.Min(block.Length, Math.Max(0, chunkEnd - written));
                int at = block[skip..].IndexOf(separator);
                int end = at < 0 ? block.Length : skip + at + 1;
                next = at >= 0;
                if (chosen == chunk)
                {
                    context.Output.Write(block[..end]);
                }
                else if (chosen == 0)
                {
                    Write(begins, block[..end]);
                }

                written += end;
                block = block[end..];
                begins = next;
                while (next || chunkEnd <= written - 1)
                {
                    if (!next && block.IsEmpty)
                    {
                        truncated = true;
                        break;
                    }

                    chunk++;
                    if (chosen > 0 && chunk > chosen)
                    {
                        return;
                    }

                    chunkEnd = chunk == count ? size - 1 : chunkEnd + share;
                    if (chunkEnd <= written - 1)
                    {
                        if (chosen == 0)
                        {
                            Write(true, default);
                        }
                    }
                    else
                    {
                        next = false;
                    }
                }
            }

            source.Advance(length);
        }

        if (truncated)
        {
            chunk++;
        }

        while (chosen == 0 && chunk++ <= count)
        {
            Write(true, default);
        }
    }
}
