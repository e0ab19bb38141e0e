namespace BashTool.Commands.Text;

/// <summary>Several inputs as one. What cannot be opened or read is complained of and left out.</summary>
internal sealed class ConcatenatedInput(CommandContext context, IReadOnlyList<string> names) : IDisposable
{
    private OpenFile? file;
    private int next;

    /// <summary>1 if something could not be opened or read.</summary>
    public int Status { get; private set; }

    /// <summary>What cannot be read is complained of and leaves the status as it is.</summary>
    public bool ToleratesReadErrors { get; init; }

    /// <summary>How a file that cannot be opened or read is complained of; GNU's way if it is null.</summary>
    public Action<string, FileSystemException>? Complain { get; init; }

    /// <summary>At least one input could be opened.</summary>
    public bool AnyOpened { get; private set; }

    /// <summary>Opens the first input that can be; false where none can.</summary>
    public bool OpenFirst() => file is not null || Open();

    /// <summary>Unread bytes; empty at the very end.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        while (file is not null || Open())
        {
            try
            {
                ReadOnlySpan<byte> block = file!.Peek(context.Cancellation);
                if (!block.IsEmpty)
                {
                    return block;
                }
            }
            catch (FileSystemException problem)
            {
                int before = Status;
                Report(problem);
                Status = ToleratesReadErrors ? before : Status;
            }

            Close();
        }

        return default;
    }

    public void Advance(int count) => file!.Advance(count);

    /// <summary>Fills the span as far as there is something.</summary>
    public int Read(Span<byte> destination)
    {
        int count = 0;
        while (count < destination.Length)
        {
            ReadOnlySpan<byte> block = Peek();
            if (block.IsEmpty)
            {
                break;
            }

            int part = Math.Min(block.Length, destination.Length - count);
            block[..part].CopyTo(destination[count..]);
            file!.Advance(part);
            count += part;
        }

        return count;
    }

    public int ReadByte()
    {
        ReadOnlySpan<byte> block = Peek();
        if (block.IsEmpty)
        {
            return -1;
        }

        int value = block[0];
        file!.Advance(1);
        return value;
    }

    /// <summary>Leaves out so many bytes; returns how many there were not.</summary>
    public ulong Skip(ulong count)
    {
        while (count > 0)
        {
            ReadOnlySpan<byte> block = Peek();
            if (block.IsEmpty)
            {
                break;
            }

            int part = (int)Math.Min((ulong)block.Length, count);
            file!.Advance(part);
            count -= (ulong)part;
        }

        return count;
    }

    public void Dispose() => Close();

    private bool Open()
    {
        while (next < names.Count)
        {
            try
            {
                file = context.OpenInput(names[next++]);
                AnyOpened = true;
                return true;
            }
            catch (FileSystemException problem)
            {
                Report(problem);
            }
        }

        return false;
    }

    private void Report(FileSystemException problem)
    {
        Status = 1;
        if (Complain is not null)
        {
            Complain(names[next - 1], problem);
        }
        else
        {
            context.Complain(names[next - 1], problem);
        }
    }

    private void Close()
    {
        file?.Release();
        file = null;
    }
}
