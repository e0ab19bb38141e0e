namespace BashTool.Core.Streams;

/// <summary>What the descriptors of a shell or a command refer to. A copy shares the open files, as after fork(2).</summary>
public sealed class DescriptorTable
{
    private OpenFile?[] files;
    private long lastFlush;

    public DescriptorTable() => files = new OpenFile?[4];

    private DescriptorTable(OpenFile?[] files) => this.files = files;

    /// <summary>The open file behind a descriptor; null if it is closed.</summary>
    public OpenFile? this[int descriptor] => (uint)descriptor < (uint)files.Length ? files[descriptor] : null;

    /// <summary>The descriptors that are open, in order.</summary>
    public IEnumerable<int> Open
    {
        get
        {
            for (int i = 0; i < files.Length; i++)
            {
                if (files[i] is not null)
                {
                    yield return i;
                }
            }
        }
    }

    /// <summary>Puts an open file at a descriptor; the table takes over the caller's reference and lets go of what was there.</summary>
    public void Set(int descriptor, OpenFile? file)
    {
        OpenFile? before = Exchange(descriptor, file);
        before?.Release();
    }

    /// <summary>Puts an open file at a descriptor and returns what was there with its reference: to be put back or released.</summary>
    public OpenFile? Exchange(int descriptor, OpenFile? file)
    {
        if (descriptor >= files.Length)
        {
            if (file is null)
            {
                return null;
            }

            Array.Resize(ref files, Math.Max(descriptor + 1, files.Length * 2));
        }

        OpenFile? before = files[descriptor];
        files[descriptor] = file;
        return before;
    }

    /// <summary>The lowest descriptor from <paramref name="from"/> on that is closed.</summary>
    public int LowestFree(int from)
    {
        while (this[from] is not null)
        {
            from++;
        }

        return from;
    }

    /// <summary>A copy whose descriptors refer to the same open files.</summary>
    public DescriptorTable Clone()
    {
        OpenFile?[] copy = (OpenFile?[])files.Clone();
        foreach (OpenFile? file in copy)
        {
            file?.AddReference();
        }

        return new DescriptorTable(copy);
    }

    /// <summary>Closes all descriptors.</summary>
    public void CloseAll()
    {
        for (int i = 0; i < files.Length; i++)
        {
            Set(i, null);
        }
    }

    /// <summary>Hands on what is held back if that was not done for a while, so that output appears while a long script runs.</summary>
    public void FlushIfStale(TimeProvider clock)
    {
        long now = clock.GetTimestamp();
        if (clock.GetElapsedTime(lastFlush, now) > TimeSpan.FromMilliseconds(5))
        {
            lastFlush = now;
            FlushAll();
        }
    }

    public void FlushAll()
    {
        foreach (OpenFile? file in files)
        {
            file?.Flush();
        }
    }
}
