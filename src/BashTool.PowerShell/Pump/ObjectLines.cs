using BashTool.Core.Streams;
using BashTool.Core.Text;

namespace BashTool.PowerShell.Pump;

/// <summary>Cuts a stream of bytes into lines and gives each with the object it carries.</summary>
internal sealed class ObjectLines(LineObjects objects, Action<string, object?> give)
{
    private readonly LineSplitter splitter = new();
    private long position;

    public void Split(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOf((byte)'\n');
            ReadOnlySpan<byte> piece = end < 0 ? bytes : bytes[..(end + 1)];
            string? line = null;
            splitter.Split(piece, text => line = text);
            held += piece.Length;
            if (line is not null)
            {
                Give(line);
            }

            bytes = bytes[piece.Length..];
        }
    }

    public void Finish()
    {
        if (splitter.TakeRest() is { } rest)
        {
            Give(rest);
        }
    }

    private long held;

    private void Give(string line)
    {
        object? value = objects.Take(position);
        position += held;
        held = 0;
        give(line, value);
    }
}
