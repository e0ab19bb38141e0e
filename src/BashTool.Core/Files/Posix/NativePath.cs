using System.Buffers;

namespace BashTool.Core.Files.Posix;

/// <summary>A path as the zero-terminated bytes a system call takes; the empty path is <c>.</c>.</summary>
internal ref struct NativePath
{
    private readonly Span<byte> bytes;
    private byte[]? rented;

    public NativePath(ReadOnlySpan<char> path, Span<byte> room)
    {
        if (path.Length == 0)
        {
            room[0] = (byte)'.';
            room[1] = 0;
            bytes = room;
            Length = 1;
            return;
        }

        int most = (path.Length * 3) + 1;
        Span<byte> target = most <= room.Length ? room : rented = ArrayPool<byte>.Shared.Rent(most);
        Length = PathBytes.Encode(path, target);
        target[Length] = 0;
        bytes = target;
        // A NUL inside would cut the name short and mean another file.
        HasNul = path.Contains('\0');
    }

    public int Length { get; }

    public bool HasNul { get; }

    public readonly ref byte GetPinnableReference() => ref bytes.GetPinnableReference();

    public void Dispose()
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
            rented = null;
        }
    }
}
