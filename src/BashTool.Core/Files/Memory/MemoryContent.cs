namespace BashTool.Core.Files.Memory;

/// <summary>The bytes of a file in memory: blocks of 64 KB, holes without memory, a small file in one small block.</summary>
internal sealed class MemoryContent(MemorySpace space)
{
    private const int BlockBits = 16;
    private const int BlockSize = 1 << BlockBits;

    private byte[]?[] blocks = [];

    public long Length { get; private set; }

    public long Allocated
    {
        get
        {
            long sum = 0;
            foreach (byte[]? block in blocks)
            {
                sum += block?.Length ?? 0;
            }

            return sum;
        }
    }

    public int Read(long offset, Span<byte> target)
    {
        if (offset >= Length)
        {
            return 0;
        }

        int count = (int)Math.Min(target.Length, Length - offset);
        int done = 0;
        while (done < count)
        {
            long at = offset + done;
            int start = (int)(at & (BlockSize - 1));
            int part = Math.Min(count - done, BlockSize - start);
            Span<byte> room = target.Slice(done, part);
            long index = at >> BlockBits;
            byte[]? block = index < blocks.Length ? blocks[index] : null;
            int held = block is null ? 0 : Math.Clamp(block.Length - start, 0, part);
            if (held > 0)
            {
                block.AsSpan(start, held).CopyTo(room);
            }

            room[held..].Clear();
            done += part;
        }

        return count;
    }

    public FileError Write(long offset, ReadOnlySpan<byte> data)
    {
        if (offset + data.Length > (long)int.MaxValue << (BlockBits - 1))
        {
            return FileError.EFBIG;
        }

        while (data.Length > 0)
        {
            int start = (int)(offset & (BlockSize - 1));
            int part = Math.Min(data.Length, BlockSize - start);
            int index = (int)(offset >> BlockBits);
            byte[]? block = Block(index, start + part);
            if (block is null)
            {
                return FileError.ENOSPC;
            }

            data[..part].CopyTo(block.AsSpan(start));
            data = data[part..];
            offset += part;
            Length = Math.Max(Length, offset);
        }

        return FileError.None;
    }

    public void SetLength(long length)
    {
        if (length < Length)
        {
            int keep = (int)((length + BlockSize - 1) >> BlockBits);
            for (int i = keep; i < blocks.Length; i++)
            {
                space.Release(blocks[i]?.Length ?? 0);
                blocks[i] = null;
            }

            int rest = (int)(length & (BlockSize - 1));
            if (rest > 0 && keep <= blocks.Length && blocks[keep - 1] is { } last && rest < last.Length)
            {
                last.AsSpan(rest).Clear();
            }
        }

        Length = length;
    }

    public void Free() => SetLength(0);

    private byte[]? Block(int index, int needed)
    {
        if (index >= blocks.Length)
        {
            Array.Resize(ref blocks, Math.Max(index + 1, blocks.Length * 2));
        }

        byte[]? block = blocks[index];
        int have = block?.Length ?? 0;
        if (have >= needed)
        {
            return block;
        }

        // Only the first block grows in steps: later ones are surely of a big file.
        int size = index > 0 ? BlockSize : Math.Min(BlockSize, Math.Max(256, Math.Max(needed, have * 4)));
        if (!space.Take(size - have))
        {
            return null;
        }

        Array.Resize(ref block, size);
        return blocks[index] = block;
    }
}
