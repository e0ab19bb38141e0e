using System.Buffers;

namespace BashTool.Commands.Text;

/// <summary>Reads an input to its end into memory.</summary>
internal static class WholeInput
{
    public static ReadOnlyMemory<byte> Read(OpenFile file, CancellationToken cancellation)
    {
        var bytes = new ArrayBufferWriter<byte>(64 * 1024);
        while (true)
        {
            ReadOnlySpan<byte> block = file.Peek(cancellation);
            if (block.IsEmpty)
            {
                return bytes.WrittenMemory;
            }

            int length = block.Length;
            bytes.Write(block);
            file.Advance(length);
        }
    }
}
