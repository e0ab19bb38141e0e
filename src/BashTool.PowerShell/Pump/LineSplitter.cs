using BashTool.Core.Text;

namespace BashTool.PowerShell.Pump;

/// <summary>Cuts a stream of bytes into lines, as strings without their newline. A byte that is no UTF-8 becomes a lone surrogate, and comes back as that byte.</summary>
internal sealed class LineSplitter
{
    private byte[] held = [];
    private int heldCount;

    /// <summary>Whether an unfinished line is held.</summary>
    public bool HasRest => heldCount > 0;

    /// <summary>Gives the lines that are complete now and keeps the rest.</summary>
    public void Split(ReadOnlySpan<byte> bytes, Action<string> line)
    {
        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOf((byte)'\n');
            if (end < 0)
            {
                Hold(bytes);
                return;
            }

            string text;
            if (heldCount > 0)
            {
                Hold(bytes[..end]);
                text = EscapedUtf8.Decode(held.AsSpan(0, heldCount));
                heldCount = 0;
            }
            else
            {
                text = EscapedUtf8.Decode(bytes[..end]);
            }

            bytes = bytes[(end + 1)..];
            line(text);
        }
    }

    /// <summary>Takes the last line, which had no newline; null if there is none.</summary>
    public string? TakeRest()
    {
        if (heldCount == 0)
        {
            return null;
        }

        string text = EscapedUtf8.Decode(held.AsSpan(0, heldCount));
        heldCount = 0;
        return text;
    }

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        if (heldCount + bytes.Length > held.Length)
        {
            Array.Resize(ref held, Math.Max(256, Math.Max(held.Length * 2, heldCount + bytes.Length)));
        }

        bytes.CopyTo(held.AsSpan(heldCount));
        heldCount += bytes.Length;
    }
}
