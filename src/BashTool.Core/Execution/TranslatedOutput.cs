using BashTool.Core.Files;
using BashTool.Core.Streams;

namespace BashTool.Core.Execution;

/// <summary>What a native program prints, on its way back: paths of the host become the script's. Bytes that are no text pass untouched.</summary>
internal sealed class TranslatedOutput(OpenFile target, PathTranslator translator) : OpenFile
{
    private const int LongestLine = 64 * 1024;

    private readonly Lock gate = new();
    private byte[] held = [];
    private int count;
    private bool isBinary;

    public OpenFile Target => target;

    public override bool CanRead => false;

    public override ReadOnlySpan<byte> Peek(CancellationToken cancellation) => default;

    public override ReadOnlySpan<byte> PeekMore(CancellationToken cancellation) => default;

    public override void Advance(int count)
    {
    }

    public override void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (!isBinary && bytes.Contains((byte)0))
            {
                isBinary = true;
                PassHeld(cancellation, translate: false);
            }

            if (isBinary)
            {
                target.Write(bytes, cancellation);
                return;
            }

            // Whole lines only: a path may be cut by the end of a block.
            int end = bytes.LastIndexOf((byte)'\n') + 1;
            if (end > 0)
            {
                Hold(bytes[..end]);
                PassHeld(cancellation, translate: true);
            }

            Hold(bytes[end..]);
            if (count > LongestLine)
            {
                PassHeld(cancellation, translate: true);
            }
        }
    }

    public override void Flush() => target.Flush();

    /// <summary>Hands on what is left when the program has ended.</summary>
    public void Finish(CancellationToken cancellation)
    {
        lock (gate)
        {
            PassHeld(cancellation, translate: !isBinary);
            target.Flush();
        }
    }

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > held.Length - count)
        {
            Array.Resize(ref held, Math.Max(count + bytes.Length, Math.Max(4096, held.Length * 2)));
        }

        bytes.CopyTo(held.AsSpan(count));
        count += bytes.Length;
    }

    private void PassHeld(CancellationToken cancellation, bool translate)
    {
        if (count == 0)
        {
            return;
        }

        int length = count;
        count = 0;
        if (translate && translator.TryTranslateText(held.AsSpan(0, length), out byte[] translated))
        {
            target.Write(translated, cancellation);
        }
        else
        {
            target.Write(held.AsSpan(0, length), cancellation);
        }
    }
}
