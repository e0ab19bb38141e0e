namespace BashTool.Commands.Text;

/// <summary>What sorting needs beside the lines themselves; kept from one run to the next.</summary>
internal sealed class LineSorterBuffers
{
    /// <summary>Bytes for each line, the place where it starts included.</summary>
    public const int BytesPerLine = 16;

    /// <summary>The same where several threads share the work.</summary>
    public const int BytesPerLineShared = 29;

    private ulong[] prefixCopy = [];
    private int[] lineCopy = [];
    private byte[] parts = [];

    public ulong[] Prefixes { get; private set; } = [];

    public int[] Lines { get; private set; } = [];

    public void Reserve(int count)
    {
        if (Lines.Length < count)
        {
            int room = (int)Math.Min(Array.MaxLength, count + (count / 16L));
            Prefixes = GC.AllocateUninitializedArray<ulong>(room);
            Lines = GC.AllocateUninitializedArray<int>(room);
        }
    }

    /// <summary>Room for copies of a range and a number for each of its lines.</summary>
    public (ulong[] Prefixes, int[] Lines, byte[] Parts) Copies(int count)
    {
        if (lineCopy.Length < count)
        {
            int room = (int)Math.Min(Array.MaxLength, count + (count / 16L));
            prefixCopy = GC.AllocateUninitializedArray<ulong>(room);
            lineCopy = GC.AllocateUninitializedArray<int>(room);
            parts = GC.AllocateUninitializedArray<byte>(room);
        }

        return (prefixCopy, lineCopy, parts);
    }
}
